import type { Day, Step } from '../../contract/campaign.ts';
import type { SendOption } from '../../contract/schedule.ts';
import { stepsInOrder } from './steps.ts';

/** What an email step may be set to where it stands. */
export interface OfferedOptions {
  send: readonly SendOption[];
  /** Only directly after another email; hidden otherwise. */
  followUp: boolean;
}

const openingOptions = ['choose_at_launch', 'fixed_time', 'manual_task'] as const;
const laterOptions = ['same_time_as_previous', 'fixed_time', 'manual_task'] as const;

/**
 * What is offered at a place in a campaign: the first step of its first day opens it, every other has one before it.
 *
 * @param previous - the step directly before, of an earlier day, too; null at the opening
 */
export function offeredAt(previous: Pick<Step, 'type'> | null): OfferedOptions {
  return {
    send: previous ? laterOptions : openingOptions,
    followUp: previous?.type === 'email',
  };
}

/** What a step has lost because it, or the step before it, is another now. */
export type Cleared =
  | { stepId: string; what: 'followUp' }
  | { stepId: string; what: 'send'; was: SendOption; is: SendOption };

/**
 * Makes the steps fit their places after an edit: a follow-up whose preceding step is no email any more is none, and a
 * step that has come to the opening, or has left it, gets the other option without a time of its own.
 *
 * @returns the days, unchanged ones as they are, and what is to be told to the author
 */
export function settleSteps(days: readonly Day[]): { days: Day[]; cleared: Cleared[] } {
  const cleared: Cleared[] = [];
  const placed = stepsInOrder({ days: [...days] });
  const settled = new Map<string, Step>();
  for (const [index, { step }] of placed.entries()) {
    const offered = offeredAt(placed[index - 1]?.step ?? null);
    settled.set(step.id, settle(step, offered, cleared));
  }
  return {
    days: days.map((day) => ({ ...day, steps: day.steps.map((step) => settled.get(step.id) ?? step) })),
    cleared,
  };
}

function settle(step: Step, offered: OfferedOptions, cleared: Cleared[]): Step {
  const { followUp, ...rest } = step;
  let settled = step;
  if (followUp && !offered.followUp) {
    settled = rest;
    cleared.push({ stepId: step.id, what: 'followUp' });
  }
  if (!step.send || offered.send.includes(step.send)) return settled;
  const [instead] = offered.send;
  if (!instead) return settled;
  cleared.push({ stepId: step.id, what: 'send', was: step.send, is: instead });
  return { ...settled, send: instead };
}
