import { SafeHtml } from './safe-html.ts';
import { UrlText } from './url-text.ts';

/** What is printed: a mail's body, plain text, or one line of it. */
export type TemplateKind = 'html' | 'text' | 'subject';

/** A value by its own name only, never one of a prototype, and never a function: data cannot be called. */
export function ownValue(from: unknown, name: string | number): unknown {
  if (typeof from !== 'object' || from === null || !Object.hasOwn(from, name)) return undefined;
  // Own property of an object, checked on the line above.
  const value = (from as Record<string | number, unknown>)[name];
  return typeof value === 'function' ? undefined : value;
}

/** The value at the end of a path of own properties; undefined where it breaks off. */
export function walk(start: unknown, parts: readonly string[]): unknown {
  return parts.reduce(ownValue, start);
}

/** The text of a value, or undefined where there is none to print: nothing, blank, or not a plain value. */
export function printable(value: unknown): string | undefined {
  if (typeof value === 'string') return isBlank(value) ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return value instanceof SafeHtml || value instanceof UrlText ? printable(value.text) : undefined;
}

/** As Handlebars, with blank text too: nothing, blank, zero, false and the empty list are false. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'string' ? !isBlank(value) : Boolean(value);
}

/** A character that shows: no blank, no control, none that is there to join, hide or direct others; nor the empty Braille cell. */
const seen = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

function isBlank(text: string): boolean {
  return !seen.test(text);
}

/** A text that takes as long to look at as to print, be it blank. */
export function isLong(value: unknown): value is string {
  return typeof value === 'string' && value.length > 1_000;
}

/** A line break in a subject would end the header; whoever wrote the value must not be able to add another. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  return text.replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}
