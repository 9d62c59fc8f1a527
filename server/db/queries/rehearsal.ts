import { sql } from 'kysely';
import type { EnrolmentStatus } from '../../../lib/contract/campaign.ts';
import type { SendContent } from '../../../lib/contract/send.ts';
import type { Task } from '../../../lib/contract/task.ts';
import type { SendState } from '../../../lib/core/send/state.ts';
import type { Db } from '../open.ts';

/**
 * When the server will have something to do next, if nobody does anything before: a mail falls due, a run must be looked
 * at, a message is tried again or becomes too late.
 */
export async function findNextInstant(db: Db, now: Date): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from (
      select min(t.due_at) as at from tasks t
      join enrolments e on e.workspace_id = t.workspace_id and e.id = t.enrolment_id and e.current_step_id = t.step_id
      where t.status = 'open' and t.automatic and t.held_at is null and e.status = 'active'
        and t.due_at > ${now}::timestamptz
      union all
      select min(look_at) from enrolments where look_at > ${now}::timestamptz
      union all
      select min(next_try_at) from sends where state in ('planned', 'deferred') and next_try_at > ${now}::timestamptz
      union all
      -- At its last moment it may still go.
      select min(not_after) + interval '1 millisecond' from sends
      where state in ('planned', 'deferred') and not_after >= ${now}::timestamptz
    ) as found`.execute(db);
  return rows[0]?.at ?? null;
}

/**
 * Counts anew what the tables hold that a rehearsal fills within moments: until then the database takes them for empty,
 * and reads all of a campaign where it could look up one person.
 */
export async function countAnew(db: Db): Promise<void> {
  await sql`analyze people, enrolments, tasks, sends, activities, changes, absence_places`.execute(db);
}

/** A task that waits for its user. */
export interface HandTask {
  id: string;
  assigneeId: string;
  dueAt: Date;
}

/** Open tasks that nobody but their user closes, soonest first. */
export async function listHandTasks(db: Db, workspaceId: string): Promise<HandTask[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['id', 'assignee_id', 'due_at'])
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'open')
    .where('automatic', '=', false)
    .where('enrolment_id', 'is not', null)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ id: row.id, assigneeId: row.assignee_id, dueAt: row.due_at }));
}

/** The task whose mail bears this Message-ID. */
export async function findTaskOfMessage(
  db: Db,
  workspaceId: string,
  messageId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('sends')
    .select('task_id')
    .where('workspace_id', '=', workspaceId)
    .where('message_id', '=', messageId)
    .where('task_id', 'is not', null)
    .executeTakeFirst();
  return row?.task_id ?? null;
}

/** Tasks of runs as they stand at the end. */
export interface EndedTask {
  id: string;
  enrolmentId: string;
  stepId: string;
  status: Task['status'];
  dueAt: string;
  closedAt: string | null;
  passed: boolean;
  /** Its mail left by itself. */
  byServer: boolean;
  trouble: string | null;
}

export async function listEndedTasks(db: Db, workspaceId: string): Promise<EndedTask[]> {
  const rows = await db
    .selectFrom('tasks')
    .select([
      'id',
      'enrolment_id',
      'step_id',
      'status',
      'due_at',
      'closed_at',
      'passed_at',
      'trouble',
      'outcome',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('enrolment_id', 'is not', null)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    enrolmentId: row.enrolment_id ?? '',
    stepId: row.step_id ?? '',
    status: row.status,
    dueAt: row.due_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    passed: row.passed_at !== null,
    byServer: row.outcome?.proof?.site === 'server',
    trouble: row.trouble && `${row.trouble.code}: ${row.trouble.message}`,
  }));
}

/** A send as it stands at the end. */
export interface EndedSend {
  messageId: string;
  recipient: string;
  /** Null: a copy to somebody else. */
  taskId: string | null;
  state: SendState;
  attempt: number;
  at: string;
  inReplyTo: string | null;
  content: SendContent;
  reply: string | null;
}

export async function listEndedSends(db: Db, workspaceId: string): Promise<EndedSend[]> {
  const rows = await db
    .selectFrom('sends')
    .select(['message_id', 'recipient', 'task_id', 'state', 'attempt', 'settled_at', 'due_at', 'in_reply_to'])
    .select(['content', 'reply_code', 'reply_text', 'cause'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    messageId: row.message_id,
    recipient: row.recipient,
    taskId: row.task_id,
    state: row.state,
    attempt: row.attempt,
    at: (row.settled_at ?? row.due_at).toISOString(),
    inReplyTo: row.in_reply_to,
    content: row.content,
    reply: row.reply_code === null ? row.cause : `${row.reply_code} ${row.reply_text ?? ''}`.trim(),
  }));
}

/** Runs by how they stand, and replies in their histories. */
export async function countEnds(
  db: Db,
  workspaceId: string,
): Promise<{ runs: { id: string; status: EnrolmentStatus }[]; replies: number }> {
  const runs = await db
    .selectFrom('enrolments')
    .select(['id', 'status'])
    .where('workspace_id', '=', workspaceId)
    .execute();
  const { replies } = await db
    .selectFrom('run_events')
    .select((eb) => eb.fn.countAll<number>().as('replies'))
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'replied')
    .executeTakeFirstOrThrow();
  return { runs, replies: Number(replies) };
}
