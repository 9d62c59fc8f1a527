import type { TemplateContext } from './run.ts';
import { printable } from './values.ts';

const nothing: ReadonlySet<string> = new Set();

/**
 * A person's values, with those of the CRM where they have none, and which these are. Custom fields are merged by
 * their names.
 */
export function mergeCrm(
  context: TemplateContext,
  crm: TemplateContext | undefined,
): { context: TemplateContext; fromCrm: ReadonlySet<string> } {
  if (!crm) return { context, fromCrm: nothing };
  const fromCrm = new Set<string>();
  const merged = fillIn(context, crm, '', fromCrm);
  const { fields } = context;
  if (isRecord(fields) && isRecord(crm.fields))
    return { context: { ...merged, fields: fillIn(fields, crm.fields, 'fields.', fromCrm) }, fromCrm };
  return { context: merged, fromCrm };
}

function fillIn(
  own: TemplateContext,
  other: TemplateContext,
  prefix: string,
  fromCrm: Set<string>,
): TemplateContext {
  const lacking = Object.entries(other).filter(([name, value]) => {
    const has = Object.hasOwn(own, name) ? own[name] : undefined;
    return printable(value) !== undefined && printable(has) === undefined && !isRecord(has);
  });
  for (const [name] of lacking) fromCrm.add(prefix + name);
  return { ...own, ...Object.fromEntries(lacking) };
}

function isRecord(value: unknown): value is TemplateContext {
  return typeof value === 'object' && value !== null;
}
