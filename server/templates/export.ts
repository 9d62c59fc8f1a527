import type { z } from 'zod';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { libraryLimits, type Template } from '../../lib/contract/template.ts';
import type { TemplateFile } from '../../lib/contract/template-file.ts';
import { contentOf } from '../../lib/core/library/content.ts';
import { unusedSince } from '../../lib/core/library/unused.ts';
import type { Database } from '../db/open.ts';
import { listTemplates } from '../db/queries/template-list.ts';
import { findTemplates } from '../db/queries/templates.ts';
import type { Member } from './refusals.ts';

/**
 * Templates as a file: what is written, and the names of their categories. Nothing of the people who wrote or used
 * them, and no attachments.
 *
 * @param chosen - `ids` also finds archived ones; without it all that are not archived
 * @returns `NOT_FOUND` when an id is unknown or nothing is left to export
 */
export async function exportTemplates(
  db: Database,
  user: Member,
  chosen: { ids?: string[] | undefined; category?: string | undefined },
  now: Date,
): Promise<Result<z.output<typeof TemplateFile>>> {
  const templates = chosen.ids ? await named(db, user, chosen.ids) : ok(await all(db, user, chosen, now));
  if (!templates.ok) return templates;
  if (templates.value.length === 0) return fail('NOT_FOUND', 'there is no template to export');
  return ok({
    format: 'utskick.templates',
    formatVersion: 1,
    exportedAt: now.toISOString(),
    templates: templates.value.map((template) => ({ ...contentOf(template), category: template.category })),
  });
}

async function named(
  db: Database,
  { workspaceId, userId }: Member,
  ids: string[],
): Promise<Result<Template[]>> {
  const found = new Map(
    (await findTemplates(db.kysely, workspaceId, userId, ids)).map((template) => [template.id, template]),
  );
  const missing = ids.find((id) => !found.has(id));
  if (missing) return fail('NOT_FOUND', `there is no template ${missing}`);
  return ok([...new Set(ids)].flatMap((id) => found.get(id) ?? []));
}

async function all(
  db: Database,
  { workspaceId, userId }: Member,
  { category }: { category?: string | undefined },
  now: Date,
): Promise<Template[]> {
  const page = { view: 'all', sort: 'name', limit: libraryLimits.templates, offset: 0, category } as const;
  return (await listTemplates(db.kysely, workspaceId, userId, page, unusedSince(now))).templates;
}
