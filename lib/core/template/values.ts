/** What is printed: a mail's body, plain text, or one line of it. */
export type TemplateKind = 'html' | 'text' | 'subject';

/** The value at the end of a path of own properties; undefined where it breaks off. */
export function walk(start: unknown, parts: readonly string[]): unknown {
  let value = start;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    // Own property of an object, checked on the line above.
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** The text of a value, or undefined where there is none to print: nothing, blank, or not a plain value. */
export function printable(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  return undefined;
}

/** As Handlebars: nothing, blank, zero, false and the empty list are false. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'string' ? value.trim() !== '' : Boolean(value);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

/** What a value looks like in this kind of text. */
export function escapeFor(kind: TemplateKind, text: string): string {
  return kind === 'html'
    ? text.replaceAll(/[&<>"'`=]/g, (character) => escapes[character] ?? character)
    : text;
}

/** A line break in a subject would end the header; whoever wrote the value must not be able to add another. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
  return text.replaceAll(/[\s\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}
