import type { Db } from '../open.ts';

/** Does anybody work on this server yet? */
export async function hasWorkspaces(db: Db): Promise<boolean> {
  const row = await db.selectFrom('workspaces').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

export interface Owner {
  id: string;
  name: string;
  email: string;
  timeZone: string;
}

export async function findOwner(db: Db, userId: string): Promise<Owner | null> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'name', 'email', 'time_zone as timeZone'])
    .where('id', '=', userId)
    .executeTakeFirst();
  return row ?? null;
}
