import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../lib/contract/errors.ts';
import type { Action } from '../../lib/contract/sync.ts';
import type { Database } from '../db/open.ts';
import { findTaskOwner, lockTask } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { pushActions } from '../sync/push.ts';
import type { Asker } from './list.ts';

/** A draft is its user's own task: to delete it is to skip that. */
export async function deleteDraft(
  db: Database,
  { workspaceId }: Asker,
  taskId: string,
  now: Date,
): Promise<Result<undefined>> {
  const task = await read(db, workspaceId, taskId);
  if (task?.status !== 'open') return fail('MAIL_MOVED_ON', 'the draft is none any more');
  const skip = { kind: 'task.skip', ...actionOn(task, now) } as const;
  return await push(db, { workspaceId, userId: task.assigneeId }, skip, now);
}

/** @returns false: there is no such draft that was deleted, or none of the asker's */
export async function restoreDraft(
  db: Database,
  { workspaceId, userId, role }: Asker,
  taskId: string,
  now: Date,
): Promise<boolean> {
  const task = await read(db, workspaceId, taskId);
  if (task?.status !== 'skipped' || task.type !== 'email' || task.campaignId !== null) return false;
  if (!task.closedByAction || (task.assigneeId !== userId && role !== 'admin')) return false;
  const reopen = { kind: 'task.reopen', ...actionOn(task, now), undoes: task.closedByAction } as const;
  return (await push(db, { workspaceId, userId: task.assigneeId }, reopen, now)).ok;
}

const actionOn = (task: { id: string; version: number }, now: Date) => ({
  id: randomUUID(),
  taskId: task.id,
  actedAt: now.toISOString(),
  baseVersion: task.version,
});

async function read(db: Database, workspaceId: string, taskId: string) {
  return await withTransaction(db, async (tx) =>
    (await findTaskOwner(tx, workspaceId, taskId)) ? await lockTask(tx, workspaceId, taskId) : null,
  );
}

async function push(
  db: Database,
  user: { workspaceId: string; userId: string },
  action: Action,
  now: Date,
): Promise<Result<undefined>> {
  const [answer] = (await pushActions(db, user, [action], now)).answers;
  return answer?.result === 'accepted' ? ok(undefined) : fail('MAIL_MOVED_ON', 'the draft is none any more');
}
