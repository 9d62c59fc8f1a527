import { isoOf, msOf } from '../schedule/day.ts';
import type { PlannedStep, RunPlan } from '../schedule/plan.ts';

/**
 * What becomes of a step that nobody has closed in time: the run goes on and leaves it open (`pass`) or skips it
 * (`skip`), its mail leaves without a person (`turn`), or is too late to leave by itself (`hold`).
 */
export type Decision = 'pass' | 'skip' | 'turn' | 'hold';

export interface Look {
  decision: Decision | null;
  /** When there is something to decide, if nothing happens before; null: never. */
  nextAt: string | null;
}

/** The step that a run stands at, as its task has it. */
export interface OpenStep {
  stepId: string;
  /** When it is due: as planned, or later where its turn came later. */
  dueAt: string;
}

/**
 * Until when a step may take: its plan's limit, counted from when it is really due.
 *
 * @returns null where it may take for ever
 */
export function untilOf({ at, until }: PlannedStep, dueAt: string): string | null {
  return until === null ? null : isoOf(msOf(until) + msOf(dueAt) - msOf(at));
}

/**
 * Decides about the step that a run stands at, from what its plan says: how long a task is waited for and what then, and
 * until when a mail may leave. What has been decided once is a happening, so that it is not decided again.
 *
 * @param plan - from all that has happened
 * @param now - a limit that is reached at this very moment is over
 */
export function decide(plan: RunPlan, { stepId, dueAt }: OpenStep, now: Date): Look {
  const planned = plan.steps.find(({ step }) => step.id === stepId);
  const until = planned && planned.closedAt === null && !planned.heldAt ? untilOf(planned, dueAt) : null;
  if (!planned || until === null) return { decision: null, nextAt: null };
  if (msOf(until) > now.getTime()) return { decision: null, nextAt: until };
  return { decision: planned.kind === 'send' ? 'hold' : afterWaiting(planned), nextAt: null };
}

function afterWaiting({ step }: PlannedStep): Decision | null {
  switch (step.wait?.next) {
    case 'goOn':
      return 'pass';
    case 'skip':
      return 'skip';
    case 'automatic':
      return 'turn';
    case undefined:
      return null;
  }
}
