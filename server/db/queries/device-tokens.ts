import type { DeviceToken } from '../../../lib/contract/account.ts';
import type { Db } from '../open.ts';
import type { Membership } from './accounts.ts';

export interface NewDeviceToken {
  id: string;
  workspaceId: string;
  userId: string;
  tokenHash: string;
  name: string;
  now: Date;
}

export async function insertDeviceToken(db: Db, token: NewDeviceToken): Promise<void> {
  await db
    .insertInto('device_tokens')
    .values({
      id: token.id,
      workspace_id: token.workspaceId,
      user_id: token.userId,
      token_hash: token.tokenHash,
      name: token.name,
      created_at: token.now,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
}

export interface TokenHolder extends Membership {
  tokenId: string;
  lastUsedAt: Date | null;
}

/** Who holds the token; null when it is unknown or revoked, or the holder has left the workspace. */
export async function findTokenHolder(db: Db, tokenHash: string): Promise<TokenHolder | null> {
  const row = await db
    .selectFrom('device_tokens as t')
    .innerJoin('memberships as m', (join) =>
      join.onRef('m.workspace_id', '=', 't.workspace_id').onRef('m.user_id', '=', 't.user_id'),
    )
    .select(['t.id as tokenId', 't.last_used_at as lastUsedAt', 'm.role'])
    .select(['m.workspace_id as workspaceId', 'm.user_id as userId'])
    .where('t.token_hash', '=', tokenHash)
    .where('t.revoked_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

export async function touchToken(db: Db, tokenId: string, now: Date): Promise<void> {
  await db.updateTable('device_tokens').set({ last_used_at: now }).where('id', '=', tokenId).execute();
}

/** The user's devices that are still paired, newest first. */
export async function listDeviceTokens(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  currentTokenId: string | null,
): Promise<DeviceToken[]> {
  const rows = await db
    .selectFrom('device_tokens')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    current: row.id === currentTokenId,
  }));
}

/** @returns false when the user has no such paired device */
export async function revokeDeviceToken(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  id: string,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('device_tokens')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
