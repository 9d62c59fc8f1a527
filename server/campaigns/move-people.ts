import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import { advanceEnrolment } from '../../lib/core/campaign/advance.ts';
import { type Moved, moveRun } from '../../lib/core/campaign/move-run.ts';
import type { RunPlan } from '../../lib/core/schedule/plan.ts';
import type { Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { findCampaignsOfRuns } from '../db/queries/campaign-versions.ts';
import type { Changed } from '../db/queries/changes.ts';
import { listWithdrawn } from '../db/queries/consents.ts';
import {
  cancelGone,
  listInside,
  type Replaced,
  type RunInside,
  replaceOpen,
  saveMoved,
} from '../db/queries/people-inside.ts';
import { insertTasks } from '../db/queries/tasks.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { draftRunActivity, draftTask } from './effects.ts';
import { runSource } from './engine/source.ts';
import { listBeyondSales, writeOptOut } from './opt-out.ts';
import { planAndKeep } from './plan-runs.ts';
import type { Told } from './run-events.ts';
import { withHandedOver, withStandIns } from './stand-ins.ts';

/** Somebody inside, where they stand by the new version, and their plan by it. */
interface Mover {
  run: RunInside;
  moved: Moved;
  /** With the new version, still on the old step. */
  enrolment: Enrolment;
  plan: RunPlan;
}

/**
 * Takes everybody inside over to a version that has just been written. Whose step is still there keeps the open task
 * with the text it was given; its day and due moment follow, unless a person has set the moment. Whose step is gone
 * gets the task of the next one that is left; where none is, the run is completed. Who has withdrawn the consent for
 * sales and went on because all was non-commercial goes no further where the new version is not.
 *
 * @returns what devices must be told
 */
export async function movePeople(
  tx: Tx,
  workspaceId: string,
  { campaign, version }: { campaign: Campaign; version: number },
  now: Date,
): Promise<Pick<Changed, 'tasks' | 'activities'>> {
  const inside = await listInside(tx, workspaceId, campaign.id, 'lock');
  if (inside.length === 0) return {};
  const unwilling = await listUnwilling(tx, workspaceId, campaign, inside);
  const movers = await plan(
    tx,
    workspaceId,
    campaign,
    await standings(tx, workspaceId, campaign, inside, version),
    now,
  );
  const gone = movers.filter(({ run, moved }) => moved.stepId !== run.enrolment.currentStepId);
  const cancelled = await cancelGone(
    tx,
    workspaceId,
    gone.map(({ enrolment }) => enrolment.id),
    now,
  );
  for (const { enrolment } of gone)
    await cancelSends(tx, workspaceId, { sourcesFrom: runSource(enrolment.id) }, 'edited', now);
  const kept = await replaceOpen(tx, workspaceId, movers.flatMap(placeOf), now);
  const replaced = await withHandedOver(
    tx,
    workspaceId,
    kept,
    kept.map(({ id }) => id),
    now,
  );
  const written = movers.map((mover) => goOn(campaign, mover, now));
  await saveMoved(
    tx,
    workspaceId,
    written.map(({ enrolment }) => enrolment),
    now,
  );
  const drafted = written.flatMap((one) => one.tasks);
  const tasks = await withStandIns(tx, workspaceId, drafted, campaign, now);
  const activities = written.flatMap((one) => one.activities);
  if (tasks.length > 0) await insertTasks(tx, workspaceId, tasks, now);
  if (activities.length > 0) await insertActivities(tx, workspaceId, activities);
  const added = tasks.map(({ id, assigneeId }) => ({ id, userId: assigneeId, appeared: true }));
  const here = written.flatMap(({ enrolment }) => (unwilling.has(enrolment.id) ? [enrolment] : []));
  const ended = await endCommercial(tx, workspaceId, campaign, here, now);
  return {
    tasks: [...cancelled, ...replaced, ...added, ...ended.tasks],
    activities: [...activities.map(({ id }) => id), ...ended.activities],
  };
}

/** Runs that went on although their person wants nothing of sales, because nothing of it was left. */
async function listUnwilling(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  inside: readonly RunInside[],
): Promise<Set<string>> {
  const enrolments = inside.map(({ enrolment }) => enrolment);
  const personIds = enrolments.map(({ personId }) => personId);
  const withdrawn = await listWithdrawn(tx, workspaceId, 'sales', personIds);
  const theirs = enrolments.filter(({ personId }) => withdrawn.has(personId));
  const campaignOf = await findCampaignsOfRuns(tx, workspaceId, theirs);
  const runs = theirs.map((enrolment) => ({ enrolment, campaign: campaignOf(enrolment) ?? campaign }));
  return await listBeyondSales(tx, workspaceId, runs);
}

async function endCommercial(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  enrolments: readonly Enrolment[],
  now: Date,
): Promise<Told> {
  const runs = enrolments
    .filter(({ status }) => status === 'active')
    .map((enrolment) => ({ enrolment, campaign }));
  const beyond = await listBeyondSales(tx, workspaceId, runs);
  const told: Told = { tasks: [], activities: [] };
  for (const run of runs) {
    if (beyond.has(run.enrolment.id)) continue;
    const byUserId = run.enrolment.assigneeId;
    const said = { source: 'server', at: now.toISOString(), byUserId, note: null } as const;
    const { tasks, activities } = await writeOptOut(tx, workspaceId, run, said, now);
    told.tasks.push(...tasks);
    told.activities.push(...activities);
  }
  return told;
}

type Standings = Omit<Mover, 'plan'>[];

async function standings(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  inside: readonly RunInside[],
  version: number,
): Promise<Standings> {
  const campaignOf = await findCampaignsOfRuns(
    tx,
    workspaceId,
    inside.map(({ enrolment }) => enrolment),
  );
  return inside.map((run) => {
    const { currentStepId, leftOut } = run.enrolment;
    const moved = moveRun(campaignOf(run.enrolment) ?? campaign, campaign, {
      currentStepId,
      closed: run.closed,
      leftOut,
    });
    return { run, moved, enrolment: { ...run.enrolment, version, leftOut: moved.leftOut } };
  });
}

async function plan(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  standing: Standings,
  now: Date,
): Promise<Mover[]> {
  const runs = standing.map(({ run, enrolment }) => ({ enrolment, recipient: run.recipient }));
  const plans = await planAndKeep(tx, workspaceId, campaign, runs, now);
  return standing.map((one) => {
    const found = plans.get(one.enrolment.id);
    if (!found) throw new Error(`expected a plan of enrolment ${one.enrolment.id}`);
    return { ...one, plan: found };
  });
}

/** Where the open task stands whose step is still there. */
function placeOf({ run, moved, enrolment, plan: { steps } }: Mover): Replaced[] {
  if (moved.stepId === null || moved.stepId !== run.enrolment.currentStepId) return [];
  const planned = steps.find(({ step }) => step.id === moved.stepId);
  if (!planned) return [];
  const { dayNumber, stepNumber, at } = planned;
  return [{ enrolmentId: enrolment.id, stepId: moved.stepId, dayNumber, stepNumber, dueAt: at }];
}

/** The run as it is from now on, and what comes with it. */
function goOn(campaign: Campaign, { run, moved, enrolment: before, plan: byNew }: Mover, now: Date) {
  if (moved.stepId !== null && moved.stepId === run.enrolment.currentStepId)
    return { enrolment: before, tasks: [], activities: [] };
  const at = now.toISOString();
  const gone = advanceEnrolment(before, { kind: 'stepGone', stepId: moved.stepId, at, plan: byNew });
  if (!gone.ok) throw new Error(`expected the run ${before.id} to go on, got ${gone.code}`);
  const { enrolment, effects } = gone.value;
  return {
    enrolment,
    tasks: effects.flatMap((effect) =>
      effect.type === 'createTask' ? [draftTask(campaign, enrolment, effect, run.language)] : [],
    ),
    activities: effects.flatMap((effect) =>
      effect.type === 'completeEnrolment'
        ? [draftRunActivity('campaign.completed', campaign, enrolment, at)]
        : [],
    ),
  };
}
