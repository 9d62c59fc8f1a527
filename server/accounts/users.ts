import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Role } from '../../lib/contract/account.ts';
import { fail, invalid, ok, type Result } from '../../lib/contract/errors.ts';
import { EmailAddress, TimeZone } from '../../lib/contract/primitives.ts';
import type { Database, Tx } from '../db/open.ts';
import { findUserByEmail, writeAudit } from '../db/queries/accounts.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { listTemplateIds } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { addUsualTypes } from '../people/subscriptions.ts';
import { horizonAt } from '../sync/horizon.ts';

export const SHORTEST_PASSWORD = 10;

export interface NewUser {
  workspaceId: string;
  /** Makes the workspace, by this name, together with the user: neither is there without the other. */
  newWorkspace?: string;
  name: string;
  email: string;
  role: Role;
  /** Null: signs in by one-time links only. */
  password: string | null;
  timeZone?: string;
  title?: string | null;
  /** Addresses the user sends from; the own address when absent. */
  mailboxes?: string[];
}

/** @returns id of the new workspace */
export async function addWorkspace(db: Database, name: string, now: Date): Promise<string> {
  const id = randomUUID();
  await withTransaction(db, (tx) => insertWorkspace(tx, id, name, now));
  return id;
}

async function insertWorkspace(tx: Tx, id: string, name: string, now: Date): Promise<void> {
  await tx.insertInto('workspaces').values({ id, name, created_at: now }).execute();
  await addUsualTypes(tx, id, now);
  await writeAudit(tx, { workspaceId: id, userId: null, action: 'workspace.add', subjectId: id, now });
}

/**
 * Adds a person who can sign in.
 * @returns the user's id; `INVALID_INPUT` naming each wrong field
 */
export async function addUser(db: Database, user: NewUser, now: Date): Promise<Result<{ userId: string }>> {
  const wrong = wrongFields(user);
  if (wrong.length > 0) return invalid(wrong);
  const passwordHash = user.password === null ? null : await hashPassword(user.password);
  return withTransaction(db, async (tx) => {
    if (await findUserByEmail(tx, user.email)) return taken(user.email);
    if (user.newWorkspace !== undefined) {
      await insertWorkspace(tx, user.workspaceId, user.newWorkspace, now);
    }
    const userId = randomUUID();
    await insertUser(tx, userId, user, now);
    if (passwordHash) await insertPassword(tx, userId, passwordHash, now);
    await writeAudit(tx, {
      workspaceId: user.workspaceId,
      userId: null,
      action: 'user.add',
      subjectId: userId,
      now,
    });
    await tellTemplates(tx, user.workspaceId, userId, now);
    return ok({ userId });
  });
}

/** What is shared was told to those who were there; who comes later must hear of it too. */
async function tellTemplates(tx: Tx, workspaceId: string, userId: string, now: Date): Promise<void> {
  const templates = await listTemplateIds(tx, workspaceId, userId);
  if (templates.length === 0) return;
  await recordChanges(tx, workspaceId, { templates, only: userId, horizon: horizonAt(now) });
}

function wrongFields(user: NewUser): { path: string; message: string }[] {
  const wrong: { path: string; message: string }[] = [];
  const say = (path: string, message: string) => wrong.push({ path, message });
  if (user.name.trim() === '') say('name', 'expected a name');
  for (const [path, email] of [
    ['email', user.email] as const,
    ...(user.mailboxes ?? []).map((m) => ['mailboxes', m] as const),
  ]) {
    if (!EmailAddress.safeParse(email).success)
      say(path, `expected an address such as anna@example.com, got "${email}"`);
  }
  if (user.password !== null && user.password.length < SHORTEST_PASSWORD) {
    say('password', `expected ${SHORTEST_PASSWORD} characters or more`);
  }
  if (user.timeZone !== undefined && !TimeZone.safeParse(user.timeZone).success) {
    say('timeZone', `expected a time zone such as Europe/Stockholm, got "${user.timeZone}"`);
  }
  return wrong;
}

function taken(email: string) {
  const message = `there is a user ${email} already`;
  return fail('INVALID_INPUT', message, [{ path: 'email', message }]);
}

async function insertUser(tx: Tx, userId: string, user: NewUser, now: Date): Promise<void> {
  const dates = { created_at: now, updated_at: now };
  await tx
    .insertInto('users')
    .values({
      id: userId,
      name: user.name.trim(),
      email: user.email.toLowerCase(),
      email_verified: true,
      image: null,
      time_zone: user.timeZone ?? 'UTC',
      title: user.title ?? null,
      ...dates,
    })
    .execute();
  const { workspaceId, role } = user;
  await tx
    .insertInto('memberships')
    .values({ workspace_id: workspaceId, user_id: userId, role, created_at: now })
    .execute();
  const mailboxes = new Set((user.mailboxes ?? [user.email]).map((email) => email.toLowerCase()));
  if (mailboxes.size === 0) return;
  await tx
    .insertInto('mailboxes')
    .values(
      [...mailboxes].map((email) => ({ workspace_id: workspaceId, user_id: userId, email, created_at: now })),
    )
    .execute();
}

/** As better-auth stores its "credential" accounts. */
async function insertPassword(tx: Tx, userId: string, password: string, now: Date): Promise<void> {
  await tx
    .insertInto('accounts')
    .values({
      id: randomUUID(),
      user_id: userId,
      account_id: userId,
      provider_id: 'credential',
      access_token: null,
      refresh_token: null,
      id_token: null,
      access_token_expires_at: null,
      refresh_token_expires_at: null,
      scope: null,
      password,
      created_at: now,
      updated_at: now,
    })
    .execute();
}
