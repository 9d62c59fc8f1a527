import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/open.ts';
import type { Member } from './domain.ts';

export interface TestWorkspace {
  workspaceId: string;
  /** Its users, in the order of the names given. */
  userIds: string[];
}

/** A workspace with users in it; the first is its admin. */
export async function addWorkspace(db: Database, name: string, userNames = ['Alva']): Promise<TestWorkspace> {
  const workspaceId = randomUUID();
  await db.kysely.insertInto('workspaces').values({ id: workspaceId, name }).execute();
  const userIds: string[] = [];
  for (const userName of userNames) {
    const id = randomUUID();
    const email = `${userName.toLowerCase()}-${id.slice(0, 8)}@example.com`;
    await db.kysely.insertInto('users').values({ id, name: userName, email, email_verified: true }).execute();
    await db.kysely
      .insertInto('memberships')
      .values({ workspace_id: workspaceId, user_id: id, role: userIds.length === 0 ? 'admin' : 'user' })
      .execute();
    userIds.push(id);
  }
  return { workspaceId, userIds };
}

/** A workspace with two users: its admin, and somebody else in it. */
export async function addColleagues(db: Database): Promise<[Member, Member]> {
  const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva', 'Bo']);
  const [userId = '', other = ''] = userIds;
  return [
    { workspaceId, userId },
    { workspaceId, userId: other },
  ];
}

/** `userIds[0]`, which every test workspace has. */
export function firstUser(workspace: TestWorkspace): string {
  const [userId] = workspace.userIds;
  if (userId === undefined) throw new Error('expected a workspace with a user');
  return userId;
}
