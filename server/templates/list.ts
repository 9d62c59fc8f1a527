import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { libraryLimits } from '../../lib/contract/template.ts';
import type { TemplateSummary } from '../../lib/contract/template-library.ts';
import { languagesOf } from '../../lib/core/library/languages.ts';
import { recommendedFor } from '../../lib/core/library/recommend.ts';
import { isUnused, unusedSince } from '../../lib/core/library/unused.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Database } from '../db/open.ts';
import { findPerson } from '../db/queries/people.ts';
import { findFigures } from '../db/queries/template-figures.ts';
import {
  fillSearchTexts,
  type ListedTemplate,
  listTemplates,
  type TemplatePage,
} from '../db/queries/template-list.ts';
import type { Member } from './refusals.ts';

/** A page of the library as a list shows it. */
export async function listLibrary(
  db: Database,
  { workspaceId, userId }: Member,
  page: TemplatePage,
  now: Date,
): Promise<{ templates: TemplateSummary[]; total: number }> {
  if (page.search) await fillSearchTexts(db.kysely, workspaceId);
  const found = await listTemplates(db.kysely, workspaceId, userId, page, unusedSince(now));
  return { templates: await summaries(db, workspaceId, found.templates, now), total: found.total };
}

/** What is recommended for a person, the most fitting first. */
export async function listRecommended(
  db: Database,
  { workspaceId, userId }: Member,
  personId: string,
  now: Date,
): Promise<Result<TemplateSummary[]>> {
  const person = await findPerson(db.kysely, workspaceId, personId);
  if (!person) return fail('NOT_FOUND', 'there is no such person');
  const page = { view: 'all', sort: 'name', limit: libraryLimits.templates, offset: 0 } as const;
  const { templates } = await listTemplates(db.kysely, workspaceId, userId, page, unusedSince(now));
  const spoken = templates.map((template) => ({ ...template, languages: languagesOf(template) }));
  const ranked = recommendedFor(spoken, person, await getWriter(db.kysely, workspaceId, userId));
  return ok(await summaries(db, workspaceId, ranked, now));
}

async function summaries(
  db: Database,
  workspaceId: string,
  templates: ListedTemplate[],
  now: Date,
): Promise<TemplateSummary[]> {
  const figures = await findFigures(
    db.kysely,
    workspaceId,
    templates.map(({ id }) => id),
  );
  return templates.map((template) => {
    const { html: _, text: __, variants: ___, ...rest } = template;
    const known = figures.get(template.id);
    if (!known) throw new Error(`expected figures of template ${template.id}`);
    const life = { createdAt: template.createdAt, lastUsedAt: template.lastUsedByAnybodyAt };
    return { ...rest, languages: languagesOf(template), unused: isUnused(life, now), figures: known };
  });
}
