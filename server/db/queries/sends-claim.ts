import { sql } from 'kysely';
import type { SendContent } from '../../../lib/contract/send.ts';
import { moves } from '../../../lib/core/send/state.ts';
import type { Db, Tx } from '../open.ts';

/** Messages of one sender in one lane that are due. */
export interface DueQueue {
  lane: number;
  workspaceId: string;
  senderId: string;
  /** No more than were asked for. */
  waiting: number;
}

/** Recipient domain of a workspace. */
export interface DomainKey {
  workspaceId: string;
  domain: string;
}

/**
 * Who has something due, those that have waited longest first. Jumps from sender to sender through the index, so that
 * it costs the same whether a sender has ten messages or a million.
 *
 * @param most - messages of a queue that are counted
 * @param blocked - domains that nothing is sent to now
 */
export async function listDueQueues(
  db: Db,
  most: number,
  blocked: readonly DomainKey[],
  now: Date,
): Promise<DueQueue[]> {
  const { rows } = await sql<DueQueue>`
    with recursive queue as (
      (select lane, workspace_id, sender_id from sends where state in ('planned', 'deferred')
        order by lane, workspace_id, sender_id limit 1)
      union all
      select n.lane, n.workspace_id, n.sender_id from queue q cross join lateral (
        select s.lane, s.workspace_id, s.sender_id from sends s
        where s.state in ('planned', 'deferred')
          and (s.lane, s.workspace_id, s.sender_id) > (q.lane, q.workspace_id, q.sender_id)
        order by s.lane, s.workspace_id, s.sender_id limit 1) n
    )
    select q.lane::int as lane, q.workspace_id as "workspaceId", q.sender_id as "senderId",
      d.waiting::int as waiting
    from queue q cross join lateral (
      select count(*) as waiting, min(next_try_at) as oldest from (
        select s.next_try_at from sends s
        where s.state in ('planned', 'deferred') and s.lane = q.lane and s.workspace_id = q.workspace_id
          and s.sender_id = q.sender_id and ${isDue(blocked, now)}
        order by s.next_try_at limit ${most}) due
    ) d
    where d.waiting > 0 order by d.oldest`.execute(db);
  return rows;
}

/** Its time has come and is not over, and its domain is not left alone. */
function isDue(blocked: readonly DomainKey[], now: Date) {
  const due = sql`s.next_try_at <= ${now} and (s.not_after is null or s.not_after >= ${now})`;
  if (blocked.length === 0) return due;
  const keys = blocked.map(({ workspaceId, domain }) => `${workspaceId} ${domain}`);
  return sql`${due} and not (s.workspace_id::text || ' ' || s.domain = any(${keys}::text[]))`;
}

export interface Candidate extends DomainKey {
  id: string;
  senderId: string;
}

/** Locks the oldest due messages of each queue, passing over what another process has locked. */
export async function lockDueSends(
  tx: Tx,
  quotas: readonly (DueQueue & { quota: number })[],
  blocked: readonly DomainKey[],
  now: Date,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select c.workspace_id as "workspaceId", c.id, c.sender_id as "senderId", c.domain
    from unnest(${quotas.map((one) => one.lane)}::smallint[], ${quotas.map((one) => one.workspaceId)}::uuid[],
      ${quotas.map((one) => one.senderId)}::uuid[], ${quotas.map((one) => one.quota)}::int[])
      as q (lane, workspace_id, sender_id, quota)
    cross join lateral (
      select s.workspace_id, s.id, s.sender_id, s.domain from sends s
      where s.state in ('planned', 'deferred') and s.lane = q.lane and s.workspace_id = q.workspace_id
        and s.sender_id = q.sender_id and ${isDue(blocked, now)}
      order by s.next_try_at, s.id limit q.quota for update skip locked
    ) c`.execute(tx);
  return rows;
}

/** Names one send, as long as it is in the hands of who holds that number. */
export interface SendKey {
  workspaceId: string;
  id: string;
  fence: number;
}

/** What is needed to hand a message over. */
export interface ClaimedSend extends SendKey, DomainKey {
  senderId: string;
  sender: string;
  recipient: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  content: SendContent;
}

export async function claimLockedSends(
  tx: Tx,
  keys: readonly { workspaceId: string; id: string }[],
  claim: { by: string; until: Date; now: Date },
): Promise<ClaimedSend[]> {
  const { from, to } = moves.claim;
  const { rows } = await sql<ClaimedSend>`
    update sends s set state = ${to}, claimed_by = ${claim.by}::uuid, lease_until = ${claim.until},
      fence = s.fence + 1, updated_at = ${claim.now}
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.id)}::uuid[])
      as k (workspace_id, id)
    where s.workspace_id = k.workspace_id and s.id = k.id and s.state = any(${from}::text[])
    returning s.workspace_id as "workspaceId", s.id, s.fence, s.sender_id as "senderId", s.sender, s.recipient,
      s.domain, s.message_id as "messageId", s.in_reply_to as "inReplyTo", s.reference_ids as "references", s.content`.execute(
    tx,
  );
  return rows;
}

/** One that is being handed over now. */
export interface BegunSend extends SendKey {
  attempt: number;
  firstTriedAt: Date;
}

/**
 * Written and committed before the first byte leaves.
 * @returns those that still were this process's and may still go; the others must not be sent
 */
export async function beginSends(
  db: Db,
  sends: readonly (SendKey & { bytesHash: string })[],
  begin: { by: string; channel: string; until: Date; now: Date },
): Promise<BegunSend[]> {
  const { from, to } = moves.begin;
  const { rows } = await sql<BegunSend>`
    update sends s set state = ${to}, bytes_hash = k.bytes_hash, channel = ${begin.channel},
      lease_until = ${begin.until}, attempt = s.attempt + 1, first_tried_at = coalesce(s.first_tried_at, ${begin.now}),
      updated_at = ${begin.now}
    from ${keysOf(
      sends,
      sends.map((send) => send.bytesHash),
    )}
    where s.workspace_id = k.workspace_id and s.id = k.id and s.fence = k.fence and s.state = any(${from}::text[])
      and s.claimed_by = ${begin.by}::uuid and s.lease_until > ${begin.now}
      and (s.not_after is null or s.not_after >= ${begin.now})
    returning s.workspace_id as "workspaceId", s.id, s.fence, s.attempt, s.first_tried_at as "firstTriedAt"`.execute(
    db,
  );
  return rows;
}

function keysOf(sends: readonly SendKey[], hashes: readonly string[]) {
  return sql`unnest(${sends.map((send) => send.workspaceId)}::uuid[], ${sends.map((send) => send.id)}::uuid[],
    ${sends.map((send) => send.fence)}::int[], ${hashes}::text[]) as k (workspace_id, id, fence, bytes_hash)`;
}
