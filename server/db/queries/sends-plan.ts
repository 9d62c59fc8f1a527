import { sql } from 'kysely';
import type { SendContent } from '../../../lib/contract/send.ts';
import { moves } from '../../../lib/core/send/state.ts';
import type { Db } from '../open.ts';

/** Told whenever something was planned or released; whoever delivers looks at once. */
export const SENDS_CHANNEL = 'sends';

/** A row as it is planned. */
export interface SendDraft {
  workspaceId: string;
  id: string;
  source: string;
  senderId: string;
  sender: string;
  recipient: string;
  domain: string;
  lane: number;
  dueAt: string;
  notAfter: string | null;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  content: SendContent;
  taskId: string | null;
}

/** Adds the rows whose source is not there yet. @returns those that were added */
export async function insertSends(db: Db, drafts: SendDraft[], now: Date): Promise<PlannedSend[]> {
  // What is said several times in a transaction is heard once.
  const { rows } = await sql<PlannedSend>`
    with planned as (
      insert into sends (workspace_id, id, source, sender_id, sender, recipient, domain, lane, due_at, not_after,
        next_try_at, message_id, in_reply_to, reference_ids, content, task_id, created_at, updated_at)
      select r."workspaceId", r.id, r.source, r."senderId", r.sender, r.recipient, r.domain, r.lane, r."dueAt",
        r."notAfter", r."dueAt", r."messageId", r."inReplyTo", r.references, r.content, r."taskId", ${now}, ${now}
      from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) as r ("workspaceId" uuid, id uuid, source text,
        "senderId" uuid, sender text, recipient text, domain text, lane smallint, "dueAt" timestamptz,
        "notAfter" timestamptz, "messageId" text, "inReplyTo" text, "references" jsonb, content jsonb, "taskId" uuid)
      on conflict (workspace_id, source) do nothing
      returning workspace_id, id, source, message_id
    )
    select workspace_id as "workspaceId", id, source, message_id as "messageId", pg_notify(${SENDS_CHANNEL}, '')
    from planned`.execute(db);
  return rows.map(({ workspaceId, id, source, messageId }) => ({ workspaceId, id, source, messageId }));
}

export interface PlannedSend {
  workspaceId: string;
  id: string;
  source: string;
  messageId: string;
}

export async function findSendsBySource(
  db: Db,
  keys: readonly { workspaceId: string; source: string }[],
): Promise<PlannedSend[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<PlannedSend>`
    select s.workspace_id as "workspaceId", s.id, s.source, s.message_id as "messageId"
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.source)}::text[])
      as k (workspace_id, source)
    join sends s on s.workspace_id = k.workspace_id and s.source = k.source`.execute(db);
  return rows;
}

/** Which sends: by their sources, or all whose source begins so; `ofRuns`: the steps' of these runs, in one look. */
export type SendsOf = { sources: string[] } | { sourcesFrom: string } | { ofRuns: string[] };

/** @returns ids of those that will not go any more */
export async function cancelSendsOf(
  db: Db,
  workspaceId: string,
  which: SendsOf,
  cause: string,
  now: Date,
): Promise<string[]> {
  const { from, to } = moves.cancel;
  const { rows } = await sql<{ id: string }>`
    update sends set state = ${to}, cause = ${cause}, told = false, settled_at = ${now}, claimed_by = null,
      lease_until = null, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and ${isOneOf(which)} and state = any(${from}::text[])
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many of them have left, or may have. */
export async function countLeft(db: Db, workspaceId: string, which: SendsOf): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::integer as left from sends
    where workspace_id = ${workspaceId}::uuid and ${isOneOf(which)}
    and state in ('handing_over', 'accepted', 'unsure', 'bounced', 'complained')`.execute(db);
  return rows[0]?.left ?? 0;
}

function isOneOf(which: SendsOf) {
  if ('sources' in which) return sql`source = any(${which.sources}::text[])`;
  if ('ofRuns' in which)
    return sql`starts_with(source, 'step/') and split_part(source, '/', 2) = any(${which.ofRuns}::text[])`;
  return sql`starts_with(source, ${which.sourcesFrom}) and source >= ${which.sourcesFrom}`;
}

/** Mails whose last moment has passed, so many at most. */
export async function cancelLateSends(db: Db, most: number, now: Date): Promise<number> {
  const { to } = moves.cancel;
  const { rows } = await sql`
    with late as (
      select workspace_id, id from sends
      where state in ('planned', 'deferred') and not_after is not null and not_after < ${now}
      order by not_after limit ${most} for update skip locked
    )
    update sends s set state = ${to}, cause = 'late', told = false, settled_at = ${now}, updated_at = ${now}
    from late where s.workspace_id = late.workspace_id and s.id = late.id
    returning 1`.execute(db);
  return rows.length;
}

/**
 * Closes what was refused for good, so that its mail can be planned anew.
 * @returns ids of those that were refused until now
 */
export async function renewSendsOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<string[]> {
  const { from, to } = moves.renew;
  const { rows } = await sql<{ id: string }>`
    update sends set state = ${to}, cause = 'renewed', told = true, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and id = any(${[...ids]}::uuid[]) and state = any(${from}::text[])
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}
