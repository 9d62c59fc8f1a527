import { sql } from 'kysely';
import type { MailFolder, MailLayout, MailSearch } from '../../../lib/contract/mail.ts';
import type { Db, Tx } from '../open.ts';

/** Whose searches and layouts. */
interface Owner {
  workspaceId: string;
  userId: string;
}

export async function listSearches(db: Db, { workspaceId, userId }: Owner): Promise<MailSearch[]> {
  return await db
    .selectFrom('mail_searches')
    .select(['id', 'name', 'filters'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute();
}

export async function saveSearch(
  tx: Tx,
  { workspaceId, userId }: Owner,
  { id, name, filters }: MailSearch,
  now: Date,
): Promise<void> {
  const said = { name, filters: JSON.stringify(filters), updated_at: now };
  await tx
    .insertInto('mail_searches')
    .values({ workspace_id: workspaceId, user_id: userId, id, created_at: now, ...said })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id', 'id']).doUpdateSet(said))
    .execute();
}

/** @returns whether there was one */
export async function deleteSearch(db: Db, { workspaceId, userId }: Owner, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('mail_searches')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function listLayouts(
  db: Db,
  { workspaceId, userId }: Owner,
): Promise<{ folder: MailFolder; layout: MailLayout }[]> {
  return await db
    .selectFrom('mail_layouts')
    .select(['folder', 'layout'])
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute();
}

export async function saveLayout(
  db: Db,
  { workspaceId, userId }: Owner,
  { folder, layout }: { folder: MailFolder; layout: MailLayout },
  now: Date,
): Promise<void> {
  const said = { layout: JSON.stringify(layout), updated_at: now };
  await db
    .insertInto('mail_layouts')
    .values({ workspace_id: workspaceId, user_id: userId, folder, ...said })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id', 'folder']).doUpdateSet(said))
    .execute();
}
