import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import { NewTask } from '../../lib/contract/task.ts';
import { withStandIns } from '../campaigns/stand-ins.ts';
import type { Database } from '../db/open.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { findPerson } from '../db/queries/people.ts';
import type { TaskDraft } from '../db/queries/tasks.ts';
import { findTask, findTaskOwner, insertTasks } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { checkAssignee } from './change.ts';

/**
 * Adds a task outside campaigns, of the user's own unless it says whose; one that falls due while they are away goes to
 * who stands in for them. An email task may come without a text; the
 * person writes it. The same id once more is answered with the task as it stands.
 *
 * @returns the task; `NOT_FOUND` (no such person), `PERSON_NOT_REACHABLE` (an email to somebody without an address)
 *   or `INVALID_INPUT` (a text on a task that is no email, an id of another task, or an assignee from elsewhere)
 */
export async function createTask(
  db: Database,
  workspaceId: string,
  userId: string,
  task: NewTask,
  now: Date,
): Promise<Result<Task>> {
  const parsed = NewTask.parse(task);
  if (parsed.type !== 'email' && parsed.email !== null) {
    return invalidField('email', `expected none on a task of type ${parsed.type}`);
  }
  const person = await findPerson(db.kysely, workspaceId, parsed.personId);
  if (!person) return fail('NOT_FOUND', 'there is no such person');
  if (parsed.type === 'email' && person.email === null) {
    return fail('PERSON_NOT_REACHABLE', `${`${person.firstName} ${person.lastName}`.trim()} has no address`);
  }
  if (parsed.assigneeId !== undefined) {
    const checked = await checkAssignee(db.kysely, workspaceId, parsed.assigneeId, 'assigneeId');
    if (!checked.ok) return checked;
  }
  const drafted = draftOwnTask(parsed, userId);
  const [draft = drafted] = await withStandIns(db.kysely, workspaceId, [drafted], null, now);
  if (parsed.id === undefined || !(await findTaskOwner(db.kysely, workspaceId, draft.id)))
    await saveOwnTasks(db, workspaceId, [draft], now);
  const created = await findTask(db.kysely, workspaceId, draft.assigneeId, draft.id);
  if (created && created.personId === person.id) return ok(created);
  return invalidField('id', 'expected an id that no other task has');
}

/** The row of a task outside campaigns. */
export function draftOwnTask(task: z.output<typeof NewTask>, userId: string): TaskDraft {
  return {
    ...task,
    id: task.id ?? randomUUID(),
    dueAt: new Date(task.dueAt).toISOString(),
    assigneeId: task.assigneeId ?? userId,
    campaignId: null,
    enrolmentId: null,
    stepId: null,
    dayNumber: null,
    stepNumber: null,
  };
}

/** Writes tasks and tells the assignees' devices, in one transaction. */
export async function saveOwnTasks(
  db: Database,
  workspaceId: string,
  drafts: TaskDraft[],
  now: Date,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    await insertTasks(tx, workspaceId, drafts, now);
    await recordChanges(tx, workspaceId, {
      tasks: drafts.map((draft) => ({ id: draft.id, userId: draft.assigneeId, appeared: true })),
      horizon: horizonAt(now),
    });
  });
}
