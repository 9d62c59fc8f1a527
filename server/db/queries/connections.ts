import { sql } from 'kysely';
import type { ConnectWay, Provider } from '../../../lib/contract/channel.ts';
import type { Db } from '../open.ts';

/** An account that is being connected. */
export interface Connection {
  workspaceId: string;
  id: string;
  userId: string;
  provider: Provider;
  way: ConnectWay;
  channelId: string;
  /** Sealed; null until the browser was sent to the provider. */
  verifier: string | null;
}

const columns = sql`workspace_id as "workspaceId", id, user_id as "userId", provider, way, channel_id as "channelId",
  verifier`;

/** Begins one in the place of any other that the user has begun; repeated with the same id it is the same. */
export async function beginConnection(
  db: Db,
  { workspaceId, id, userId, provider, way, channelId }: Omit<Connection, 'verifier'>,
  expiresAt: Date,
): Promise<void> {
  await db
    .deleteFrom('connections')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute();
  await sql`
    insert into connections (workspace_id, id, user_id, provider, way, channel_id, expires_at)
    values (${workspaceId}, ${id}, ${userId}, ${provider}, ${way}, ${channelId}, ${expiresAt})
    on conflict do nothing`.execute(db);
}

/** The browser is sent to the provider. A second time the first state is worth nothing any more. */
export async function sendToProvider(
  db: Db,
  owner: { workspaceId: string; userId: string },
  id: string,
  proof: { stateHash: string; verifier: string },
  now: Date,
): Promise<Connection | null> {
  const { rows } = await sql<Connection>`
    update connections set state_hash = ${proof.stateHash}, verifier = ${proof.verifier}
    where workspace_id = ${owner.workspaceId}::uuid and user_id = ${owner.userId}::uuid and id = ${id}::uuid
      and expires_at > ${now}
    returning ${columns}`.execute(db);
  return rows[0] ?? null;
}

/** Ends the one that a state belongs to: it is good for one answer of the provider, and for whoever began it. */
export async function takeConnection(
  db: Db,
  owner: { workspaceId: string; userId: string },
  stateHash: string,
  now: Date,
): Promise<Connection | null> {
  const { rows } = await sql<Connection>`
    delete from connections
    where state_hash = ${stateHash} and workspace_id = ${owner.workspaceId}::uuid
      and user_id = ${owner.userId}::uuid and expires_at > ${now}
    returning ${columns}`.execute(db);
  return rows[0] ?? null;
}

export async function deleteOldConnections(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('connections').where('expires_at', '<=', now).execute();
}
