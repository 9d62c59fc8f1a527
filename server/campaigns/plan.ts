import type { z } from 'zod';
import type { LaunchPlanned, LaunchQuestion, RunPlanned } from '../../lib/contract/plan.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { lineOf, type RunPlan } from '../../lib/core/schedule/plan.ts';
import type { Database } from '../db/open.ts';
import { findCampaignOfRun } from '../db/queries/campaign-versions.ts';
import { findCampaign } from '../db/queries/campaigns.ts';
import { findRun } from '../db/queries/enrolments.ts';
import { findCandidates } from './candidates.ts';
import { draftRuns } from './launch.ts';
import { planRunOf, planRunsOf } from './plan-runs.ts';

type Question = z.output<typeof LaunchQuestion> & {
  campaignId: string;
  /** Who would launch. */
  userId: string;
};

/**
 * What a launch would come to: the same plans as the launch itself then makes, as long as nothing happens in between.
 * Who would be refused is left out. Writes nothing.
 *
 * @returns the plans in the order of the request; `NOT_FOUND` or `CAMPAIGN_EMPTY`
 */
export async function planLaunch(
  { kysely }: Database,
  workspaceId: string,
  question: Question,
  now: Date,
): Promise<Result<LaunchPlanned>> {
  const campaign = await findCampaign(kysely, workspaceId, question.campaignId);
  if (!campaign) return fail('NOT_FOUND', 'there is no such campaign');
  if (stepsInOrder(campaign).length === 0)
    return fail('CAMPAIGN_EMPTY', `“${campaign.name}” has no steps yet`);
  const personIds = [...new Set(question.personIds)];
  const { people } = await findCandidates(kysely, workspaceId, campaign, personIds);
  const taken = people.map((person) => ({ person, defaults: {} }));
  const runs = draftRuns(campaign, taken, question, now);
  const planned = runs.map(({ person, enrolment }) => ({ enrolment, recipient: person }));
  const plans = await planRunsOf(kysely, workspaceId, campaign, planned, now);
  return ok({
    plans: runs.flatMap(({ person, enrolment }) => {
      const plan = plans.get(enrolment.id);
      return plan ? { personId: person.id, ...written(plan, enrolment, person.timeZone) } : [];
    }),
  });
}

/**
 * The plan of a run from what has happened so far. Of one that is over only what was done is left.
 *
 * @returns `NOT_FOUND` when there is no such run
 */
export async function planOfRun(
  { kysely }: Database,
  workspaceId: string,
  enrolmentId: string,
  now: Date,
): Promise<Result<RunPlanned>> {
  const run = await findRun(kysely, workspaceId, enrolmentId);
  const campaign = run && (await findCampaignOfRun(kysely, workspaceId, run.enrolment));
  if (!campaign) return fail('NOT_FOUND', 'there is no such person on a campaign');
  const { enrolment, recipient } = run;
  const plan = written(
    await planRunOf(kysely, workspaceId, campaign, run, now),
    enrolment,
    recipient.timeZone,
  );
  const lines = enrolment.status === 'active' ? plan.lines : plan.lines.filter(({ closedAt }) => closedAt);
  return ok({ enrolmentId, personId: enrolment.personId, ...plan, lines });
}

type Start = Parameters<typeof planRunOf>[3]['enrolment'];

function written(plan: RunPlan, { startAt, timeZone, timing }: Start, recipientZone: string | null) {
  return {
    startAt,
    timeZone: timing?.zone === 'recipient' ? (recipientZone ?? timeZone) : timeZone,
    lines: plan.steps.map(lineOf),
    leftOut: plan.leftOut,
  };
}
