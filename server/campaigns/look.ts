import { randomUUID } from 'node:crypto';
import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import type { ActivityKind } from '../../lib/contract/task.ts';
import { advanceEnrolment } from '../../lib/core/campaign/advance.ts';
import { type Decision, decide, untilOf } from '../../lib/core/campaign/decide.ts';
import type { PlannedStep, RunPlan } from '../../lib/core/schedule/plan.ts';
import type { Happening } from '../../lib/core/schedule/run.ts';
import type { Database, Tx } from '../db/open.ts';
import { type ActivityDraft, insertActivities } from '../db/queries/activities.ts';
import { findCampaignOfRun } from '../db/queries/campaign-versions.ts';
import { type ChangedTask, recordChanges } from '../db/queries/changes.ts';
import {
  type CurrentTask,
  claimRuns,
  lockCurrentTasks,
  putOffNext,
  type RunsToLookAt,
  saveLooks,
  saveRuleChange,
} from '../db/queries/looks.ts';
import { findPerson } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { planAndKeep, planAndKeepOne } from './plan-runs.ts';
import { saveRun } from './save-run.ts';
import { withHandedOver } from './stand-ins.ts';

const mostAtOnce = 100;
const everyMs = 15_000;
/** A run that cannot be looked at is tried again after that. */
const putOffMs = 3_600_000;

/** One run that is looked at, with what belongs to it; all locked. */
interface Looking {
  workspaceId: string;
  campaign: Campaign;
  run: RunsToLookAt['runs'][number];
  task: CurrentTask;
  plan: RunPlan;
}

/** What devices must hear of, and the next look of a run that has not gone on. */
interface Seen {
  tasks: ChangedTask[];
  activities: ActivityDraft[];
  next: { enrolmentId: string; nextAt: string | null } | null;
  /** The task that falls due at another moment, which may be in an absence. */
  moved?: string;
}

/**
 * Looks at runs of one campaign whose time has come: decides about tasks that nobody has closed in time and mails that
 * have become too late, and moves what is open where the days that count have changed. All in one transaction; a second
 * look at the same moment finds nothing to do, and several processes take different runs.
 *
 * @returns how many were looked at; 0 when nothing is left for now
 */
export async function lookAtRuns(db: Database, now: Date, limit = mostAtOnce): Promise<number> {
  return await withTransaction(db, async (tx) => {
    const due = await claimRuns(tx, now, limit);
    if (!due) return 0;
    const { workspaceId, campaignId, version, runs } = due;
    const campaign = await findCampaignOfRun(tx, workspaceId, { campaignId, version });
    if (!campaign) throw new Error(`expected campaign ${campaignId} of the runs claimed`);
    const ids = runs.map(({ enrolment }) => enrolment.id);
    const tasks = await lockCurrentTasks(tx, workspaceId, ids);
    const plans = await planAndKeep(tx, workspaceId, campaign, runs, now);
    const seen: Seen[] = [];
    for (const run of runs) {
      const [task, plan] = [tasks.get(run.enrolment.id), plans.get(run.enrolment.id)];
      seen.push(
        task && plan ? await lookAt(tx, { workspaceId, campaign, run, task, plan }, now) : nothingTo(run),
      );
    }
    await tell(tx, workspaceId, seen, now);
    return runs.length;
  });
}

function nothingTo({ enrolment }: RunsToLookAt['runs'][number]): Seen {
  return { tasks: [], activities: [], next: { enrolmentId: enrolment.id, nextAt: null } };
}

async function tell(tx: Tx, workspaceId: string, seen: readonly Seen[], now: Date): Promise<void> {
  const activities = seen.flatMap((one) => one.activities);
  const changed = seen.flatMap((one) => one.tasks);
  await saveLooks(
    tx,
    workspaceId,
    seen.flatMap(({ next }) => next ?? []),
  );
  await insertActivities(tx, workspaceId, activities);
  const moved = seen.flatMap((one) => one.moved ?? []);
  const tasks = await withHandedOver(tx, workspaceId, changed, moved, now);
  if (tasks.length === 0 && activities.length === 0) return;
  await recordChanges(tx, workspaceId, {
    tasks,
    activities: activities.map(({ id }) => id),
    horizon: horizonAt(now),
  });
}

async function lookAt(tx: Tx, looking: Looking, now: Date): Promise<Seen> {
  const { run, task, plan } = looking;
  const { decision, nextAt } = decide(plan, task, now);
  switch (decision) {
    case 'pass':
    case 'skip':
      return await goOn(tx, looking, decision, now);
    case 'turn':
      return await turn(tx, looking, now);
    case 'hold': {
      const held = await saveRuleChange(tx, looking.workspaceId, task.id, { type: 'hold' }, now);
      return decided(looking, decision, [held], null, now);
    }
    case null:
      if (run.replan && !task.dueSet) return await moveOpen(tx, looking, now);
      return { tasks: [], activities: [], next: { enrolmentId: task.enrolmentId, nextAt } };
  }
}

const activityOf = {
  pass: 'task.passed',
  skip: 'task.expired',
  turn: 'task.turnedAutomatic',
  hold: 'task.held',
} as const satisfies Record<Decision, ActivityKind>;

function decided(
  looking: Looking,
  decision: Decision,
  tasks: ChangedTask[],
  nextAt: string | null,
  now: Date,
): Seen {
  const { task } = looking;
  return {
    tasks,
    activities: [draftLine(looking, decision, now)],
    next: { enrolmentId: task.enrolmentId, nextAt },
  };
}

function draftLine({ campaign, run, task }: Looking, decision: Decision, now: Date): ActivityDraft {
  return {
    id: randomUUID(),
    at: now.toISOString(),
    kind: activityOf[decision],
    personId: run.enrolment.personId,
    taskId: task.id,
    campaignId: campaign.id,
    byUserId: null,
    title: task.title,
    note: null,
    detail: { dueAt: task.dueAt },
  };
}

/** The run goes on without the task, which stays open or is skipped. */
async function goOn(tx: Tx, looking: Looking, decision: 'pass' | 'skip', now: Date): Promise<Seen> {
  const { workspaceId, campaign, run, task } = looking;
  const closedAt = now.toISOString();
  const justNow = { stepId: task.stepId, kind: decision === 'pass' ? 'passed' : 'skipped', at: closedAt };
  const plan = await planAnew(tx, looking, justNow as Happening, now);
  const event = { kind: 'taskClosed', stepId: task.stepId, closedAt, plan } as const;
  const advance = advanceEnrolment(run.enrolment, event);
  if (!advance.ok) throw new Error(`expected run ${run.enrolment.id} to go on, got ${advance.code}`);
  const changed = await saveRuleChange(tx, workspaceId, task.id, { type: decision }, now);
  const person = await findPerson(tx, workspaceId, run.enrolment.personId);
  const followed = await saveRun(
    tx,
    workspaceId,
    { campaign, person, advance: advance.value },
    closedAt,
    now,
  );
  return {
    tasks: [changed, ...followed.tasks],
    activities: [draftLine(looking, decision, now), ...followed.activities],
    next: null,
  };
}

async function turn(tx: Tx, looking: Looking, now: Date): Promise<Seen> {
  const { workspaceId, task } = looking;
  const justNow = { stepId: task.stepId, kind: 'turned', at: now.toISOString() } as const;
  const planned = stepOf(await planAnew(tx, looking, justNow, now), task);
  const turned = { type: 'turn', dueAt: planned.at } as const;
  const changed = await saveRuleChange(tx, workspaceId, task.id, turned, now);
  return decided(looking, 'turn', [changed], planned.until, now);
}

/** Where what is open falls by the days that count now; not before its turn came. */
async function moveOpen(tx: Tx, { workspaceId, plan, run, task }: Looking, now: Date): Promise<Seen> {
  const planned = stepOf(plan, task);
  const dueAt = latest([planned.at, turnOf(plan, run.enrolment)]);
  const next = { enrolmentId: task.enrolmentId, nextAt: untilOf(planned, dueAt) };
  if (dueAt === task.dueAt) return { tasks: [], activities: [], next };
  const moved = await saveRuleChange(tx, workspaceId, task.id, { type: 'move', dueAt }, now);
  return { tasks: [moved], activities: [], next, moved: task.id };
}

/** When the run came to its step: at its start, or when the last step was closed. */
function turnOf({ steps }: RunPlan, { startAt }: Enrolment): string {
  return latest([startAt, ...steps.flatMap(({ closedAt }) => closedAt ?? [])]);
}

function latest(instants: readonly string[]): string {
  return new Date(Math.max(...instants.map((instant) => Date.parse(instant)))).toISOString();
}

function stepOf({ steps }: RunPlan, { stepId, enrolmentId }: CurrentTask): PlannedStep {
  const planned = steps.find(({ step }) => step.id === stepId);
  if (!planned) throw new Error(`expected step ${stepId} in the plan of enrolment ${enrolmentId}`);
  return planned;
}

function planAnew(
  tx: Tx,
  { workspaceId, campaign, run }: Looking,
  justNow: Happening,
  now: Date,
): Promise<RunPlan> {
  return planAndKeepOne(tx, workspaceId, campaign, { ...run, justNow }, now);
}

/**
 * As `lookAtRuns`; what fails is told and put off, so that the others do not wait behind it.
 * @returns how many were looked at; 0 when nothing is left for now
 */
export async function lookOn(db: Database, now: Date, onError: (error: unknown) => void): Promise<number> {
  try {
    return await lookAtRuns(db, now);
  } catch {
    // One at a time: the others of the campaign may be well.
    try {
      return await lookAtRuns(db, now, 1);
    } catch (error) {
      onError(error);
      await withTransaction(db, (tx) => putOffNext(tx, now, new Date(now.getTime() + putOffMs)));
      return 1;
    }
  }
}

/**
 * Looks at runs four times a minute; several processes may do so at the same time.
 * @returns a function that stops it, once the look under way is over
 */
export function startLooking(
  db: Database,
  now: () => Date,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  let underWay: Promise<void> | null = null;
  const work = async () => {
    while (!stopped && (await lookOn(db, now(), onError)) > 0);
  };
  const timer = setInterval(() => {
    underWay ??= work()
      .catch(onError)
      .finally(() => {
        underWay = null;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await underWay;
  };
}
