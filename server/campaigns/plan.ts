import type { z } from 'zod';
import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { LaunchPlanned, LaunchQuestion, RunPlanned } from '../../lib/contract/plan.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { mailsByHand } from '../../lib/core/campaign/by-hand.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { lineOf, type RunPlan } from '../../lib/core/schedule/plan.ts';
import { type Happening, isAutomatic } from '../../lib/core/schedule/run.ts';
import type { Database, Db } from '../db/open.ts';
import { findCampaignOfRun, findCampaignsOfRuns } from '../db/queries/campaign-versions.ts';
import { findCampaign, findHiddenCampaigns } from '../db/queries/campaigns.ts';
import { findRun, listRuns, type RunOfSender } from '../db/queries/enrolments.ts';
import { findCandidates } from './candidates.ts';
import { gateOf } from './gate.ts';
import { draftRuns } from './launch.ts';
import { planRunOf, planRunsOf } from './plan-runs.ts';
import { unknownCampaign } from './refusals.ts';

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
  const campaign = await findCampaign(kysely, workspaceId, question.campaignId, question.userId);
  if (!campaign) return unknownCampaign();
  if (stepsInOrder(campaign).length === 0)
    return fail('CAMPAIGN_EMPTY', `“${campaign.name}” has no steps yet`);
  const personIds = [...new Set(question.personIds)];
  const { people } = await findCandidates(kysely, workspaceId, campaign, personIds);
  const taken = people.map((person) => ({ person, defaults: {} }));
  const runs = draftRuns(campaign, taken, question, now);
  const byHand = await foreseeTasks(kysely, workspaceId, campaign, people, question);
  const planned = runs.map(({ person, enrolment }) => {
    const foreseen = byHand(person.id).map(
      (stepId): Happening => ({ stepId, kind: 'byHand', at: enrolment.startAt }),
    );
    return { enrolment, recipient: person, foreseen };
  });
  const plans = await planRunsOf(kysely, workspaceId, campaign, planned, now);
  return ok({
    plans: runs.flatMap(({ person, enrolment }) => {
      const plan = plans.get(enrolment.id);
      return plan ? { personId: person.id, ...written(plan, enrolment, person.timeZone) } : [];
    }),
  });
}

/** Which mails will be tasks for whom, by the person's id; none of a campaign whose texts cannot be printed. */
async function foreseeTasks(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  people: readonly Person[],
  { userId, choices = [], rewritten = [] }: Question,
): Promise<(personId: string) => string[]> {
  if (!stepsInOrder(campaign).some(({ step }) => isAutomatic(step))) return () => [];
  const gate = await gateOf(db, workspaceId, campaign, people, userId);
  if (!gate.ok) return () => [];
  const byHand = mailsByHand(gate.value, choices);
  const firstId = stepsInOrder(campaign)[0]?.step.id;
  const isWhole = new Set(rewritten);
  return (personId) => byHand(personId).filter((stepId) => stepId !== firstId || !isWhole.has(personId));
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
  viewer: string | null = null,
): Promise<Result<RunPlanned>> {
  const run = await findRun(kysely, workspaceId, enrolmentId);
  const campaign = run && (await findCampaignOfRun(kysely, workspaceId, run.enrolment));
  const hidden =
    campaign && viewer !== null && (await findHiddenCampaigns(kysely, workspaceId, viewer, [campaign.id]));
  if (!campaign || (hidden && hidden.size > 0))
    return fail('NOT_FOUND', 'there is no such person on a campaign');
  return ok(toldOf(run, await planRunOf(kysely, workspaceId, campaign, run, now)));
}

/**
 * The same of several runs of one campaign, those of one version together.
 *
 * @returns the plans in the order asked; what is no run of the campaign is left out. `NOT_FOUND`: no such campaign
 */
export async function plansOfRuns(
  { kysely }: Database,
  workspaceId: string,
  {
    campaignId,
    enrolmentIds,
    userId,
  }: { campaignId: string; enrolmentIds: readonly string[]; userId: string },
  now: Date,
): Promise<Result<{ plans: RunPlanned[] }>> {
  if (!(await findCampaign(kysely, workspaceId, campaignId, userId))) return unknownCampaign();
  const found = await listRuns(kysely, workspaceId, enrolmentIds);
  const runs = found.filter(({ enrolment }) => enrolment.campaignId === campaignId);
  const enrolments = runs.map(({ enrolment }) => enrolment);
  const campaignOf = await findCampaignsOfRuns(kysely, workspaceId, enrolments);
  const plans = new Map<string, RunPlanned>();
  for (const version of new Set(enrolments.map((enrolment) => enrolment.version))) {
    const group = runs.filter(({ enrolment }) => enrolment.version === version);
    const campaign = group[0] && campaignOf(group[0].enrolment);
    if (!campaign) continue;
    const planned = await planRunsOf(kysely, workspaceId, campaign, group, now);
    for (const run of group) {
      const plan = planned.get(run.enrolment.id);
      if (plan) plans.set(run.enrolment.id, toldOf(run, plan));
    }
  }
  return ok({ plans: [...new Set(enrolmentIds)].flatMap((id) => plans.get(id) ?? []) });
}

/** Of a run that is over only what was done. */
function toldOf({ enrolment, recipient }: RunOfSender, made: RunPlan): RunPlanned {
  const plan = written(made, enrolment, recipient.timeZone);
  const lines = enrolment.status === 'active' ? plan.lines : plan.lines.filter(({ closedAt }) => closedAt);
  return { enrolmentId: enrolment.id, personId: enrolment.personId, ...plan, lines };
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
