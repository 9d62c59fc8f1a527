import { sql } from 'kysely';
import type { AttachmentInfo, Template, TemplateContent } from '../../../lib/contract/template.ts';
import { searchText } from '../../../lib/core/library/search-text.ts';
import type { Db, Tx } from '../open.ts';
import { visibleTo } from './visible.ts';

/** What a user writes of a template, and where it stands. */
export type TemplateText = TemplateContent & Pick<Template, 'category' | 'shared'>;

/** Adds templates. */
export async function insertTemplates(
  db: Db,
  workspaceId: string,
  ownerId: string,
  templates: (TemplateText & { id: string })[],
  now: Date,
): Promise<void> {
  const rows = templates.map((template) => ({
    workspace_id: workspaceId,
    id: template.id,
    ...columnsOf(template),
    owner_id: ownerId,
    archived_at: null,
    created_at: now,
    updated_at: now,
  }));
  await db.insertInto('templates').values(rows).execute();
}

/** One template that the user may see. */
export async function findTemplate(
  db: Db,
  workspaceId: string,
  userId: string,
  id: string,
): Promise<Template | null> {
  return (await findTemplates(db, workspaceId, userId, [id]))[0] ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockTemplate(
  tx: Tx,
  workspaceId: string,
  userId: string,
  id: string,
): Promise<Template | null> {
  const row = await selectTemplates(tx, workspaceId, userId)
    .where('t.id', '=', id)
    .forUpdate('t')
    .executeTakeFirst();
  return row ? toTemplate(row) : null;
}

/** One template as it is stored, for a user who has just changed it, whether or not they still may see it. */
export async function getStored(tx: Tx, workspaceId: string, userId: string, id: string): Promise<Template> {
  const row = await selectAllTemplates(tx, workspaceId, userId).where('t.id', '=', id).executeTakeFirst();
  if (!row) throw new Error(`expected to read template ${id}`);
  return toTemplate(row);
}

/** Those of the given templates that the user may see, archived or not, in no particular order. */
export async function findTemplates(
  db: Db,
  workspaceId: string,
  userId: string,
  ids: string[],
): Promise<Template[]> {
  const rows = await selectTemplates(db, workspaceId, userId)
    .where((eb) => eb('t.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map(toTemplate);
}

/** Writes what a user has changed. */
export async function saveTemplate(
  tx: Tx,
  workspaceId: string,
  saved: { id: string; version: number; text: TemplateText },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('templates')
    .set({ ...columnsOf(saved.text), version: saved.version, updated_at: now })
    // With everybody means with no team by itself.
    .$if(saved.text.shared, (update) => update.set({ team_ids: [] }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', saved.id)
    .executeTakeFirstOrThrow();
}

export async function setTemplateArchived(
  tx: Tx,
  workspaceId: string,
  id: string,
  archivedAt: Date | null,
): Promise<void> {
  await tx
    .updateTable('templates')
    .set({ archived_at: archivedAt })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Puts a template into another category and offers it again. */
export async function moveTemplate(tx: Tx, workspaceId: string, id: string, category: string): Promise<void> {
  await tx
    .updateTable('templates')
    .set({ category, archived_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Deletes a template and all that hangs on it. */
export async function deleteTemplateRow(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('templates').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

/** Whose the given templates are, by id, private ones of others too; an id that is not among them is free. */
export async function findOwners(db: Db, workspaceId: string, ids: string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('templates')
    .select(['id', 'owner_id'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return new Map(rows.map(({ id, owner_id }) => [id, owner_id]));
}

/** How many templates the workspace has, archived and private ones too. */
export async function countTemplates(db: Db, workspaceId: string): Promise<number> {
  const row = await db
    .selectFrom('templates')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return Number(row.total);
}

/** Lets those who add to the library of a workspace wait for each other, so that its limits hold. */
export async function lockLibrary(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`library ${workspaceId}`}, 0))`.execute(tx);
}

/** Templates that a user may use. */
export async function listTemplateIds(db: Db, workspaceId: string, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('templates as t')
    .select('t.id')
    .where('t.workspace_id', '=', workspaceId)
    .where(visibleTo('t', sql`${userId}::uuid`))
    .where('t.archived_at', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** Templates that the user may see, as `t`, with what belongs to them. */
export function selectTemplates(db: Db, workspaceId: string, userId: string) {
  return selectAllTemplates(db, workspaceId, userId).where(visibleTo('t', sql`${userId}::uuid`));
}

/** The same, those too that the user may not see. */
function selectAllTemplates(db: Db, workspaceId: string, userId: string) {
  return db
    .selectFrom('templates as t')
    .leftJoin('users as o', 'o.id', 't.owner_id')
    .leftJoin('template_uses as u', (join) =>
      join
        .onRef('u.workspace_id', '=', 't.workspace_id')
        .onRef('u.template_id', '=', 't.id')
        .on('u.user_id', '=', userId),
    )
    .leftJoin('template_favourites as f', (join) =>
      join
        .onRef('f.workspace_id', '=', 't.workspace_id')
        .onRef('f.template_id', '=', 't.id')
        .on('f.user_id', '=', userId),
    )
    .selectAll('t')
    .select(['o.name as owner_name', 'u.count as use_count', 'u.last_used_at', 'f.user_id as favourite_of'])
    .select(
      sql<AttachmentInfo[]>`coalesce((
        select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'type', a.type, 'bytes', a.bytes)
          order by a.created_at, a.id)
        from template_attachments a where a.workspace_id = t.workspace_id and a.template_id = t.id
      ), '[]')`.as('attachments'),
    )
    .where('t.workspace_id', '=', workspaceId);
}

export type TemplateRow = Awaited<ReturnType<ReturnType<typeof selectTemplates>['execute']>>[number];

export function toTemplate(row: TemplateRow): Template {
  return {
    id: row.id,
    name: row.name,
    category: row.category,
    subject: row.subject,
    html: row.html,
    text: row.plain_text,
    preheader: row.preheader,
    language: row.language,
    variants: row.variants,
    recommendation: row.recommendation,
    nonCommercial: row.non_commercial,
    shared: row.shared,
    teamIds: row.team_ids,
    attachments: row.attachments,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    archivedAt: row.archived_at?.toISOString() ?? null,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    favourite: row.favourite_of !== null,
    useCount: row.use_count ?? 0,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

function columnsOf(template: TemplateText) {
  const { name, category, subject, html, text, preheader, language, variants, shared } = template;
  const { recommendation, nonCommercial } = template;
  return {
    name,
    category,
    subject,
    html,
    plain_text: text,
    preheader,
    language,
    variants: JSON.stringify(variants),
    recommendation: recommendation && JSON.stringify(recommendation),
    non_commercial: nonCommercial,
    search_text: searchText([template, ...variants]),
    shared,
  };
}

/** Names of those of the given templates that a user may see. */
export async function findTemplateNames(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  ids: string[],
): Promise<{ id: string; name: string }[]> {
  return await db
    .selectFrom('templates as t')
    .select(['t.id', 't.name'])
    .where('t.workspace_id', '=', workspaceId)
    .where((eb) => eb('t.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .where(visibleTo('t', sql`${userId}::uuid`))
    .execute();
}
