import { sql } from 'kysely';
import type { ProfileChange, Role } from '../../../lib/contract/account.ts';
import type { Db, Tx } from '../open.ts';

/** A user in a workspace, as far as access is concerned. */
export interface Membership {
  workspaceId: string;
  userId: string;
  role: Role;
}

export interface MemberDetails extends Membership {
  name: string;
  email: string;
  timeZone: string;
  country: string | null;
  title: string | null;
  signature: string | null;
  workspaceName: string;
}

/** The workspace a browser session works in: the one joined first. */
export async function findFirstMembership(db: Db, userId: string): Promise<Membership | null> {
  const row = await db
    .selectFrom('memberships')
    .select(['workspace_id as workspaceId', 'user_id as userId', 'role'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('workspace_id')
    .executeTakeFirst();
  return row ?? null;
}

export async function findMember(db: Db, workspaceId: string, userId: string): Promise<MemberDetails | null> {
  return (await findMembers(db, workspaceId, [userId]))[0] ?? null;
}

/** Those of the users that are members, in no particular order. */
export async function findMembers(
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
): Promise<MemberDetails[]> {
  return await db
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .innerJoin('workspaces as w', 'w.id', 'm.workspace_id')
    .select([
      'm.workspace_id as workspaceId',
      'm.user_id as userId',
      'm.role',
      'u.name',
      'u.email',
      'u.title',
      'u.country',
      'u.signature',
    ])
    .select(['u.time_zone as timeZone', 'w.name as workspaceName'])
    .where('m.workspace_id', '=', workspaceId)
    .where((eb) => eb('m.user_id', '=', eb.fn.any(sql<string[]>`${userIds}::uuid[]`)))
    .execute();
}

/** Locks a user's place in a workspace until the transaction ends. */
export async function lockMember(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx
    .selectFrom('memberships')
    .select('role')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .forNoKeyUpdate()
    .execute();
}

/** Writes what has changed of a user; what is absent stays. */
export async function saveProfile(
  db: Db,
  userId: string,
  { timeZone, ...rest }: ProfileChange,
  now: Date,
): Promise<void> {
  const zone = timeZone !== undefined && { time_zone: timeZone };
  await db
    .updateTable('users')
    .set({ ...rest, ...zone, updated_at: now })
    .where('id', '=', userId)
    .execute();
}

/** Addresses the user sends from, alphabetically. */
export async function listMailboxes(db: Db, workspaceId: string, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('mailboxes')
    .select('email')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .orderBy('email')
    .execute();
  return rows.map((row) => row.email);
}

export async function findUserByEmail(db: Db, email: string): Promise<{ id: string; name: string } | null> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  return row ?? null;
}

/** Records who did what. `detail` never holds addresses, secrets or message text. */
export async function writeAudit(
  db: Db,
  entry: {
    workspaceId: string | null;
    userId: string | null;
    action: string;
    subjectId: string | null;
    detail?: Record<string, string>;
    now: Date;
  },
): Promise<void> {
  const { workspaceId, userId, action, subjectId, detail = {}, now } = entry;
  await db
    .insertInto('audit_log')
    .values({
      workspace_id: workspaceId,
      user_id: userId,
      action,
      subject_id: subjectId,
      at: now,
      detail: JSON.stringify(detail),
    })
    .execute();
}

/** Everybody in a workspace, by name. */
export async function listMembers(db: Db, workspaceId: string): Promise<{ id: string; name: string }[]> {
  return await db
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['u.id', 'u.name'])
    .where('m.workspace_id', '=', workspaceId)
    .orderBy('u.name')
    .orderBy('u.id')
    .execute();
}
