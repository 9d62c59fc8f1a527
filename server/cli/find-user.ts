import type { Database } from '../db/open.ts';
import { listUsers, listWorkspaces, type UserRow, type WorkspaceRow } from '../db/queries/operators.ts';
import { Problem } from './problem.ts';

/** @throws {Problem} when nobody has this address */
export async function userByEmail(db: Database, email: string): Promise<UserRow> {
  const [user] = await listUsers(db.kysely, email);
  if (user) return user;
  throw new Problem(`There is no user ${email}.`, 'utskick user list shows everybody.');
}

/**
 * The workspace that a name or id means; the only one when nothing is said.
 * @throws {Problem} when none or several fit
 */
export async function workspaceByName(db: Database, wanted: string | undefined): Promise<WorkspaceRow> {
  const all = await listWorkspaces(db.kysely);
  const fitting = all.filter((one) => wanted === undefined || one.id === wanted || one.name === wanted);
  const [workspace] = fitting;
  if (workspace && fitting.length === 1) return workspace;
  const names = all.map((one) => `"${one.name}" (${one.id})`).join(', ') || 'none yet';
  const what =
    wanted === undefined ? 'There is not exactly one workspace' : `No single workspace is called "${wanted}"`;
  throw new Problem(`${what}.`, `Name one with --workspace; there are: ${names}.`);
}
