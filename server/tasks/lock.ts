import type { Tx } from '../db/open.ts';
import { lockEnrolment } from '../db/queries/enrolments.ts';
import { findTaskOwner, lockTask } from '../db/queries/tasks.ts';
import type { LockedTask } from './apply-action.ts';

/**
 * Locks a task's run and then the task, in this order everywhere.
 *
 * @param may - whether the user may act on tasks of this assignee
 * @returns null when there is none that they may act on; it may also have gone to somebody else meanwhile
 */
export async function lockWithRun(
  tx: Tx,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  taskId: string,
  may: (assigneeId: string) => boolean,
): Promise<LockedTask | null> {
  const owner = await findTaskOwner(tx, workspaceId, taskId);
  if (!owner || !may(owner.assigneeId)) return null;
  const enrolment =
    owner.enrolmentId === null ? null : await lockEnrolment(tx, workspaceId, owner.enrolmentId);
  const task = await lockTask(tx, workspaceId, taskId);
  return task && may(task.assigneeId) ? { workspaceId, userId, enrolment, task } : null;
}
