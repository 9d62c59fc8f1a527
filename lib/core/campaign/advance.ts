import type { Enrolment } from '../../contract/campaign.ts';
import type { Move } from '../../contract/plan.ts';
import type { Result } from '../../contract/result.ts';
import { fail, ok } from '../../contract/result.ts';
import type { PlannedStep, RunPlan } from '../schedule/plan.ts';
import { untilOf } from './decide.ts';
import type { PlacedStep } from './steps.ts';

export type EnrolmentEvent =
  | { kind: 'started'; plan: RunPlan }
  /** The task of the current step was done, skipped or passed by; each moves the run on. The plan knows of it already. */
  | { kind: 'taskClosed'; stepId: string; closedAt: string; plan: RunPlan }
  /** An edit took the step away on which the run stood; it goes to another one of the new version, null: none is left. */
  | { kind: 'stepGone'; stepId: string | null; at: string; plan: RunPlan }
  /** A closed task is to be open again. */
  | {
      kind: 'taskReopened';
      stepId: string;
      /** The task that its closing had made; null if it was the last step. */
      next: { taskId: string; untouched: boolean } | null;
      /** The person has meanwhile been launched into the same campaign again. */
      enrolledAgain: boolean;
    };

/** What is to be written along with the changed enrolment. */
export type EnrolmentEffect =
  | ({
      type: 'createTask';
      dueAt: string;
      moves: Move[];
      /** Its mail leaves by itself. */
      automatic: boolean;
      /** When nobody has acted in time, see `decide`; null: never. */
      until: string | null;
    } & PlacedStep)
  | { type: 'cancelTask'; taskId: string }
  | { type: 'completeEnrolment' };

export interface Advance {
  enrolment: Enrolment;
  effects: EnrolmentEffect[];
}

/**
 * What becomes of one person's run. A step turns into a task when the one before it is closed (the first at launch),
 * with the due instant that it is planned for; after the last one the enrolment is completed. `nextStep` says which comes
 * first.
 *
 * A reopening takes back what the closing had made, as long as nobody has worked on it: the next step's task if
 * it is still open and untouched, or the completion. Otherwise it is too late.
 *
 * @returns the enrolment as it is from now on and what to write with it; `CAMPAIGN_EMPTY` when a run starts
 *   without a step, `TASK_MOVED_ON` when a reopening comes too late
 */
export function advanceEnrolment(enrolment: Enrolment, event: EnrolmentEvent): Result<Advance> {
  switch (event.kind) {
    case 'started':
      return start(enrolment, event.plan);
    case 'taskClosed':
      return ok(goOn(enrolment, event));
    case 'stepGone':
      return ok(goElsewhere(enrolment, event));
    case 'taskReopened':
      return goBack(enrolment, event);
  }
}

/**
 * Whose turn is next: the first step that nobody has closed, or, where the documented cases have it leave sooner
 * (campaigns.md §3.3, S3 to S5), a mail of the same day with no task in between.
 */
export function nextStep({ steps }: RunPlan): PlannedStep | undefined {
  const open = steps.filter(({ closedAt }) => closedAt === null);
  let next = open[0];
  for (const step of open) {
    if (step.kind !== 'send' || step.dayNumber !== next?.dayNumber) break;
    if (step.at < next.at) next = step;
  }
  return next;
}

function start(enrolment: Enrolment, plan: RunPlan): Result<Advance> {
  const first = nextStep(plan);
  if (!first) return fail('CAMPAIGN_EMPTY', 'the campaign has no steps yet');
  return ok(toStep(enrolment, first, enrolment.startAt));
}

function goOn(enrolment: Enrolment, event: Extract<EnrolmentEvent, { kind: 'taskClosed' }>): Advance {
  // A task of a run that has ended, or of a step that is no longer the current one, moves nothing.
  if (enrolment.status !== 'active' || enrolment.currentStepId !== event.stepId)
    return { enrolment, effects: [] };
  // A step that the campaign no longer has was the last.
  const isKnown = event.plan.steps.some(({ step }) => step.id === event.stepId);
  const next = isKnown ? nextStep(event.plan) : undefined;
  return next ? toStep(enrolment, next, event.closedAt) : complete(enrolment);
}

function goElsewhere(enrolment: Enrolment, event: Extract<EnrolmentEvent, { kind: 'stepGone' }>): Advance {
  if (event.stepId === null) return complete(enrolment);
  const planned = event.plan.steps.find(({ step }) => step.id === event.stepId);
  if (!planned) throw new RangeError(`stepId: expected a step of the plan, got ${event.stepId}`);
  return toStep(enrolment, planned, event.at);
}

function toStep(enrolment: Enrolment, planned: PlannedStep, notBefore: string): Advance {
  const { step, dayNumber, stepNumber, at, moves, kind } = planned;
  const dueAt = Date.parse(at) < Date.parse(notBefore) ? notBefore : at;
  return {
    enrolment: { ...enrolment, status: 'active', currentStepId: step.id },
    effects: [
      {
        type: 'createTask',
        step,
        dayNumber,
        stepNumber,
        dueAt,
        moves,
        automatic: kind === 'send',
        until: untilOf(planned, dueAt),
      },
    ],
  };
}

function complete(enrolment: Enrolment): Advance {
  return {
    enrolment: { ...enrolment, status: 'completed', currentStepId: null },
    effects: [{ type: 'completeEnrolment' }],
  };
}

function goBack(
  enrolment: Enrolment,
  event: Extract<EnrolmentEvent, { kind: 'taskReopened' }>,
): Result<Advance> {
  if (enrolment.status !== 'active' && enrolment.status !== 'completed')
    return fail('TASK_MOVED_ON', 'the person is no longer on the campaign');
  if (event.enrolledAgain)
    return fail('TASK_MOVED_ON', 'the person has been launched into the campaign again');
  if (event.next && !event.next.untouched)
    return fail('TASK_MOVED_ON', 'the next step has been worked on already');
  return ok({
    enrolment: { ...enrolment, status: 'active', currentStepId: event.stepId },
    effects: event.next ? [{ type: 'cancelTask', taskId: event.next.taskId }] : [],
  });
}
