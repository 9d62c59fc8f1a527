import type { Campaign, Enrolment, Step } from '../../contract/campaign.ts';
import type { Result } from '../../contract/result.ts';
import { fail, ok } from '../../contract/result.ts';
import type { Move, Predecessor } from '../schedule/plan-step.ts';
import { planStep } from '../schedule/plan-step.ts';

/** A step and where it stands: its day, and its position inside that day, both from 1. */
export interface PlacedStep {
  step: Step;
  dayNumber: number;
  stepNumber: number;
}

export type EnrolmentEvent =
  | { kind: 'started' }
  /** The task of the current step was done or skipped; both move the run on. */
  | { kind: 'taskClosed'; stepId: string; closedAt: string }
  /** A closed task is to be open again. */
  | {
      kind: 'taskReopened';
      stepId: string;
      /** The shift that was in force when this task was planned. */
      shiftDays: number;
      /** The task that its closing had made; null if it was the last step. */
      next: { taskId: string; untouched: boolean } | null;
      /** The person has meanwhile been launched into the same campaign again. */
      enrolledAgain: boolean;
    };

/** What is to be written along with the changed enrolment. */
export type EnrolmentEffect =
  | ({ type: 'createTask'; dueAt: string; moves: Move[] } & PlacedStep)
  | { type: 'cancelTask'; taskId: string }
  | { type: 'completeEnrolment' };

export interface Advance {
  enrolment: Enrolment;
  effects: EnrolmentEffect[];
}

/** All steps of a campaign in the order in which a person meets them. */
export function stepsInOrder(campaign: Pick<Campaign, 'days'>): PlacedStep[] {
  return campaign.days.flatMap((day) =>
    day.steps.map((step, index) => ({ step, dayNumber: day.number, stepNumber: index + 1 })),
  );
}

/**
 * What becomes of one person's run. A step turns into a task when the one before it is closed (the first at
 * launch), with the due instant it has in the future; after the last one the enrolment is completed.
 *
 * A reopening takes back what the closing had made, as long as nobody has worked on it: the next step's task if
 * it is still open and untouched, or the completion. Otherwise it is too late.
 *
 * @returns the enrolment as it is from now on and what to write with it; `CAMPAIGN_EMPTY` when a run starts
 *   without a step, `TASK_MOVED_ON` when a reopening comes too late
 */
export function advanceEnrolment(
  enrolment: Enrolment,
  campaign: Pick<Campaign, 'name' | 'days' | 'settings'>,
  event: EnrolmentEvent,
): Result<Advance> {
  switch (event.kind) {
    case 'started':
      return start(enrolment, campaign);
    case 'taskClosed':
      return ok(goOn(enrolment, campaign, event));
    case 'taskReopened':
      return goBack(enrolment, event);
  }
}

type CampaignPart = Pick<Campaign, 'name' | 'days' | 'settings'>;

function start(enrolment: Enrolment, campaign: CampaignPart): Result<Advance> {
  const first = stepsInOrder(campaign)[0];
  if (!first) return fail('CAMPAIGN_EMPTY', `“${campaign.name}” has no steps yet`);
  return ok(toStep(enrolment, campaign, first, null));
}

function goOn(
  enrolment: Enrolment,
  campaign: CampaignPart,
  event: Extract<EnrolmentEvent, { kind: 'taskClosed' }>,
): Advance {
  // A task of a run that has ended, or of a step that is no longer the current one, moves nothing.
  if (enrolment.status !== 'active' || enrolment.currentStepId !== event.stepId)
    return { enrolment, effects: [] };
  const steps = stepsInOrder(campaign);
  const index = steps.findIndex((placed) => placed.step.id === event.stepId);
  const current = steps[index];
  const next = steps[index + 1];
  if (!current || !next) return complete(enrolment);
  return toStep(enrolment, campaign, next, { dayNumber: current.dayNumber, closedAt: event.closedAt });
}

function toStep(
  enrolment: Enrolment,
  campaign: CampaignPart,
  placed: PlacedStep,
  predecessor: Predecessor | null,
): Advance {
  const run = { ...enrolment, skipWeekends: campaign.settings.skipWeekends };
  const plan = planStep(run, { dayNumber: placed.dayNumber, dueTime: placed.step.dueTime }, predecessor);
  return {
    enrolment: { ...enrolment, status: 'active', currentStepId: placed.step.id, shiftDays: plan.shiftDays },
    effects: [{ type: 'createTask', ...placed, dueAt: plan.dueAt, moves: plan.moves }],
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
  if (enrolment.status === 'removed') return fail('TASK_MOVED_ON', 'the person is no longer on the campaign');
  if (event.enrolledAgain)
    return fail('TASK_MOVED_ON', 'the person has been launched into the campaign again');
  if (event.next && !event.next.untouched)
    return fail('TASK_MOVED_ON', 'the next step has been worked on already');
  return ok({
    enrolment: { ...enrolment, status: 'active', currentStepId: event.stepId, shiftDays: event.shiftDays },
    effects: event.next ? [{ type: 'cancelTask', taskId: event.next.taskId }] : [],
  });
}
