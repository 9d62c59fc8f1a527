import type { Lockdown } from '../../../lib/contract/lockdown.ts';
import type { Db } from '../open.ts';

/** What only admins of a workspace may change. */
export async function getLockdown(db: Db, workspaceId: string): Promise<Lockdown> {
  const { lockdown } = await db
    .selectFrom('workspaces')
    .select('lockdown')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return { templates: false, campaigns: false, ...lockdown };
}

export async function saveLockdown(db: Db, workspaceId: string, lockdown: Lockdown): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ lockdown: JSON.stringify(lockdown) })
    .where('id', '=', workspaceId)
    .execute();
}
