import { randomUUID } from 'node:crypto';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { TaskChangeReport, TaskFailure } from '../../lib/contract/task-changes.ts';
import type { Database, Tx } from '../db/open.ts';
import { type Changed, recordChanges } from '../db/queries/changes.ts';
import {
  listTaskChanges,
  saveAssignee,
  type TaskChange,
  undoTaskChange,
} from '../db/queries/task-changes.ts';
import { restoreTasks } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import type { LockedTask } from './apply-action.ts';
import { applyAs, failureOf, unknownTask } from './change.ts';
import { lockWithRun } from './lock.ts';
import type { TaskUser } from './search.ts';

/**
 * Takes back what a change of this user has done, task by task: also of tasks that it has given to somebody else. What
 * has meanwhile been worked on stays.
 *
 * @returns which tasks are as they were, and of the others why not; `NOT_FOUND` when there is no such change of the user
 */
export async function takeBackChange(
  db: Database,
  user: TaskUser,
  changeId: string,
  now: Date,
): Promise<Result<TaskChangeReport>> {
  const changes = await listTaskChanges(db.kysely, user, changeId);
  if (changes.length === 0) return fail('NOT_FOUND', 'there is nothing by this id to take back');
  const report: TaskChangeReport = { changed: [], failures: [] };
  for (const change of changes) {
    const failure = change.undone ? null : await takeBackOne(db, user, change, now);
    if (failure) report.failures.push(failure);
    else report.changed.push(change.taskId);
  }
  return ok(report);
}

async function takeBackOne(
  db: Database,
  user: TaskUser,
  change: TaskChange,
  now: Date,
): Promise<TaskFailure | null> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    const locked = await lockWithRun(tx, user, change.taskId, () => true);
    if (!locked) return unknownTask(change.taskId);
    const undone = await undo(tx, locked, change, now);
    if (!undone.ok) return failureOf(locked.task, undone);
    if (await undoTaskChange(tx, workspaceId, change, now))
      await recordChanges(tx, workspaceId, { ...undone.value, horizon: horizonAt(now) });
    return null;
  });
}

async function undo(
  tx: Tx,
  locked: LockedTask,
  { act, actionId, before, after }: TaskChange,
  now: Date,
): Promise<Result<Omit<Changed, 'horizon'>>> {
  const { workspaceId, task } = locked;
  const action = { id: randomUUID(), taskId: task.id, actedAt: now.toISOString(), baseVersion: task.version };
  const movedOn = fail('TASK_MOVED_ON', `something else has been done to “${task.title}” meanwhile`);
  switch (act) {
    case 'complete':
    case 'skip':
      return await applyAs(tx, locked, { kind: 'task.reopen', ...action, undoes: actionId }, now);
    case 'move':
      if (before === null || task.dueAt !== after) return movedOn;
      return await applyAs(tx, locked, { kind: 'task.snooze', ...action, until: before }, now);
    case 'assign': {
      if (before === null || task.assigneeId !== after || task.status !== 'open') return movedOn;
      const move = { id: task.id, from: task.assigneeId, to: before };
      return ok({ tasks: await saveAssignee(tx, workspaceId, move, now) });
    }
    case 'delete':
      if (task.status !== 'cancelled' || task.cause !== 'deleted') return movedOn;
      return ok({ tasks: await restoreTasks(tx, workspaceId, [task.id], now) });
  }
}
