import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Result } from '../../lib/contract/result.ts';
import { ok } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { TaskConsequences, TaskDeed, TaskFailure } from '../../lib/contract/task-changes.ts';
import { advanceEnrolment, type EnrolmentEffect } from '../../lib/core/campaign/advance.ts';
import { addUpConsequences } from '../../lib/core/task/consequences.ts';
import { actOf, type TaskAct } from '../../lib/core/task/deed.ts';
import { planRunsOf } from '../campaigns/plan-runs.ts';
import type { Database, Db } from '../db/open.ts';
import { findCampaignOfRun } from '../db/queries/campaign-versions.ts';
import { listRuns, type RunOfSender } from '../db/queries/enrolments.ts';
import { findAnyTasks } from '../db/queries/task-search.ts';
import { checkDeed, failureOf, mayActOn, unknownTask } from './change.ts';
import { type TaskUser, zoneOfUser } from './search.ts';

/** A task and what would be done to it. */
interface Meant {
  task: Task;
  act: TaskAct;
}

/**
 * Tells what would become of runs and mails if something were done to tasks. Decided by the same rules, from the same
 * plans, as when it is done; nothing is written.
 *
 * @returns the consequences, with what cannot be changed and why; `INVALID_INPUT` when they were to go to nobody of the
 *   workspace
 */
export async function foretell(
  { kysely: db }: Database,
  user: TaskUser,
  { taskIds, deed }: { taskIds: readonly string[]; deed: TaskDeed },
  now: Date,
): Promise<Result<TaskConsequences>> {
  const checked = await checkDeed(db, user, deed);
  if (!checked.ok) return checked;
  const timeZone = await zoneOfUser(db, user);
  const found = await findAnyTasks(db, user.workspaceId, taskIds);
  const may = mayActOn(user);
  const tasks = new Map(found.filter(({ assigneeId }) => may(assigneeId)).map((task) => [task.id, task]));
  const failures: TaskFailure[] = [];
  const meant: Meant[] = [];
  for (const id of new Set(taskIds)) {
    const task = tasks.get(id);
    const act = task && actOf(task, deed, timeZone);
    if (!task || !act) failures.push(unknownTask(id));
    else if (!act.ok) failures.push(failureOf(task, act));
    else meant.push({ task, act: act.value });
  }
  const runs = await currentRuns(db, user.workspaceId, meant);
  const effects = await effectsOf(db, user.workspaceId, meant, runs, now);
  const foretold = meant.map((one) => ({
    ...one,
    effects: effects.get(one.task.id) ?? [],
    isCurrent: runs.has(one.task.id),
  }));
  return ok(addUpConsequences(deed, foretold, failures));
}

/** The runs that stand at these tasks, by task. */
async function currentRuns(
  db: Db,
  workspaceId: string,
  meant: readonly Meant[],
): Promise<Map<string, RunOfSender>> {
  const ids = meant.flatMap(({ task }) => task.enrolmentId ?? []);
  const runs = new Map((await listRuns(db, workspaceId, ids)).map((run) => [run.enrolment.id, run]));
  const current = new Map<string, RunOfSender>();
  for (const { task } of meant) {
    const run = task.enrolmentId === null ? undefined : runs.get(task.enrolmentId);
    const { status, currentStepId } = run?.enrolment ?? {};
    if (run && status === 'active' && currentStepId === task.stepId && task.passedAt === undefined)
      current.set(task.id, run);
  }
  return current;
}

/** What the runs would make of it, by task. */
async function effectsOf(
  db: Db,
  workspaceId: string,
  meant: readonly Meant[],
  runs: ReadonlyMap<string, RunOfSender>,
  now: Date,
): Promise<Map<string, readonly EnrolmentEffect[]>> {
  const closing = meant.filter(
    ({ task, act }) => runs.has(task.id) && act.act !== 'move' && act.act !== 'assign',
  );
  const byVersion = new Map<string, Meant[]>();
  for (const one of closing) {
    const { campaignId, version } = runs.get(one.task.id)?.enrolment ?? {};
    const key = `${campaignId} ${version}`;
    byVersion.set(key, [...(byVersion.get(key) ?? []), one]);
  }
  const effects = new Map<string, readonly EnrolmentEffect[]>();
  for (const group of byVersion.values()) {
    const found = await ofOneCampaign(db, workspaceId, group, runs, now);
    for (const [taskId, of] of found) effects.set(taskId, of);
  }
  return effects;
}

async function ofOneCampaign(
  db: Db,
  workspaceId: string,
  closing: readonly Meant[],
  runs: ReadonlyMap<string, RunOfSender>,
  now: Date,
): Promise<[string, readonly EnrolmentEffect[]][]> {
  const ends = closing.flatMap(({ task, act }) => {
    const run = runs.get(task.id);
    return run && task.stepId !== null ? [{ run, taskId: task.id, stepId: task.stepId, act }] : [];
  });
  const first = ends[0];
  const campaign: Campaign | null = first
    ? await findCampaignOfRun(db, workspaceId, first.run.enrolment)
    : null;
  if (!campaign) return [];
  const closedAt = now.toISOString();
  const wanted = ends.map(({ run, stepId, act }) => ({
    ...run,
    justNow: { stepId, kind: act.act === 'complete' ? 'done' : 'skipped', at: closedAt } as const,
  }));
  const plans = await planRunsOf(db, workspaceId, campaign, wanted, now);
  return ends.map(({ run, taskId, stepId }) => {
    const plan = plans.get(run.enrolment.id);
    if (!plan) throw new Error(`expected a plan of enrolment ${run.enrolment.id}`);
    const advance = advanceEnrolment(run.enrolment, { kind: 'taskClosed', stepId, closedAt, plan });
    return [taskId, advance.ok ? advance.value.effects : []];
  });
}
