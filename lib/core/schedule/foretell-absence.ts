import type { AbsenceForetold } from '../../contract/absence.ts';
import { dateOf, msOf } from './day.ts';
import type { RunPlan } from './plan.ts';
import { zoneOf } from './zone.ts';

/** An absence as far as it says what falls into it. */
interface Stretch {
  /** ISO 8601 with `Z`; `until` is not part of it. */
  from: string;
  until: string;
  timeZone: string;
}

/**
 * What would fall into an absence, and where its tasks go: open steps that are moved by it, and those that stay inside.
 *
 * @param plans - made with the absence
 */
export function foretellAbsence(
  plans: Iterable<RunPlan>,
  { from, until, timeZone }: Stretch,
): AbsenceForetold {
  const [fromMs, untilMs, zone] = [msOf(from), msOf(until), zoneOf(timeZone)];
  const isInside = (ms: number) => ms >= fromMs && ms < untilMs;
  const days = new Map<string, number>();
  let [tasks, mails] = [0, 0];
  for (const { steps } of plans)
    for (const { kind, at, closedAt, moves } of steps) {
      if (closedAt !== null) continue;
      const isMoved = moves.some((move) => move.rule === 'away' && isInside(msOf(move.from)));
      if (!isMoved && !isInside(msOf(at))) continue;
      if (kind === 'send') mails += 1;
      else tasks += 1;
      if (kind === 'send' || !isMoved) continue;
      const date = dateOf(zone.dayOf(msOf(at)));
      days.set(date, (days.get(date) ?? 0) + 1);
    }
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return { tasks, mails, days: sorted.map(([date, count]) => ({ date, tasks: count })) };
}
