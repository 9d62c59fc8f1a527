import { sql } from 'kysely';
import type { Outcome, OutcomeCause, SentAs } from '../../../lib/core/send/outcome.ts';
import { moves } from '../../../lib/core/send/state.ts';
import type { Db } from '../open.ts';
import type { SendKey } from './sends-claim.ts';

/** Told whenever something was settled; whoever planned it looks at once. */
export const OUTCOMES_CHANNEL = 'send_outcomes';

export interface OutcomeRow extends SendKey {
  code: number | null;
  text: string | null;
  cause: OutcomeCause | null;
  nextTryAt: Date | null;
  /** As the provider that took it names it. */
  sentAs?: SentAs | undefined;
}

/**
 * Writes what has become of sends that this process had. A row that has since been taken by another stays as it is.
 * @returns how many were written
 */
export async function writeOutcomes(
  db: Db,
  move: Outcome['move'],
  rows: readonly OutcomeRow[],
  now: Date,
): Promise<number> {
  const { from, to } = moves[move];
  const isTold = move === 'defer';
  const { rows: written } = await sql`
    with written as (
      update sends s set state = ${to}, reply_code = k.code, reply_text = k.reply, cause = k.cause,
        next_try_at = coalesce(k.next_try_at, s.next_try_at), told = ${isTold}, claimed_by = null, lease_until = null,
        settled_at = case when ${isTold}::boolean then null else ${now}::timestamptz end, updated_at = ${now},
        provider_id = coalesce(k.provider_id, s.provider_id), thread_id = coalesce(k.thread_id, s.thread_id),
        sent_message_id = coalesce(nullif(k.sent_message_id, s.message_id), s.sent_message_id)
      from jsonb_to_recordset(${JSON.stringify(rows.map(recordOf))}::jsonb)
        as k (workspace_id uuid, id uuid, fence int, code int, reply text, cause text, next_try_at timestamptz,
          provider_id text, thread_id text, sent_message_id text)
      where s.workspace_id = k.workspace_id and s.id = k.id and s.fence = k.fence and s.state = any(${from}::text[])
      returning 1
    ), heard as (
      select pg_notify(${OUTCOMES_CHANNEL}, '') from (select from written limit 1) w where not ${isTold}::boolean
    )
    select 1 from written left join heard on true`.execute(db);
  return written.length;
}

function recordOf(row: OutcomeRow) {
  return {
    workspace_id: row.workspaceId,
    id: row.id,
    fence: row.fence,
    code: row.code,
    // NUL cannot be stored; an answer of a server is no place for more than a few lines.
    reply: row.text?.replaceAll('\u0000', '').slice(0, 1000) ?? null,
    cause: row.cause,
    next_try_at: row.nextTryAt,
    provider_id: row.sentAs?.providerId ?? null,
    thread_id: row.sentAs?.threadId ?? null,
    sent_message_id: row.sentAs?.messageId ?? null,
  };
}

/**
 * Back to be sent: claimed but not begun, or proven not to have left.
 * @returns how many
 */
export async function returnSends(
  db: Db,
  move: 'giveBack' | 'notBegun',
  keys: readonly SendKey[],
  now: Date,
): Promise<number> {
  const { from, to } = moves[move];
  // What has never left has not been tried.
  const attempts = move === 'notBegun' ? 1 : 0;
  const { rows } = await sql`
    update sends s set state = ${to}, claimed_by = null, lease_until = null, attempt = s.attempt - ${attempts},
      updated_at = ${now}
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.id)}::uuid[],
      ${keys.map((key) => key.fence)}::int[]) as k (workspace_id, id, fence)
    where s.workspace_id = k.workspace_id and s.id = k.id and s.fence = k.fence and s.state = any(${from}::text[])
    returning 1`.execute(db);
  return rows.length;
}

/** What a process that is gone had in hand. */
export async function listSendsInHand(
  db: Db,
  claimedBy: string,
): Promise<(SendKey & { state: 'claimed' | 'handing_over'; attempt: number; firstTriedAt: Date | null })[]> {
  const rows = await db
    .selectFrom('sends')
    .select(['workspace_id', 'id', 'fence', 'state', 'attempt', 'first_tried_at'])
    .where('claimed_by', '=', claimedBy)
    .where('state', 'in', ['claimed', 'handing_over'])
    .execute();
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    id: row.id,
    fence: row.fence,
    state: row.state === 'claimed' ? 'claimed' : 'handing_over',
    attempt: row.attempt,
    firstTriedAt: row.first_tried_at,
  }));
}

/**
 * Leases that have run out: what had not begun goes back, what had is unsure, for nobody here knows better.
 * @returns how many are unsure now
 */
export async function expireLeases(db: Db, now: Date): Promise<number> {
  await sql`
    update sends set state = ${moves.giveBack.to}, claimed_by = null, lease_until = null, updated_at = ${now}
    where state = 'claimed' and lease_until < ${now}`.execute(db);
  const { rows } = await sql`
    with lost as (
      update sends set state = ${moves.lose.to}, cause = 'no_answer', told = false, claimed_by = null,
        lease_until = null, settled_at = ${now}, updated_at = ${now}
      where state = 'handing_over' and lease_until < ${now}
      returning 1
    ), heard as (select pg_notify(${OUTCOMES_CHANNEL}, '') from (select from lost limit 1) l)
    select 1 from lost left join heard on true`.execute(db);
  return rows.length;
}
