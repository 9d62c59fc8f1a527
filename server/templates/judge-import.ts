import { createHash } from 'node:crypto';
import { fieldsOf } from '../../lib/contract/issues.ts';
import { invalid, ok, type Result, type WrongField } from '../../lib/contract/result.ts';
import { FileTemplate, type TemplateContent } from '../../lib/contract/template.ts';
import type { TemplateImportReport } from '../../lib/contract/template-file.ts';
import { refusalOf } from './check.ts';
import { cleanHtml } from './clean-html.ts';
import { type Sanitised, titleOf } from './sanitise.ts';
import type { Draft } from './templates.ts';

export type Refused = TemplateImportReport['refused'][number];

/** One template of a file that can be added. */
export interface Good {
  index: number;
  draft: Draft;
  removed: string[];
}

/** What comes from elsewhere and is to be templates; a tenth of a second and more for a long one. */
export type Judging =
  | { kind: 'templates'; templates: readonly unknown[]; importId: string; shared: boolean }
  | { kind: 'html'; source: string };
export interface Judged {
  templates: (Good | Refused)[];
  html: Result<Sanitised & { title: string }>;
}

/** Each template by itself, or a page made elsewhere without what acts. */
export function judgeImport(work: Judging): Judged[Judging['kind']] {
  if (work.kind === 'templates') return work.templates.map((raw, index) => judge(raw, index, work));
  const clean = cleanHtml(work.source, 'source');
  return clean.ok ? ok({ ...clean.value, title: titleOf(work.source) }) : clean;
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
  const own = cleanHtml(content.html, 'html');
  if (!own.ok) return { fields: [{ path: 'html', message: own.message }] };
  const others: Sanitised[] = [];
  for (const [index, { html }] of content.variants.entries()) {
    const other = cleanHtml(html, 'html');
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
