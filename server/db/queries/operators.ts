import type { Role } from '../../../lib/contract/account.ts';
import type { Db } from '../open.ts';

// Questions of the person who runs the server; the only ones that look across workspaces.

export interface WorkspaceRow {
  id: string;
  name: string;
}

export async function listWorkspaces(db: Db): Promise<WorkspaceRow[]> {
  return db.selectFrom('workspaces').select(['id', 'name']).orderBy('created_at').orderBy('id').execute();
}

export interface UserRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  workspaceId: string;
  workspaceName: string;
}

/** Every user in every workspace, oldest first; `email` narrows it down to one person. */
export async function listUsers(db: Db, email?: string): Promise<UserRow[]> {
  return db
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
    .select(['u.id', 'u.name', 'u.email', 'm.role', 'w.id as workspaceId', 'w.name as workspaceName'])
    .$if(email !== undefined, (query) => query.where('u.email', '=', (email ?? '').toLowerCase()))
    .orderBy('m.created_at')
    .orderBy('u.email')
    .execute();
}

/** @returns false when the address is one of the user's already */
export async function addMailbox(
  db: Db,
  { workspaceId, userId, email }: { workspaceId: string; userId: string; email: string },
  now: Date,
): Promise<boolean> {
  const added = await db
    .insertInto('mailboxes')
    .values({ workspace_id: workspaceId, user_id: userId, email: email.toLowerCase(), created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Replaces the password's hash, or gives one to a user who had none. */
export async function savePasswordHash(db: Db, userId: string, hash: string, now: Date): Promise<void> {
  const changed = await db
    .updateTable('accounts')
    .set({ password: hash, updated_at: now })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) return;
  await db
    .insertInto('accounts')
    .values({
      id: crypto.randomUUID(),
      user_id: userId,
      account_id: userId,
      provider_id: 'credential',
      access_token: null,
      refresh_token: null,
      id_token: null,
      access_token_expires_at: null,
      refresh_token_expires_at: null,
      scope: null,
      password: hash,
    })
    .execute();
}

/** Signs a user out of every browser page of the server; paired devices stay. */
export async function endSessions(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).execute();
}

export interface OperatorToken {
  id: string;
  name: string;
  userEmail: string;
  workspaceId: string;
  userId: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Paired devices of everybody, or of one person. */
export async function listAllTokens(db: Db, email?: string): Promise<OperatorToken[]> {
  return db
    .selectFrom('device_tokens as t')
    .innerJoin('users as u', 'u.id', 't.user_id')
    .select([
      't.id',
      't.name',
      'u.email as userEmail',
      't.workspace_id as workspaceId',
      't.user_id as userId',
      't.created_at as createdAt',
      't.last_used_at as lastUsedAt',
    ])
    .where('t.revoked_at', 'is', null)
    .$if(email !== undefined, (query) => query.where('u.email', '=', (email ?? '').toLowerCase()))
    .orderBy('t.created_at')
    .execute();
}
