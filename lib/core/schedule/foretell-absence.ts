import type { AbsenceForetold } from '../../contract/absence.ts';
import type { TaskType } from '../../contract/task.ts';
import { dateOf, msOf } from './day.ts';
import type { PlannedStep, RunPlan } from './plan.ts';
import { zoneOf } from './zone.ts';

/** An absence as far as it says what falls into it. */
interface Stretch {
  /** ISO 8601 with `Z`; `until` is not part of it. */
  from: string;
  until: string;
  timeZone: string;
  /** Who does its tasks, where they are handed over. */
  standIn?: { name: string } | undefined;
}

/**
 * What would fall into an absence, and where its tasks go: open steps that are moved by it, and those that stay inside.
 *
 * @param plans - made with the absence; without what somebody else does already
 * @param beside - types of open tasks that go to the stand-in and stand in no plan
 */
export function foretellAbsence(
  plans: Iterable<Pick<RunPlan, 'steps'>>,
  { from, until, timeZone, standIn }: Stretch,
  beside: readonly TaskType[] = [],
): AbsenceForetold {
  const [fromMs, untilMs, zone] = [msOf(from), msOf(until), zoneOf(timeZone)];
  const isInside = (ms: number) => ms >= fromMs && ms < untilMs;
  const wasInside = ({ moves }: PlannedStep) =>
    moves.some((move) => move.rule === 'away' && isInside(msOf(move.from)));
  const days = new Map<string, number>();
  const staying: TaskType[] = [...beside];
  let [moved, mails] = [0, 0];
  for (const { steps } of plans)
    for (const planned of steps) {
      const { step, kind, at, closedAt } = planned;
      if (closedAt !== null) continue;
      const isMoved = wasInside(planned);
      if (!isMoved && !isInside(msOf(at))) continue;
      if (kind === 'send') mails += 1;
      else if (!isMoved) staying.push(step.type);
      else {
        moved += 1;
        const date = dateOf(zone.dayOf(msOf(at)));
        days.set(date, (days.get(date) ?? 0) + 1);
      }
    }
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    tasks: moved + staying.length,
    mails,
    days: sorted.map(([date, count]) => ({ date, tasks: count })),
    ...(standIn && { handedOver: { name: standIn.name, tasks: byType(staying), followUps: moved } }),
  };
}

function byType(types: readonly TaskType[]): Record<TaskType, number> {
  const counts = { email: 0, call: 0, inmail: 0, custom: 0 };
  for (const type of types) counts[type] += 1;
  return counts;
}
