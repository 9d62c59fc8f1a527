import { randomUUID } from 'node:crypto';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import type { Action } from '../../lib/contract/sync.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { TaskChangeReport, TaskDeed, TaskFailure } from '../../lib/contract/task-changes.ts';
import { actOf, type TaskAct } from '../../lib/core/task/deed.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { findMember } from '../db/queries/accounts.ts';
import { type Changed, recordChanges } from '../db/queries/changes.ts';
import { insertTaskChange, isTaskChanged, saveAssignee } from '../db/queries/task-changes.ts';
import { cancelTask } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { applyToLocked, type LockedTask } from './apply-action.ts';
import { lockWithRun } from './lock.ts';
import { actsForOthers, type TaskUser, zoneOfUser } from './search.ts';

/** What is done to which tasks, under an id that makes a repeat harmless. */
export interface WantedChange {
  id: string;
  taskIds: readonly string[];
  deed: TaskDeed;
}

/**
 * Does something to several tasks, each in a transaction of its own, so that one that cannot be changed holds up no
 * other. Users act on their own tasks, managers and admins on everybody's.
 *
 * @returns which have changed, and of the others why not; `INVALID_INPUT` when they were to go to nobody of the workspace
 */
export async function changeTasks(
  db: Database,
  user: TaskUser,
  wanted: WantedChange,
  now: Date,
): Promise<Result<TaskChangeReport>> {
  const checked = await checkDeed(db.kysely, user, wanted.deed);
  if (!checked.ok) return checked;
  const timeZone = await zoneOfUser(db.kysely, user);
  const report: TaskChangeReport = { changed: [], failures: [] };
  for (const taskId of new Set(wanted.taskIds)) {
    const failure = await changeOne(db, user, { ...wanted, taskId, timeZone }, now);
    if (failure) report.failures.push(failure);
    else report.changed.push(taskId);
  }
  return ok(report);
}

/** Somebody outside the workspace can be given nothing. */
export async function checkDeed(
  db: Db,
  { workspaceId }: TaskUser,
  deed: TaskDeed,
): Promise<Result<undefined>> {
  if (deed.kind !== 'assign') return ok(undefined);
  return await checkAssignee(db, workspaceId, deed.to, 'deed.to');
}

/** @param path - of the field that names the user */
export async function checkAssignee(
  db: Db,
  workspaceId: string,
  userId: string,
  path: string,
): Promise<Result<undefined>> {
  const isMember = isUuid(userId) && (await findMember(db, workspaceId, userId)) !== null;
  return isMember ? ok(undefined) : invalidField(path, 'expected a user of the workspace');
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

interface OneChange extends WantedChange {
  taskId: string;
  timeZone: string;
}

async function changeOne(
  db: Database,
  user: TaskUser,
  { id, taskId, deed, timeZone }: OneChange,
  now: Date,
): Promise<TaskFailure | null> {
  return await withTransaction(db, async (tx) => {
    const locked = await lockWithRun(tx, user, taskId, mayActOn(user));
    if (!locked) return unknownTask(taskId);
    // Looked up behind the lock: a repeat that arrives at the same time waits there.
    if (await isTaskChanged(tx, user.workspaceId, id, taskId)) return null;
    const act = actOf(locked.task, deed, timeZone);
    if (!act.ok) return failureOf(locked.task, act);
    const actionId = randomUUID();
    const done = await perform(tx, locked, act.value, actionId, now);
    if (!done.ok) return failureOf(locked.task, done);
    const kept = {
      changeId: id,
      taskId,
      userId: user.userId,
      act: act.value.act,
      actionId,
      ...beforeAndAfter(locked.task, act.value),
    };
    await insertTaskChange(tx, user.workspaceId, kept, now);
    await recordChanges(tx, user.workspaceId, { ...done.value, horizon: horizonAt(now) });
    return null;
  });
}

/** Whose tasks the user may act on. */
export function mayActOn(user: TaskUser): (assigneeId: string) => boolean {
  return (assigneeId) => assigneeId === user.userId || actsForOthers(user);
}

export function unknownTask(taskId: string): TaskFailure {
  const { code, message } = fail('NOT_FOUND', 'there is no such task of yours');
  return { taskId, title: '', personName: '', code, message };
}

/** Why a task stays as it is. */
export function failureOf(
  { id, title, personName }: Pick<Task, 'id' | 'title' | 'personName'>,
  { code, message }: Extract<Result<never>, { ok: false }>,
): TaskFailure {
  return { taskId: id, title, personName, code, message };
}

function beforeAndAfter(task: Task, act: TaskAct): { before: string | null; after: string | null } {
  if (act.act === 'move') return { before: task.dueAt, after: act.dueAt };
  if (act.act === 'assign') return { before: task.assigneeId, after: act.to };
  return { before: null, after: null };
}

async function perform(
  tx: Tx,
  locked: LockedTask,
  act: TaskAct,
  actionId: string,
  now: Date,
): Promise<Result<Omit<Changed, 'horizon'>>> {
  const { workspaceId, task } = locked;
  switch (act.act) {
    case 'assign': {
      if (act.to === task.assigneeId) return ok({});
      const move = { id: task.id, from: task.assigneeId, to: act.to };
      return ok({ tasks: await saveAssignee(tx, workspaceId, move, now) });
    }
    case 'delete':
      return ok({ tasks: [await cancelTask(tx, workspaceId, task.id, 'deleted', now.toISOString(), now)] });
    case 'complete':
    case 'skip':
    case 'move':
      return await applyAs(tx, locked, actionOf(task, act, actionId, now), now);
  }
}

/** As if a device of the user had pushed it. */
export async function applyAs(
  tx: Tx,
  locked: LockedTask,
  action: Action,
  now: Date,
): Promise<Result<Omit<Changed, 'horizon'>>> {
  const { result, tasks, activities } = await applyToLocked(tx, locked, action, now);
  return result.ok ? ok({ tasks, activities }) : result;
}

function actionOf(
  task: Task,
  act: Extract<TaskAct, { act: 'complete' | 'skip' | 'delete' | 'move' }>,
  id: string,
  now: Date,
): Action {
  const shared = { id, taskId: task.id, actedAt: now.toISOString(), baseVersion: task.version };
  if (act.act === 'move') return { kind: 'task.snooze', ...shared, until: act.dueAt };
  if (act.act === 'complete') return { kind: 'task.complete', ...shared, outcome: {} };
  return { kind: 'task.skip', ...shared };
}
