import { listRunsAtCompany } from '../campaigns/company.ts';
import { lockRuns } from '../campaigns/lock-runs.ts';
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

/** The same, with the runs at the company of its person: what a reply may touch. */
export async function lockWithCompany(
  tx: Tx,
  user: { workspaceId: string; userId: string },
  taskId: string,
  may: (assigneeId: string) => boolean,
): Promise<LockedTask | null> {
  const owner = await findTaskOwner(tx, user.workspaceId, taskId);
  if (!owner || !may(owner.assigneeId)) return null;
  const others = await listRunsAtCompany(tx, user.workspaceId, owner.personId);
  // All in one order; what is locked already is not waited for again.
  const runs = await lockRuns(tx, user.workspaceId, [
    ...(owner.enrolmentId === null ? [] : [owner.enrolmentId]),
    ...others,
  ]);
  const locked = await lockWithRun(tx, user, taskId, may);
  return locked && { ...locked, company: [...runs.values()] };
}
