import { sql } from 'kysely';
import type { DkimAlgorithm } from '../../../lib/contract/dkim.ts';
import type { Db } from '../open.ts';

/** The key of an account, with its sealed private part. */
export interface StoredDkim {
  id: string;
  domain: string;
  selector: string;
  algorithm: DkimAlgorithm;
  bits: number | null;
  publicKey: string;
  secret: string;
  signs: boolean;
}

export interface DkimOwner {
  workspaceId: string;
  /** Of the channel. */
  id: string;
}

/** As one value beside the channel `c`; null: it has none. */
export const dkimOfChannel = sql`(select jsonb_build_object('id', d.id, 'domain', d.domain, 'selector', d.selector,
  'algorithm', d.algorithm, 'bits', d.bits, 'publicKey', d.public_key, 'secret', d.secret, 'signs', d.signs)
  from dkim_keys d where d.workspace_id = c.workspace_id and d.channel_id = c.id)`;

/** Keeps a key in the place of the one before; who holds the channel makes it anew. */
export async function saveDkim(
  db: Db,
  { workspaceId, id: channelId }: DkimOwner,
  key: StoredDkim,
  now: Date,
): Promise<void> {
  const { id, domain, selector, algorithm, bits, publicKey, secret, signs } = key;
  const values = { id, domain, selector, algorithm, bits, public_key: publicKey, secret, signs };
  await db
    .insertInto('dkim_keys')
    .values({ workspace_id: workspaceId, channel_id: channelId, created_at: now, ...values })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'channel_id']).doUpdateSet({ ...values, created_at: now }),
    )
    .execute();
  await renewChannel(db, { workspaceId, id: channelId }, now);
}

/** @returns whether there is a key */
export async function setSigns(db: Db, owner: DkimOwner, signs: boolean, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update dkim_keys set signs = ${signs}
    where workspace_id = ${owner.workspaceId} and channel_id = ${owner.id} returning 1`.execute(db);
  if (rows.length === 0) return false;
  await renewChannel(db, owner, now);
  return true;
}

/** @returns whether there was a key */
export async function deleteDkim(db: Db, owner: DkimOwner, now: Date): Promise<boolean> {
  const { rows } = await sql`
    delete from dkim_keys where workspace_id = ${owner.workspaceId} and channel_id = ${owner.id}
    returning 1`.execute(db);
  if (rows.length === 0) return false;
  await renewChannel(db, owner, now);
  return true;
}

/** The key of the account that a user removed last, at a moment or later. */
export async function findRemovedDkim(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  since: Date,
): Promise<{ channelId: string; dkim: StoredDkim | null } | null> {
  const { rows } = await sql<{ channelId: string; dkim: StoredDkim | null }>`
    select c.id as "channelId", ${dkimOfChannel} as dkim from channels c
    where c.workspace_id = ${workspaceId} and c.user_id = ${userId} and c.removed_at >= ${since}
    order by c.removed_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}

async function renewChannel(db: Db, { workspaceId, id }: DkimOwner, now: Date): Promise<void> {
  await sql`
    update channels set version = version + 1, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db);
}
