import { sql } from 'kysely';
import type { Template } from '../../../lib/contract/template.ts';
import type { TemplateView } from '../../../lib/contract/template-library.ts';
import { searchText, searchWords } from '../../../lib/core/library/search-text.ts';
import type { Db } from '../open.ts';
import { selectTemplates, toTemplate } from './templates.ts';

export interface TemplatePage {
  view: TemplateView;
  /** Words that all stand in name, category, subject or text of any language; upper and lower case are the same. */
  search?: string | undefined;
  category?: string | undefined;
  language?: string | undefined;
  sort: 'name' | 'used' | 'changed';
  limit: number;
  offset: number;
}

/** A template with when anybody has last used it. */
export type ListedTemplate = Template & { lastUsedByAnybodyAt: string | null };

/**
 * Templates that the user may see, and how many there are in all.
 * @param unusedSince - what was neither written nor used since is unused
 */
export async function listTemplates(
  db: Db,
  workspaceId: string,
  userId: string,
  page: TemplatePage,
  unusedSince: Date,
): Promise<{ templates: ListedTemplate[]; total: number }> {
  const found = filtered(db, workspaceId, userId, page, unusedSince);
  const rows = await found
    .select(lastUse.as('last_used_by_anybody_at'))
    .$if(page.sort === 'used', (query) => query.orderBy(sql`u.last_used_at desc nulls last`))
    .$if(page.sort === 'changed', (query) => query.orderBy('t.updated_at', 'desc'))
    .orderBy(sql`lower(t.name)`)
    .orderBy('t.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await found
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const templates = rows.map((row) => ({
    ...toTemplate(row),
    lastUsedByAnybodyAt: row.last_used_by_anybody_at?.toISOString() ?? null,
  }));
  return { templates, total: Number(count.total) };
}

/** When somebody took it last, or a campaign's mail was made from a copy. */
const lastUse = sql<Date | null>`greatest(
  (select max(x.last_used_at) from template_uses x where x.workspace_id = t.workspace_id and x.template_id = t.id),
  (select max(k.created_at) from tasks k where k.workspace_id = t.workspace_id
    and k.email -> 'fromTemplate' is not null and k.email -> 'fromTemplate' ->> 'id' = t.id::text)
)`;

function filtered(db: Db, workspaceId: string, userId: string, page: TemplatePage, unusedSince: Date) {
  const { view, category, language } = page;
  let found = selectTemplates(db, workspaceId, userId).where(
    't.archived_at',
    view === 'archived' ? 'is not' : 'is',
    null,
  );
  if (view === 'mine') found = found.where('t.owner_id', '=', userId);
  if (view === 'favourite') found = found.where('f.user_id', 'is not', null);
  if (view === 'shared') found = found.where(isShared);
  if (view === 'unshared') found = found.where(sql<boolean>`not ${isShared}`);
  if (view === 'unused')
    found = found.where(sql<boolean>`coalesce(${lastUse}, t.created_at) < ${unusedSince}::timestamptz`);
  if (category !== undefined) found = found.where(sql<boolean>`lower(t.category) = lower(${category})`);
  if (language !== undefined)
    found = found.where(
      sql<boolean>`(lower(t.language) = lower(${language}) or exists (
        select from jsonb_array_elements(t.variants) v where lower(v ->> 'language') = lower(${language})))`,
    );
  for (const word of searchWords(page.search ?? '')) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    found = found.where(sql<boolean>`${searched} ilike ${pattern}`);
  }
  return found;
}

/** With everybody or with a team. */
const isShared = sql<boolean>`(t.shared or cardinality(t.team_ids) > 0)`;

const searched = sql`concat_ws(' ', t.name, t.category, t.search_text)`;

/** How many are read at a time. */
const batch = 100;

/** Makes what a search looks at of templates that were written before there was such a thing. */
export async function fillSearchTexts(db: Db, workspaceId: string): Promise<void> {
  for (let left = true; left; ) {
    const rows = await db
      .selectFrom('templates')
      .select(['id', 'subject', 'html', 'variants'])
      .where('workspace_id', '=', workspaceId)
      .where('search_text', 'is', null)
      .limit(batch)
      .execute();
    for (const row of rows)
      await db
        .updateTable('templates')
        .set({ search_text: searchText([row, ...row.variants]) })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', row.id)
        // Whoever has written it meanwhile knows better.
        .where('search_text', 'is', null)
        .execute();
    left = rows.length === batch;
  }
}
