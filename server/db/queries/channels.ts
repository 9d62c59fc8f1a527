import { sql } from 'kysely';
import type { ChannelKind, Provider, SmtpSettings } from '../../../lib/contract/channel.ts';
import { moves } from '../../../lib/core/send/state.ts';
import type { Db } from '../open.ts';
import { dkimOfChannel, type StoredDkim } from './dkim.ts';

/** A user's way out, with its sealed secret. */
export interface StoredChannel {
  workspaceId: string;
  id: string;
  userId: string;
  kind: ChannelKind;
  address: string;
  settings: SmtpSettings | null;
  secret: string;
  /** Whose grant the secret is; null: it is a password. */
  provider: Provider | null;
  /** What the provider said when it ended the grant; null: it has not. */
  revokedReason: string | null;
  /** Its mail server may stand on this machine or in a private network. */
  mayBeInside: boolean;
  /** What its mails are signed with; null: with nothing. */
  dkim: StoredDkim | null;
  version: number;
  createdAt: Date;
}

export interface ChannelOwner {
  workspaceId: string;
  userId: string;
}

const columns = sql`c.workspace_id as "workspaceId", c.id, c.user_id as "userId", c.kind, c.address, c.settings, c.secret,
  c.provider, c.revoked_reason as "revokedReason", c.may_be_inside as "mayBeInside", c.version, c.created_at as "createdAt",
  ${dkimOfChannel} as dkim`;

/** The channels in use of some users; who is not among them has none. */
export async function listChannelsOf(
  db: Db,
  senders: readonly { workspaceId: string; senderId: string }[],
): Promise<StoredChannel[]> {
  if (senders.length === 0) return [];
  const { rows } = await sql<StoredChannel>`
    select distinct on (c.workspace_id, c.user_id) ${columns}
    from unnest(${senders.map((one) => one.workspaceId)}::uuid[], ${senders.map((one) => one.senderId)}::uuid[])
      as k (workspace_id, user_id)
    join channels c on c.workspace_id = k.workspace_id and c.user_id = k.user_id and c.removed_at is null`.execute(
    db,
  );
  return rows;
}

export async function findChannelOf(
  db: Db,
  { workspaceId, userId }: ChannelOwner,
): Promise<StoredChannel | null> {
  const [found] = await listChannelsOf(db, [{ workspaceId, senderId: userId }]);
  return found ?? null;
}

/** @returns whether it is theirs now: false when they have one already */
export async function insertChannel(
  db: Db,
  channel: Omit<StoredChannel, 'version' | 'createdAt' | 'revokedReason' | 'dkim'>,
  now: Date,
): Promise<boolean> {
  const { workspaceId, id, userId, kind, address, settings, secret, provider, mayBeInside } = channel;
  const { rows } = await sql`
    insert into channels (workspace_id, id, user_id, kind, address, settings, secret, provider,
      may_be_inside, created_at, updated_at)
    values (${workspaceId}, ${id}, ${userId}, ${kind}, ${address}, ${JSON.stringify(settings)}::jsonb, ${secret},
      ${provider}, ${mayBeInside}, ${now}, ${now})
    on conflict do nothing returning 1`.execute(db);
  return rows.length > 0;
}

/** @returns whether it was in use */
export async function removeChannelOf(db: Db, owner: ChannelOwner, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update channels set removed_at = ${now}, updated_at = ${now}, version = version + 1
    where workspace_id = ${owner.workspaceId} and user_id = ${owner.userId} and id = ${id} and removed_at is null
    returning 1`.execute(db);
  return rows.length > 0;
}

/** Is it one of theirs that was removed at a moment or later, and can be had back. */
export async function isRemovedChannelOf(
  db: Db,
  { workspaceId, userId }: ChannelOwner,
  id: string,
  since: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('channels')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('removed_at', '>=', since)
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns whether it is in use again: false when it is gone, or another has taken its place */
export async function restoreChannelOf(
  db: Db,
  owner: ChannelOwner,
  id: string,
  { since, now }: { since: Date; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update channels c set removed_at = null, updated_at = ${now}, version = version + 1
    where workspace_id = ${owner.workspaceId} and user_id = ${owner.userId} and id = ${id} and removed_at >= ${since}
      and not exists (select from channels o where o.workspace_id = c.workspace_id and o.user_id = c.user_id
        and o.removed_at is null)
    returning 1`.execute(db);
  return rows.length > 0;
}

/** Forgets for good what was removed before a moment. */
export async function deleteRemovedChannels(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('channels').where('removed_at', '<', before).execute();
}

/** What a user's way out has refused, or what was held without one, goes again: they have chosen another. */
export async function resumeSending(db: Db, { workspaceId, userId }: ChannelOwner, now: Date): Promise<void> {
  await db
    .deleteFrom('sending_stops')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute();
  await sql`
    update sends set state = ${moves.release.to}, told = true, cause = null, settled_at = null, next_try_at = ${now},
      updated_at = ${now}
    where state = 'held' and cause = 'channel' and workspace_id = ${workspaceId} and sender_id = ${userId}`.execute(
    db,
  );
}
