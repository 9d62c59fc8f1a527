import { type Selectable, sql } from 'kysely';
import type { Task } from '../../../lib/contract/task.ts';
import type { Db, Tx } from '../open.ts';
import type { TaskChangesTable } from '../tables/campaigns.ts';
import type { ChangedTask } from './changes.ts';

/** What a user has done to a task. */
export interface TaskChange {
  changeId: string;
  taskId: string;
  userId: string;
  act: TaskChangesTable['act'];
  actionId: string;
  before: string | null;
  after: string | null;
}

/** Keeps what was done to a task, so that it can be taken back. */
export async function insertTaskChange(
  tx: Tx,
  workspaceId: string,
  change: TaskChange,
  now: Date,
): Promise<void> {
  const { changeId, taskId, userId, act, actionId, before, after } = change;
  await tx
    .insertInto('task_changes')
    .values({
      workspace_id: workspaceId,
      change_id: changeId,
      task_id: taskId,
      user_id: userId,
      act,
      action_id: actionId,
      before,
      after,
      at: now,
      undone_at: null,
    })
    .execute();
}

/** Has the change touched the task, whether it was taken back since or not. */
export async function isTaskChanged(
  tx: Tx,
  workspaceId: string,
  changeId: string,
  taskId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('task_changes')
    .select('task_id')
    .where('workspace_id', '=', workspaceId)
    .where('change_id', '=', changeId)
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a change of this user has done to each task, with whether it was taken back. */
export async function listTaskChanges(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  changeId: string,
): Promise<(TaskChange & { undone: boolean })[]> {
  const rows = await db
    .selectFrom('task_changes')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('change_id', '=', changeId)
    .orderBy('task_id')
    .execute();
  return rows.map(toChange);
}

function toChange(row: Selectable<TaskChangesTable>): TaskChange & { undone: boolean } {
  return {
    changeId: row.change_id,
    taskId: row.task_id,
    userId: row.user_id,
    act: row.act,
    actionId: row.action_id,
    before: row.before,
    after: row.after,
    undone: row.undone_at !== null,
  };
}

/**
 * Marks a task's part of a change as taken back.
 * @returns false when it was already, so that two who do it at once do it once
 */
export async function undoTaskChange(
  tx: Tx,
  workspaceId: string,
  { changeId, taskId }: Pick<TaskChange, 'changeId' | 'taskId'>,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable('task_changes')
    .set({ undone_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('change_id', '=', changeId)
    .where('task_id', '=', taskId)
    .where('undone_at', 'is', null)
    .returning('task_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives an open task to somebody; the devices of both are to be told. */
export async function saveAssignee(
  tx: Tx,
  workspaceId: string,
  { id, from, to }: { id: string; from: string; to: string },
  now: Date,
): Promise<ChangedTask[]> {
  await tx
    .updateTable('tasks')
    .set((eb) => ({ assignee_id: to, absence_id: null, version: eb('version', '+', 1), updated_at: now }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow();
  await lookForAway(tx, workspaceId, id, now);
  return [
    { id, userId: to, appeared: true },
    { id, userId: from, appeared: false },
  ];
}

/** What somebody else does waits for nobody’s return: where there are absences, the run is looked at anew. */
async function lookForAway(tx: Tx, workspaceId: string, taskId: string, now: Date): Promise<void> {
  await sql`
    update enrolments e set look_at = ${now}::timestamptz, replan = true from tasks t
    where t.workspace_id = ${workspaceId}::uuid and t.id = ${taskId}::uuid and e.workspace_id = t.workspace_id
    and e.id = t.enrolment_id and e.status = 'active' and exists (
      select from absences a where a.workspace_id = e.workspace_id and a.user_id = e.assignee_id)
  `.execute(tx);
}

/** Writes what a user has changed in a task of no campaign. */
export async function saveTaskEdit(tx: Tx, workspaceId: string, task: Task, now: Date): Promise<void> {
  await tx
    .updateTable('tasks')
    .set((eb) => ({
      type: task.type,
      title: task.title,
      priority: task.priority,
      due_at: task.dueAt,
      details: task.details,
      email: task.email && JSON.stringify(task.email),
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow();
}
