import type { StepHappenings } from './plan-step.ts';
import type { AwayFacts, RunFacts } from './run.ts';
import { closedAt } from './step-closed.ts';

/**
 * The facts of a run with only those absences that a step waits for. What was closed before the end of one has not
 * waited for it, and what somebody else does does not either. A mail leaves at the end itself; places are for tasks.
 *
 * @param kind - null: the step waits for nobody’s return
 */
export function awaysOf(
  facts: RunFacts,
  kind: keyof AwayFacts['holds'] | null,
  happened: StepHappenings,
): RunFacts {
  if (facts.aways.length === 0) return facts;
  const waits = kind !== null && happened.given === undefined;
  const closedMs = closedAt(happened) ?? Number.POSITIVE_INFINITY;
  const held = (away: AwayFacts): AwayFacts[] => {
    if (!waits || !away.holds[kind] || closedMs < away.returnMs) return [];
    return [kind === 'send' ? { ...away, placeMs: away.returnMs } : away];
  };
  return { ...facts, aways: facts.aways.flatMap(held) };
}

/**
 * The day until which a task is waited for: days that count, without those on which who does it is away. A stand-in is
 * there for all but follow-ups.
 *
 * @param day - from which on it is waited for; counts
 * @param clockMs - at which it was due
 */
export function dayAfterWaiting(
  { zone, days, aways: all }: Pick<RunFacts, 'zone' | 'days' | 'aways'>,
  { day, wait, clockMs, isFollowUp }: { day: number; wait: number; clockMs: number; isFollowUp: boolean },
): number {
  const aways = all.filter(({ hasStandIn }) => isFollowUp || !hasStandIn);
  if (aways.length === 0) return days.plus(day, wait);
  const isAway = (on: number) => {
    const ms = zone.instantOf(on, clockMs);
    return aways.some(({ fromMs, untilMs }) => ms >= fromMs && ms < untilMs);
  };
  let until = day;
  for (let left = wait; left > 0; ) {
    until = days.plus(until, 1);
    if (!isAway(until)) left -= 1;
  }
  return until;
}
