import { sql } from 'kysely';
import { lanes } from '../../../lib/core/send/lanes.ts';
import { moves, type SendState } from '../../../lib/core/send/state.ts';
import type { Db, Tx } from '../open.ts';
import type { StoredBounce } from '../tables/inbound.ts';
import { SENDS_CHANNEL } from './sends-plan.ts';

/** What a person has to look at. */
export interface OpenSend {
  id: string;
  source: string;
  state: 'unsure' | 'held';
  senderId: string;
  recipient: string;
  subject: string;
  messageId: string;
  cause: string | null;
  code: number | null;
  text: string | null;
  taskId: string | null;
  since: Date;
}

/** Sends that wait for a person, those that have waited longest first. */
export async function listOpenSends(
  db: Db,
  workspaceId: string,
  state: 'unsure' | 'held',
  page: { limit: number; after?: { since: Date; id: string } },
): Promise<OpenSend[]> {
  let query = db
    .selectFrom('sends')
    .select(['id', 'source', 'sender_id', 'recipient', 'content', 'message_id', 'cause', 'reply_code'])
    .select(['reply_text', 'task_id', 'updated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', state)
    .orderBy('updated_at')
    .orderBy('id')
    .limit(page.limit);
  const { after } = page;
  if (after) {
    query = query.where((eb) => eb(eb.refTuple('updated_at', 'id'), '>', eb.tuple(after.since, after.id)));
  }
  return (await query.execute()).map((row) => ({
    id: row.id,
    source: row.source,
    state,
    senderId: row.sender_id,
    recipient: row.recipient,
    subject: row.content.subject,
    messageId: row.message_id,
    cause: row.cause,
    code: row.reply_code,
    text: row.reply_text,
    taskId: row.task_id,
    since: row.updated_at,
  }));
}

/**
 * A person's decision on sends that are unsure or held.
 * @returns ids of those that it was still possible for
 */
export async function moveOpenSends(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  move: 'release' | 'settle' | 'drop',
  now: Date,
): Promise<string[]> {
  const { from, to } = moves[move];
  const again = move === 'release';
  const { rows } = await sql<{ id: string }>`
    with moved as (
      update sends set state = ${to}, told = ${again}, updated_at = ${now},
        cause = ${again ? null : 'person'}, settled_at = ${again ? null : now}::timestamptz,
        next_try_at = case when ${again}::boolean then ${now}::timestamptz else next_try_at end,
        -- Given up or not: a person's word begins the count anew.
        attempt = case when ${again}::boolean then 0 else attempt end,
        first_tried_at = case when ${again}::boolean then null else first_tried_at end
      where workspace_id = ${workspaceId}::uuid and id = any(${ids}::uuid[]) and state = any(${from}::text[])
      returning id
    ), heard as (select pg_notify(${SENDS_CHANNEL}, '') from (select from moved limit 1) m where ${again}::boolean)
    select id from moved left join heard on true`.execute(db);
  return rows.map(({ id }) => id);
}

/** What a channel had refused goes again, now that the channel works. Without a workspace it is everybody's. */
export async function releaseHeldOf(
  db: Db,
  { name, workspaceId }: { name: string; workspaceId?: string },
  now: Date,
): Promise<number> {
  const { rows } = await sql`
    update sends set state = ${moves.release.to}, told = true, cause = null, settled_at = null, next_try_at = ${now},
      updated_at = ${now}
    where state = 'held' and cause = 'channel' and channel = ${name}
      and (${workspaceId ?? null}::uuid is null or workspace_id = ${workspaceId ?? null}::uuid)
    returning 1`.execute(db);
  return rows.length;
}

/** What has become of a send, for who planned it. */
export interface SettledSend {
  workspaceId: string;
  id: string;
  source: string;
  recipient: string;
  taskId: string | null;
  state: Extract<
    SendState,
    'accepted' | 'rejected' | 'unsure' | 'cancelled' | 'held' | 'bounced' | 'complained'
  >;
  cause: string | null;
  code: number | null;
  text: string | null;
  messageId: string;
  settledAt: Date;
  /** What a report said of one that came back. */
  bounce: StoredBounce | null;
}

/** Locks what is still to be told, oldest first, passing over what another process is telling. */
export async function lockUntoldSends(
  tx: Tx,
  most: number,
  whose: 'mailings' | 'others',
): Promise<SettledSend[]> {
  const { rows } = await sql<SettledSend>`
    select workspace_id as "workspaceId", id, source, recipient, task_id as "taskId", state, cause, reply_code as code,
      reply_text as text, message_id as "messageId", coalesce(settled_at, updated_at) as "settledAt", bounce
    from sends where not told and (lane = ${lanes.indexOf('bulk')}) = ${whose === 'mailings'}::boolean order by updated_at, workspace_id, id limit ${most} for update skip locked`.execute(
    tx,
  );
  return rows;
}

export async function markSendsTold(
  tx: Tx,
  sends: readonly { workspaceId: string; id: string }[],
): Promise<void> {
  await sql`
    update sends s set told = true
    from unnest(${sends.map((send) => send.workspaceId)}::uuid[], ${sends.map((send) => send.id)}::uuid[])
      as k (workspace_id, id)
    where s.workspace_id = k.workspace_id and s.id = k.id`.execute(tx);
}

/** After a workspace was brought here: the database it came from may still be sending, also its mailings. */
export async function parkSends(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  await sql`
    update sends set state = ${moves.park.to}, cause = 'moved', claimed_by = null, lease_until = null, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and state = any(${moves.park.from}::text[])`.execute(tx);
  await sql`
    update sends set state = ${moves.lose.to}, cause = 'moved', claimed_by = null, lease_until = null, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and state = any(${moves.lose.from}::text[])`.execute(tx);
  await sql`
    update mailings set status = 'stopped' where workspace_id = ${workspaceId}::uuid
    and status in ('preparing', 'scheduled', 'sending')`.execute(tx);
}
