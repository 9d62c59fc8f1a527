import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { fieldsOf } from '../../lib/contract/issues.ts';
import { invalid, invalidField, ok, type Result, type WrongField } from '../../lib/contract/result.ts';
import { FileTemplate, NewTemplate, type TemplateContent } from '../../lib/contract/template.ts';
import type {
  HtmlImport,
  HtmlImportReport,
  TemplateImport,
  TemplateImportReport,
} from '../../lib/contract/template-file.ts';
import { TemplateError } from '../../lib/core/template/error.ts';
import type { Database } from '../db/open.ts';
import { findTemplates } from '../db/queries/templates.ts';
import { refusalOf } from './check.ts';
import type { Member } from './refusals.ts';
import { type Sanitised, sanitise, titleOf } from './sanitise.ts';
import { addTemplates, createTemplate, type Draft } from './templates.ts';

type Refused = TemplateImportReport['refused'][number];

/** One template of a file that can be added. */
interface Good {
  index: number;
  draft: Draft;
  removed: string[];
}

/**
 * Adds the templates of a file as the caller's own. Each is judged by itself; what acts is taken out of its HTML and
 * named. The same import once more adds nothing.
 *
 * @returns what was added and what was refused, by place in the file; `LIMIT_REACHED` before anything is added
 */
export async function importTemplates(
  db: Database,
  user: Member,
  { id, shared, file }: TemplateImport,
  now: Date,
): Promise<Result<TemplateImportReport>> {
  const judged: (Good | Refused)[] = [];
  for (const [index, raw] of file.templates.entries()) {
    judged.push(judge(raw, index, { importId: id, shared }));
    // Two thousand of them take seconds; others are answered between.
    await setImmediate();
  }
  const good = judged.filter((one) => 'draft' in one);
  const refused = judged.filter((one) => 'code' in one);
  const drafts = good.map(({ draft }) => draft);
  const failed = await addTemplates(db, user, drafts, now);
  if (failed) return failed;
  const stored = await findTemplates(
    db.kysely,
    user.workspaceId,
    user.userId,
    drafts.map(({ id: of }) => of),
  );
  const names = new Map(stored.map((template) => [template.id, template.name]));
  // Of a repeat, under the name that it has by now.
  const added = good.map(({ index, draft, removed }) => ({
    index,
    id: draft.id,
    name: names.get(draft.id) ?? draft.name,
    removed,
  }));
  return ok({ added, refused });
}

function judge(raw: unknown, index: number, how: { importId: string; shared: boolean }): Good | Refused {
  const parsed = FileTemplate.safeParse(raw);
  if (!parsed.success) return refuse(raw, index, fieldsOf(parsed.error.issues));
  const cleaned = clean(parsed.data);
  if ('fields' in cleaned) return refuse(raw, index, cleaned.fields);
  const { content, removed } = cleaned;
  const { category } = parsed.data;
  const draft = { ...content, category, shared: how.shared, id: idOf(how.importId, index) };
  const wrong = refusalOf(draft);
  return wrong ? refuse(raw, index, wrong.fields ?? []) : { index, draft, removed };
}

/** Without what acts, in any language; or the fields that are nested too deeply to be read. */
function clean(
  content: TemplateContent,
): { content: TemplateContent; removed: string[] } | { fields: WrongField[] } {
  const own = cleanHtml(content.html);
  if (!own.ok) return { fields: [{ path: 'html', message: own.message }] };
  const others: Sanitised[] = [];
  for (const [index, { html }] of content.variants.entries()) {
    const other = cleanHtml(html);
    if (!other.ok) return { fields: [{ path: `variants.${index}.html`, message: other.message }] };
    others.push(other.value);
  }
  const variants = content.variants.map((variant, index) => ({
    ...variant,
    html: others[index]?.html ?? '',
  }));
  const removed = [own.value, ...others].flatMap((one) => one.removed);
  return { content: { ...content, html: own.value.html, variants }, removed: [...new Set(removed)] };
}

function refuse(raw: unknown, index: number, fields: WrongField[]): Refused {
  const named = typeof raw === 'object' && raw !== null && 'name' in raw ? raw.name : null;
  const { code, message } = invalid(fields);
  return { index, name: typeof named === 'string' ? named : null, code, message, fields };
}

/** The same import gives its templates the same ids, so that a repeat finds them. */
function idOf(importId: string, index: number): string {
  const hex = createHash('sha256').update(`${importId} ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function cleanHtml(source: string): Result<Sanitised> {
  try {
    return ok(sanitise(source));
  } catch (error) {
    if (error instanceof TemplateError) return invalidField('source', error.message);
    throw error;
  }
}

/** Makes a private template of an HTML file: its body, and its title as the subject unless one is given. */
export async function importHtml(
  db: Database,
  user: Member,
  { source, ...asked }: HtmlImport,
  now: Date,
): Promise<Result<z.output<typeof HtmlImportReport>>> {
  const clean = cleanHtml(source);
  if (!clean.ok) return clean;
  const { html, removed } = clean.value;
  const subject = asked.subject ?? titleOf(source).slice(0, 998);
  const draft = NewTemplate.safeParse({ ...asked, subject, html });
  if (!draft.success) {
    const left = `${html.length} characters are left without what was taken out`;
    return invalidField('source', `${left}, more than a template may have`);
  }
  const created = await createTemplate(db, user, draft.data, now);
  return created.ok ? ok({ template: created.value, removed }) : created;
}
