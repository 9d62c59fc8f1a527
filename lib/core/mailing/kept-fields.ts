import { sameFieldOf } from '../template/merge-fields.ts';
import type { TemplateContext } from '../template/run.ts';
import { SafeHtml, sanitisedHtml } from '../template/safe-html.ts';

/** Values that a mail is written with, as they are kept: what JSON can hold. */
export type KeptFields = Readonly<Record<string, unknown>>;

/** Under which names of a context a field may find its value. */
export function rootsOf(name: string): string[] {
  return [...new Set([name, sameFieldOf(name)])].map((path) => path.split('.')[0] ?? path);
}

/** What of a context stands under these names, as it can be kept. */
export function keepOf(context: TemplateContext, names: readonly string[]): KeptFields {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(context, name) ? context[name] : undefined;
      if (value === undefined || value === null || value === '') return [];
      if (value instanceof SafeHtml) return [[name, { [safeMark]: value.html, text: value.text }]];
      return [[name, value]];
    }),
  );
}

/** How sanitised HTML is told from other values where it is kept. */
const safeMark = ' safe html';

interface KeptHtml {
  [safeMark]: string;
  text: string;
}

/** Sanitised HTML as `keepOf` wrote it. */
export function isKeptHtml(value: unknown): value is KeptHtml {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, safeMark);
}

/** Kept values as a template reads them. */
export function givenBack(fields: KeptFields): TemplateContext {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (!isKeptHtml(value)) return [name, value];
      const { [safeMark]: html, text } = value;
      return [name, sanitisedHtml(html, text)];
    }),
  );
}
