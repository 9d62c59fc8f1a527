import type { Template, TemplateAttachments } from '../contract/template.ts';
import { languagesOf } from '../core/library/languages.ts';
import { searchText, searchWords, spelt } from '../core/library/search-text.ts';
import type { LocalDatabase } from './db.ts';
import { derived } from './derived.ts';

/** Which templates a list shows; an empty search and null mean all. */
export interface TemplateFilter {
  /** Words that must all stand in name, category, subject or text. */
  search: string;
  category: string | null;
  /** Of the template itself or of a variant. */
  language: string | null;
}

export interface TemplateList {
  /** Favourites first, then those used last, then by name. */
  templates: Template[];
  /** Of all templates, filtered or not, in the order of the alphabet; templates without one are in none. */
  categories: string[];
  languages: string[];
}

/** The user's own and the shared templates, from the local copy. */
export async function listTemplates(db: LocalDatabase, filter: TemplateFilter): Promise<TemplateList> {
  const all = await derived(db, 'templates', async () => (await db.templates.toArray()).sort(byNearness));
  const words = searchWords(filter.search);
  const found = all.filter((template) => fits(template, filter));
  return {
    templates: words.length > 0 ? holding(db, found, words) : found,
    categories: namesOf(all.map(({ category }) => category)),
    languages: namesOf(all.flatMap((template) => languagesOf(template))),
  };
}

/** What is searched of a text, for as long as the worker lives: it is the same until there is another version. */
const searched = new WeakMap<LocalDatabase, Map<string, { version: number; text: string }>>();

/** Those in which all words stand. What is searched in them is read when somebody searches. */
function holding(db: LocalDatabase, templates: readonly Template[], words: readonly string[]): Template[] {
  const known = searched.get(db) ?? new Map<string, { version: number; text: string }>();
  searched.set(db, known);
  return templates.filter((template) => {
    const { id, version, name, category, variants } = template;
    const read = known.get(id);
    const text = read?.version === version ? read.text : searchText([template, ...variants]);
    known.set(id, { version, text });
    const all = `${spelt(`${name}\n${category}`)} ${text}`;
    return words.every((word) => all.includes(word));
  });
}

export async function findTemplate(db: LocalDatabase, id: string): Promise<Template | null> {
  return (await db.templates.get(id)) ?? null;
}

/** The files that go with a mail made from a template. */
export async function findAttachments(
  db: LocalDatabase,
  templateId: string | undefined,
): Promise<TemplateAttachments | null> {
  const files = templateId ? (await findTemplate(db, templateId))?.attachments : null;
  return templateId && files?.length ? { templateId, files } : null;
}

/**
 * Counts a use in the local copy at once; the server is told by `templates.used` and its row takes this one's place.
 * Call inside `store.write`.
 */
export async function countTemplateUse(db: LocalDatabase, id: string, at: string): Promise<void> {
  await db.templates
    .where('id')
    .equals(id)
    .modify((template) => {
      template.useCount += 1;
      template.lastUsedAt = at;
    });
}

function byNearness(a: Template, b: Template): number {
  if (a.favourite !== b.favourite) return a.favourite ? -1 : 1;
  const [one, other] = [a.lastUsedAt ?? '', b.lastUsedAt ?? ''];
  if (one === other) return a.name.localeCompare(b.name);
  return one < other ? 1 : -1;
}

function fits(template: Template, { category, language }: TemplateFilter): boolean {
  if (category !== null && template.category !== category) return false;
  return language === null || languagesOf(template).includes(language);
}

function namesOf(names: readonly string[]): string[] {
  return [...new Set(names.filter((name) => name !== ''))].sort((a, b) => a.localeCompare(b));
}
