import { sql } from 'kysely';
import type { SendContent } from '../../../lib/contract/send.ts';
import type { TaskTrouble } from '../../../lib/contract/task.ts';
import type { SendState } from '../../../lib/core/send/state.ts';
import type { Db, Tx } from '../open.ts';
import type { HandedTask } from '../tables/person-context.ts';
import type { ChangedTask } from './changes.ts';

/** States of the sends that tasks have had, by task; one that has had none is not among them. */
export async function listSendStates(
  db: Db,
  workspaceId: string,
  taskIds: readonly string[],
): Promise<Map<string, SendState[]>> {
  const { rows } = await sql<{ task_id: string; states: SendState[] }>`
    select task_id, array_agg(state) as states from sends
    where workspace_id = ${workspaceId} and task_id = any(${taskIds}::uuid[]) group by task_id`.execute(db);
  return new Map(rows.map(({ task_id, states }) => [task_id, states]));
}

/** Sends of a task that may have arrived. */
export async function listUnsureSends(db: Db, workspaceId: string, taskId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from sends where workspace_id = ${workspaceId} and task_id = ${taskId} and state = 'unsure'
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** A mail of a task that the server has sent. */
export interface SentMail {
  messageId: string;
  references: string[];
  content: SendContent;
}

export async function findSentMail(db: Db, workspaceId: string, taskId: string): Promise<SentMail | null> {
  const { rows } = await sql<SentMail>`
    select message_id as "messageId", reference_ids as "references", content from sends
    where workspace_id = ${workspaceId} and task_id = ${taskId} and state = 'accepted'
    order by settled_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/** What an accepted send says, for the proof of its task. */
export async function findSendContent(db: Db, workspaceId: string, id: string): Promise<SendContent | null> {
  const row = await db
    .selectFrom('sends')
    .select('content')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.content ?? null;
}

/**
 * Notes why a task's mail has not gone.
 *
 * @param byHand - from now on it is the person's own task
 */
export async function saveTrouble(
  tx: Tx,
  workspaceId: string,
  taskId: string,
  { trouble, byHand }: { trouble: TaskTrouble; byHand: boolean },
  now: Date,
): Promise<void> {
  await sql`
    update tasks set trouble = ${JSON.stringify(trouble)}::jsonb, automatic = automatic and not ${byHand}::boolean,
      version = version + 1, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = ${taskId} and status = 'open'`.execute(tx);
  if (!byHand) return;
  // A person's task cannot be too late to leave by itself.
  await sql`
    update enrolments e set look_at = null from tasks t
    where t.workspace_id = ${workspaceId} and t.id = ${taskId}
    and e.workspace_id = t.workspace_id and e.id = t.enrolment_id`.execute(tx);
}

/** A task that was made its user's own leaves by itself again, when it is due; one that has changed since stays. */
export async function takeFromUser(
  tx: Tx,
  workspaceId: string,
  { taskId, version }: HandedTask,
  now: Date,
): Promise<ChangedTask[]> {
  const { rows } = await sql<{ id: string; userId: string }>`
    update tasks set automatic = true, trouble = null, version = version + 1, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = ${taskId} and status = 'open' and version = ${version}
    returning id, assignee_id as "userId"`.execute(tx);
  return rows.map((row) => ({ ...row, appeared: true }));
}

/** The mail of a task leaves by itself again, as soon as may be; whatever stood in its way is forgotten. */
export async function renewTask(tx: Tx, workspaceId: string, taskId: string, now: Date): Promise<void> {
  await sql`
    update tasks set automatic = true, trouble = null, held_at = null, released_at = ${now}, due_at = ${now},
      version = version + 1, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = ${taskId} and status = 'open'`.execute(tx);
}
