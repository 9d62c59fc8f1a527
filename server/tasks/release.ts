import { randomUUID } from 'node:crypto';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import { planAndKeepOne } from '../campaigns/plan-runs.ts';
import type { Database, Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { findCampaignOfRun } from '../db/queries/campaign-versions.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { askToLook, findRun, lockEnrolment } from '../db/queries/enrolments.ts';
import { saveRuleChange } from '../db/queries/looks.ts';
import { findTask, findTaskOwner, lockTask } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';

/** Whose task it is said to be. */
interface Owner {
  workspaceId: string;
  userId: string;
}

/**
 * Lets a mail go that was held as too late: it leaves by itself as soon as the campaign's window, holidays and pace let
 * it. A mail that is not held stays as it is, so that a repeat changes nothing.
 *
 * @returns the task as it stands; `NOT_FOUND` when there is no such task of this user
 */
export async function releaseTask(
  db: Database,
  owner: Owner,
  taskId: string,
  now: Date,
): Promise<Result<Task>> {
  const { workspaceId, userId } = owner;
  return await withTransaction(db, async (tx) => {
    const found = await findTaskOwner(tx, workspaceId, taskId);
    if (found?.assigneeId !== userId) return fail('NOT_FOUND', 'there is no such task of yours');
    // The run first, as everywhere.
    if (found.enrolmentId !== null) await lockEnrolment(tx, workspaceId, found.enrolmentId);
    const task = await lockTask(tx, workspaceId, taskId);
    if (task?.held) await release(tx, owner, task, now);
    const released = await findTask(tx, workspaceId, userId, taskId);
    return released ? ok(released) : fail('NOT_FOUND', 'there is no such task of yours');
  });
}

async function release(tx: Tx, { workspaceId, userId }: Owner, task: Task, now: Date): Promise<void> {
  const changed = await saveRuleChange(
    tx,
    workspaceId,
    task.id,
    { type: 'release', dueAt: await leavesAt(tx, workspaceId, task, now) },
    now,
  );
  if (task.enrolmentId !== null) await askToLook(tx, workspaceId, task.enrolmentId, now);
  const activity = {
    id: randomUUID(),
    at: now.toISOString(),
    kind: 'task.released',
    personId: task.personId,
    taskId: task.id,
    campaignId: task.campaignId,
    byUserId: userId,
    title: task.title,
    note: null,
    detail: null,
  } as const;
  await insertActivities(tx, workspaceId, [activity]);
  await recordChanges(tx, workspaceId, {
    tasks: [changed],
    activities: [activity.id],
    horizon: horizonAt(now),
  });
}

async function leavesAt(tx: Tx, workspaceId: string, task: Task, now: Date): Promise<string> {
  const { enrolmentId, stepId } = task;
  const run = enrolmentId === null ? null : await findRun(tx, workspaceId, enrolmentId);
  const campaign = run && (await findCampaignOfRun(tx, workspaceId, run.enrolment));
  if (!campaign || stepId === null) throw new Error(`expected a run of the held task ${task.id}`);
  const justNow = { stepId, kind: 'released', at: now.toISOString() } as const;
  const plan = await planAndKeepOne(tx, workspaceId, campaign, { ...run, justNow }, now);
  const planned = plan.steps.find(({ step }) => step.id === stepId);
  if (!planned) throw new Error(`expected step ${stepId} in the plan of enrolment ${enrolmentId}`);
  return planned.at;
}
