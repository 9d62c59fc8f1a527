import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import type { EmailContent, Task } from '../../lib/contract/task.ts';
import type { TaskEdit } from '../../lib/contract/task-changes.ts';
import type { Database } from '../db/open.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { findPerson } from '../db/queries/people.ts';
import { saveTaskEdit } from '../db/queries/task-changes.ts';
import { findAnyTasks } from '../db/queries/task-search.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { mayActOn } from './change.ts';
import { lockWithRun } from './lock.ts';
import type { TaskUser } from './search.ts';

/** A mail that its writer begins. */
const empty: EmailContent = { subject: '', html: '', alsoTo: [], cc: [], bcc: [] };

/**
 * Changes an open task outside campaigns; what a campaign's task says is written in its step.
 *
 * @returns the task; `NOT_FOUND`, `NOT_ALLOWED` (a campaign's), `TASK_ALREADY_CLOSED`, `PERSON_NOT_REACHABLE` (an email
 *   to somebody without an address) or `INVALID_INPUT` (no email any more, although its text is written)
 */
export async function updateTask(
  db: Database,
  user: TaskUser,
  taskId: string,
  edit: TaskEdit,
  now: Date,
): Promise<Result<Task>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx): Promise<Result<Task>> => {
    const locked = await lockWithRun(tx, user, taskId, mayActOn(user));
    if (!locked) return fail('NOT_FOUND', 'there is no such task of yours');
    const { task } = locked;
    if (task.campaignId !== null)
      return fail('NOT_ALLOWED', `“${task.title}” is written by a step of its campaign`);
    if (task.status !== 'open')
      return fail('TASK_ALREADY_CLOSED', `“${task.title}” is ${task.status} already`);
    const type = edit.type ?? task.type;
    const person = type === 'email' ? await findPerson(tx, workspaceId, task.personId) : null;
    if (type === 'email' && person?.email === null)
      return fail('PERSON_NOT_REACHABLE', `${task.personName} has no address`);
    if (type !== 'email' && task.email && (task.email.subject || task.email.html))
      return invalidField('type', 'expected email, as the task has a text');
    const email = type === 'email' ? (task.email ?? empty) : null;
    const changed: Task = {
      ...task,
      type,
      email,
      title: edit.title ?? task.title,
      priority: edit.priority ?? task.priority,
      dueAt: edit.dueAt === undefined ? task.dueAt : new Date(edit.dueAt).toISOString(),
      details: edit.details ?? task.details,
    };
    await saveTaskEdit(tx, workspaceId, changed, now);
    await recordChanges(tx, workspaceId, {
      tasks: [{ id: task.id, userId: task.assigneeId, appeared: false }],
      horizon: horizonAt(now),
    });
    const [saved] = await findAnyTasks(tx, workspaceId, [task.id]);
    return saved ? ok(saved) : fail('NOT_FOUND', 'there is no such task of yours');
  });
}
