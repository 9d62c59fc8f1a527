import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { RunEventKind } from '../../../lib/contract/person-context.ts';
import type { Db, Tx } from '../open.ts';
import type { DoneBeside, HandedTask, RunChange, RunEventsTable } from '../tables/person-context.ts';

/** A reply or a stop, as it is written. */
export interface RunEventDraft {
  id: string;
  kind: RunEventKind;
  source: 'hand' | 'mailbox' | 'server';
  personId: string;
  enrolmentId: string | null;
  taskId: string | null;
  /** The reply as the mail client names it; the same one of a task stands once. */
  replyKey: string | null;
  at: string;
  byUserId: string;
  activityId: string;
  /** Null: the run was not touched. */
  change: RunChange | null;
  beside: DoneBeside;
  /** What is told of it. */
  note: string | null;
}

/** A reply to the mail of a task, as the mail client names it. */
export interface Reply {
  taskId: string;
  key: string;
}

export interface StoredRunEvent extends Omit<RunEventDraft, 'byUserId' | 'beside'> {
  byName: string | null;
  /** Events that tell what it did to others at the company. */
  company: string[];
  /** The task that it has made its user's own. */
  handed: HandedTask | null;
  /** Until when it holds the run. */
  until: string | null;
  undoneAt: string | null;
}

/** Writes events in one statement, however many. */
export async function insertRunEvents(
  tx: Tx,
  workspaceId: string,
  events: readonly RunEventDraft[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ change, beside, ...event }) => {
    const done = { ...change, ...beside };
    return { ...event, change: Object.keys(done).length > 0 ? done : null };
  });
  await sql`
    insert into run_events (workspace_id, id, kind, source, person_id, enrolment_id, task_id, reply_key, at, by_user_id,
      activity_id, change, note, created_at)
    select ${workspaceId}::uuid, r.id, r.kind, r.source, r."personId", r."enrolmentId", r."taskId", r."replyKey", r.at,
      r."byUserId", r."activityId", r.change, r.note, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, kind text, source text, "personId" uuid,
      "enrolmentId" uuid, "taskId" uuid, "replyKey" text, at timestamptz, "byUserId" uuid, "activityId" uuid,
      change jsonb, note text)
  `.execute(tx);
}

export async function findRunEvent(db: Db, workspaceId: string, id: string): Promise<StoredRunEvent | null> {
  const row = await selectEvents(db, workspaceId).where('e.id', '=', id).executeTakeFirst();
  return row ? toEvent(row) : null;
}

/** The given events, in the order in which their runs are locked. */
export async function findRunEvents(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<StoredRunEvent[]> {
  if (ids.length === 0) return [];
  const rows = await selectEvents(db, workspaceId)
    .where((eb) => eb('e.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .orderBy('e.enrolment_id')
    .execute();
  return rows.map(toEvent);
}

/** Does another event of the run that stands have the same task made its user's own. */
export async function isHandedOtherwise(
  db: Db,
  workspaceId: string,
  { id, enrolmentId, handed }: StoredRunEvent,
): Promise<boolean> {
  const { rows } = await sql`
    select from run_events where workspace_id = ${workspaceId}::uuid and enrolment_id = ${enrolmentId}::uuid
      and id <> ${id}::uuid and undone_at is null and change -> 'handed' ->> 'taskId' = ${handed?.taskId}
    limit 1`.execute(db);
  return rows.length > 0;
}

/** Of the given ids those that events have, with the run that each is about. */
export async function findRunsOfEvents(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom('run_events')
    .select(['id', 'enrolment_id'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return new Map(rows.map((row) => [row.id, row.enrolment_id]));
}

/** Has this reply to the task's mail been counted, whether it was taken back since or not. */
export async function isReplyKnown(tx: Tx, workspaceId: string, reply: Reply): Promise<boolean> {
  const row = await tx
    .selectFrom('run_events')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('task_id', '=', reply.taskId)
    .where('reply_key', '=', reply.key)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Lays a reply that was seen on the one that somebody has noted by hand before, so that one reply is not told twice.
 * @returns whether there was one to lay it on
 */
export async function claimSaidReply(
  tx: Tx,
  workspaceId: string,
  enrolment: { id: string } | null,
  reply: Reply,
): Promise<boolean> {
  if (!enrolment) return false;
  const result = await sql`
    update run_events set task_id = ${reply.taskId}, reply_key = ${reply.key}
    where workspace_id = ${workspaceId} and id = (
      select id from run_events
      where workspace_id = ${workspaceId} and enrolment_id = ${enrolment.id} and kind = 'replied' and source = 'hand'
      and reply_key is null and undone_at is null
      order by created_at, id limit 1
    )
  `.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** The latest event of each run that was not taken back; runs without one are left out. */
export async function findLastEvents(
  db: Db,
  workspaceId: string,
  enrolmentIds: string[],
): Promise<Map<string, StoredRunEvent>> {
  const rows = await selectEvents(db, workspaceId)
    .where((eb) => eb('e.enrolment_id', '=', eb.fn.any(sql<string[]>`${enrolmentIds}::uuid[]`)))
    .where('e.undone_at', 'is', null)
    .distinctOn('e.enrolment_id')
    .orderBy('e.enrolment_id')
    .orderBy('e.created_at', 'desc')
    .orderBy('e.id')
    .execute();
  return new Map(rows.map((row) => [row.enrolment_id ?? '', toEvent(row)]));
}

/** Marks an event as taken back; its line in the history goes. */
export async function undoRunEvent(
  tx: Tx,
  workspaceId: string,
  event: StoredRunEvent,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('run_events')
    .set({ undone_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', event.id)
    .executeTakeFirstOrThrow();
  await tx
    .deleteFrom('activities')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', event.activityId)
    .execute();
}

function selectEvents(db: Db, workspaceId: string) {
  return db
    .selectFrom('run_events as e')
    .leftJoin('users as u', 'u.id', 'e.by_user_id')
    .leftJoin('run_holds as h', (join) =>
      join.onRef('h.workspace_id', '=', 'e.workspace_id').onRef('h.event_id', '=', 'e.id'),
    )
    .selectAll('e')
    .select(['u.name as by_name', 'h.until_at'])
    .where('e.workspace_id', '=', workspaceId);
}

function toEvent(
  row: Selectable<RunEventsTable> & { by_name: string | null; until_at: Date | null },
): StoredRunEvent {
  const { before, after, cancelled, company = [], handed = null } = row.change ?? {};
  return {
    id: row.id,
    kind: row.kind,
    source: row.source,
    personId: row.person_id,
    enrolmentId: row.enrolment_id,
    taskId: row.task_id,
    replyKey: row.reply_key,
    at: row.at.toISOString(),
    byName: row.by_name,
    activityId: row.activity_id,
    change: before && after && cancelled ? { before, after, cancelled } : null,
    company,
    handed,
    note: row.note,
    until: row.until_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
  };
}
