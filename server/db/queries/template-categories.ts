import { sql } from 'kysely';
import type { TemplateCategory } from '../../../lib/contract/template-library.ts';
import type { Db, Tx } from '../open.ts';
import { visibleTo } from './visible.ts';

/** Adds a category; nothing where its name is taken. */
export async function insertCategory(
  tx: Tx,
  workspaceId: string,
  category: { id: string; name: string; createdBy: string },
  now: Date,
): Promise<void> {
  const { id, name, createdBy } = category;
  await tx
    .insertInto('template_categories')
    .values({ workspace_id: workspaceId, id, name, created_by: createdBy, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Categories by name, with what the user may take of each and all that it holds. */
export async function listCategories(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<TemplateCategory[]> {
  const { rows } = await sql<TemplateCategory>`
    select c.id, c.name, c.created_by as "createdById", count(t.id)::int as held,
      (count(t.id) filter (where t.archived_at is null and ${visibleTo('t', sql`${userId}::uuid`)}))::int as templates
    from template_categories c
    left join templates t on t.workspace_id = c.workspace_id and lower(t.category) = lower(c.name)
    where c.workspace_id = ${workspaceId}
    group by c.id, c.name, c.created_by order by lower(c.name), c.id
  `.execute(db);
  return rows;
}

export async function findCategory(
  db: Db,
  workspaceId: string,
  userId: string,
  id: string,
): Promise<TemplateCategory | null> {
  return (await listCategories(db, workspaceId, userId)).find((category) => category.id === id) ?? null;
}

/** The name as it is written, of a category whose name differs in capitals at most. */
export async function findCategoryName(db: Db, workspaceId: string, name: string): Promise<string | null> {
  const row = await db
    .selectFrom('template_categories')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst();
  return row?.name ?? null;
}

export async function countCategories(db: Db, workspaceId: string): Promise<number> {
  const row = await db
    .selectFrom('template_categories')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return Number(row.total);
}

export async function renameCategoryRow(
  tx: Tx,
  workspaceId: string,
  id: string,
  name: string,
): Promise<void> {
  await tx
    .updateTable('template_categories')
    .set({ name })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Puts every template of one category into another. @returns their ids */
export async function moveAll(tx: Tx, workspaceId: string, from: string, to: string): Promise<string[]> {
  const rows = await tx
    .updateTable('templates')
    .set({ category: to })
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`lower(category) = lower(${from})`)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function deleteCategoryRow(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx
    .deleteFrom('template_categories')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}
