import type { CampaignSettings, Enrolment } from '../../contract/campaign.ts';
import type { Result } from '../../contract/result.ts';
import { fail, ok } from '../../contract/result.ts';

/** The part of a run that its end changes. */
export type RunState = Pick<Enrolment, 'status' | 'currentStepId'>;

/**
 * What a reply makes of the run of the person who sent it. `continue`: nothing; `end`, `success`: the run is over
 * with that outcome, also when all its steps were done before the reply came. A run that was ended by something else
 * stays as it ended; so does one that a reply has ended already. The person's other campaigns are not touched.
 *
 * @returns the run as it is from now on, the same object when nothing changes
 */
export function endOnReply(enrolment: Enrolment, settings: Pick<CampaignSettings, 'onReply'>): Enrolment {
  if (enrolment.status !== 'active' && enrolment.status !== 'completed') return enrolment;
  switch (settings.onReply) {
    case 'continue':
      return enrolment;
    case 'end':
      return { ...enrolment, status: 'replied' };
    case 'success':
      return { ...enrolment, status: 'success' };
  }
}

/**
 * What a dead address makes of the run of the person who has it. `end`: the run is over, also when that was its last
 * mail; `wait`: it goes on as far as the run is concerned, and its next step waits for its user.
 *
 * @returns the run as it is from now on, the same object when nothing changes
 */
export function endOnBounce(enrolment: Enrolment, settings: Pick<CampaignSettings, 'onBounce'>): Enrolment {
  if (enrolment.status !== 'active' && enrolment.status !== 'completed') return enrolment;
  return settings.onBounce === 'wait' ? enrolment : { ...enrolment, status: 'bounced' };
}

/** Ends the run of a person who wants no more mail; one that is over stays as it ended. */
export function endOnOptOut(enrolment: Enrolment): Enrolment {
  return enrolment.status === 'active' ? { ...enrolment, status: 'unsubscribed' } : enrolment;
}

/** Ends the run of a person at a domain that is blocked; one that is over stays as it ended. */
export function endOnBlock(enrolment: Enrolment): Enrolment {
  return enrolment.status === 'active' ? { ...enrolment, status: 'stopped' } : enrolment;
}

/**
 * Ends a run by hand.
 *
 * @param byAssignee - the person whose tasks they are; anybody else is a manager
 * @returns the run as it is from now on; `ENROLMENT_ENDED` when it is over already
 */
export function stopRun(enrolment: Enrolment, byAssignee: boolean): Result<Enrolment> {
  if (enrolment.status !== 'active') return fail('ENROLMENT_ENDED', 'the run is over already');
  return ok({ ...enrolment, status: byAssignee ? 'removed' : 'stopped' });
}

/**
 * Takes an end back: the run stands where it stood before.
 *
 * @param change - the run before and after the end that is taken back
 * @param enrolledAgain - the person is active on the campaign by another enrolment
 * @returns the run as it is from now on; `ENROLMENT_MOVED_ON` when something has happened to it since, `ALREADY_ENROLLED`
 */
export function resumeRun(
  enrolment: Enrolment,
  change: { before: RunState; after: RunState },
  enrolledAgain: boolean,
): Result<Enrolment> {
  const { before, after } = change;
  if (enrolment.status !== after.status || enrolment.currentStepId !== after.currentStepId)
    return fail('ENROLMENT_MOVED_ON', 'the run has gone on since');
  if (before.status === 'active' && enrolledAgain)
    return fail('ALREADY_ENROLLED', 'the person has been put on the campaign again');
  return ok({ ...enrolment, ...before });
}
