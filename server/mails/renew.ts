import { fail, ok, type Result } from '../../lib/contract/errors.ts';
import { News } from '../campaigns/engine/news.ts';
import type { Tx } from '../db/open.ts';
import { renewTask } from '../db/queries/due-mails.ts';
import { lockEnrolment } from '../db/queries/enrolments.ts';
import { findTaskOwner, lockTask } from '../db/queries/tasks.ts';
import { renewSends } from '../delivery/ledger.ts';

/**
 * Lets the mail of a step be written and sent anew, at once: what was refused for good has certainly not arrived, and
 * what could not be written never left. Its task is the engine's again, so that nobody writes it by hand meanwhile.
 *
 * @param sendId - the refused send; null where there is none
 * @returns refused where a person has closed the task, or the run is over or has gone on; nothing is changed then
 */
export async function renewMail(
  tx: Tx,
  workspaceId: string,
  { taskId, sendId }: { taskId: string; sendId: string | null },
  now: Date,
): Promise<Result<undefined>> {
  const owner = await findTaskOwner(tx, workspaceId, taskId);
  // The run first, as everywhere.
  const run = owner?.enrolmentId ? await lockEnrolment(tx, workspaceId, owner.enrolmentId) : null;
  const task = await lockTask(tx, workspaceId, taskId);
  if (!task || !owner || !run) return fail('MAIL_MOVED_ON', 'the mail belongs to no run any more');
  if (task.status !== 'open') return fail('TASK_ALREADY_CLOSED', `the task of the mail is ${task.status}`);
  if (run.status !== 'active') return fail('ENROLMENT_ENDED', `the run is over: ${run.status}`);
  if (run.currentStepId !== task.stepId || task.passedAt !== undefined)
    return fail('MAIL_MOVED_ON', 'the run has gone on without this mail');
  if (sendId !== null && (await renewSends(tx, workspaceId, [sendId], now)).length === 0)
    return fail('MAIL_MOVED_ON', 'the mail is not refused any more');
  await renewTask(tx, workspaceId, taskId, now);
  const news = new News();
  news.add(workspaceId, { tasks: [{ id: taskId, userId: owner.assigneeId, appeared: false }] });
  await news.record(tx, now);
  return ok(undefined);
}
