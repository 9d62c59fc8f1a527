import { sql } from 'kysely';
import type { Pause } from '../../../lib/core/send/back-off.ts';
import type { Bucket, Throttle } from '../../../lib/core/send/throttle.ts';
import type { Db, Tx } from '../open.ts';
import type { DomainKey } from './sends-claim.ts';

export interface ThrottleKey {
  workspaceId: string;
  kind: 'user' | 'channel' | 'domain';
  key: string;
}

/** Domains to which nothing goes now: they are left alone for a while, or their throttle lets nothing more through. */
export async function listBlockedDomains(db: Db, throttle: Throttle | null, now: Date): Promise<DomainKey[]> {
  const perMs = throttle === null ? 0 : throttle.count / throttle.everyMs;
  const { rows } = await sql<DomainKey>`
    select workspace_id as "workspaceId", key as domain from send_throttles
    where kind = 'domain' and (paused_until > ${now} or (${throttle !== null}::boolean and tokens is not null
      and tokens + greatest(0, extract(epoch from (${now}::timestamptz - filled_at)) * 1000) * ${perMs}::float8 < 1))`.execute(
    db,
  );
  return rows;
}

/** The buckets as they are, locked until the transaction ends; those that are missing are made. */
export async function lockBuckets(
  tx: Tx,
  keys: readonly ThrottleKey[],
): Promise<(ThrottleKey & { bucket: Bucket | null })[]> {
  const list = sql`unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.kind)}::text[],
    ${keys.map((key) => key.key)}::text[]) as k (workspace_id, kind, key)`;
  // In one order everywhere, so that two processes never wait for each other.
  await sql`insert into send_throttles (workspace_id, kind, key) select k.workspace_id, k.kind, k.key from ${list}
    order by 1, 2, 3 on conflict do nothing`.execute(tx);
  const { rows } = await sql<ThrottleKey & { tokens: number | null; at: Date | null }>`
    select t.workspace_id as "workspaceId", t.kind, t.key, t.tokens, t.filled_at as at
    from send_throttles t join ${list} on t.workspace_id = k.workspace_id and t.kind = k.kind and t.key = k.key
    order by t.workspace_id, t.kind, t.key for update of t`.execute(tx);
  return rows.map(({ tokens, at, ...key }) => ({
    ...key,
    bucket: tokens === null || at === null ? null : { tokens, at },
  }));
}

export async function saveBuckets(
  tx: Tx,
  buckets: readonly (ThrottleKey & { bucket: Bucket })[],
): Promise<void> {
  await sql`
    update send_throttles t set tokens = k.tokens, filled_at = k.filled_at
    from unnest(${buckets.map((one) => one.workspaceId)}::uuid[], ${buckets.map((one) => one.kind)}::text[],
      ${buckets.map((one) => one.key)}::text[], ${buckets.map((one) => one.bucket.tokens)}::float8[],
      ${buckets.map((one) => one.bucket.at.toISOString())}::timestamptz[]) as k (workspace_id, kind, key, tokens, filled_at)
    where t.workspace_id = k.workspace_id and t.kind = k.kind and t.key = k.key`.execute(tx);
}

/** What is known of a domain, locked; null where nothing ever was refused. */
export async function lockPause(tx: Tx, { workspaceId, domain }: DomainKey): Promise<Pause | null> {
  const row = await tx
    .selectFrom('send_throttles')
    .select(['strikes', 'paused_until'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'domain')
    .where('key', '=', domain)
    .forUpdate()
    .executeTakeFirst();
  return row ? { strikes: row.strikes, until: row.paused_until } : null;
}

export async function savePause(tx: Tx, { workspaceId, domain }: DomainKey, pause: Pause): Promise<void> {
  const values = { strikes: pause.strikes, paused_until: pause.until };
  await tx
    .insertInto('send_throttles')
    .values({
      workspace_id: workspaceId,
      kind: 'domain',
      key: domain,
      tokens: null,
      filled_at: null,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'kind', 'key']).doUpdateSet(values))
    .execute();
}
