import type { z } from 'zod';
import { invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { NewTemplate } from '../../lib/contract/template.ts';
import type {
  HtmlImport,
  HtmlImportReport,
  TemplateImport,
  TemplateImportReport,
} from '../../lib/contract/template-file.ts';
import { findExpressions } from '../../lib/core/editor/expressions.ts';
import type { Database } from '../db/open.ts';
import { findTemplates } from '../db/queries/templates.ts';
import { judgeApart } from './judge-apart.ts';
import type { Member } from './refusals.ts';
import { addTemplates, createTemplate } from './templates.ts';

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
  const looked = await judgeApart({ kind: 'templates', templates: file.templates, importId: id, shared });
  if (!looked.ok) return looked;
  const judged = looked.value;
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

/** Makes a private template of an HTML file: its body, and its title as the subject unless one is given. */
export async function importHtml(
  db: Database,
  user: Member,
  { source, ...asked }: HtmlImport,
  now: Date,
): Promise<Result<z.output<typeof HtmlImportReport>>> {
  const judged = await judgeApart({ kind: 'html', source });
  if (!judged.ok) return judged;
  const clean = judged.value;
  if (!clean.ok) return clean;
  const { html, removed, title } = clean.value;
  const subject = asked.subject ?? cutBeforeField(title, 998);
  const draft = NewTemplate.safeParse({ ...asked, subject, html });
  if (!draft.success) {
    const left = `${html.length} characters are left without what was taken out`;
    return invalidField('source', `${left}, more than a template may have`);
  }
  const created = await createTemplate(db, user, draft.data, now);
  return created.ok ? ok({ template: created.value, removed }) : created;
}

/** No longer than that, and no field of it in two. */
function cutBeforeField(text: string, most: number): string {
  const cut = findExpressions(text).find(({ start, end }) => start < most && end > most);
  return text.slice(0, cut?.start ?? most);
}
