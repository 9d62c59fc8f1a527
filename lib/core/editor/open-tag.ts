import { decodeEntities } from '../text/decode-entities.ts';
import { findExpressions, maskExpressions } from './expressions.ts';

/** An attribute as it stands in a tag. */
export interface WrittenAttribute {
  /** In small letters. */
  name: string;
  /** With entities decoded; empty where there is none. */
  value: string;
  start: number;
  end: number;
}

const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+)))?/g;

/** Name of a start tag such as `<td align="center">`, in small letters; empty where it is none. */
export function tagName(open: string): string {
  return (/^<([a-z][^\s/>]*)/i.exec(open)?.[1] ?? '').toLowerCase();
}

/** The attributes of a start tag; of one that stands twice the first, which is the one that counts. */
export function attributesOf(open: string): WrittenAttribute[] {
  const masked = maskExpressions(open, findExpressions(open));
  const head = /^<[a-z][^\s/>]*/i.exec(masked)?.[0].length ?? masked.length;
  const found = new Map<string, WrittenAttribute>();
  attribute.lastIndex = head;
  for (let match = attribute.exec(masked); match; match = attribute.exec(masked)) {
    const [whole, name = '', ...values] = match;
    const length = (values.find((value) => value !== undefined) ?? '').length;
    const end = match.index + whole.length;
    const valueEnd = /["']$/.test(whole) ? end - 1 : end;
    const key = name.toLowerCase();
    if (found.has(key)) continue;
    const value = decodeEntities(open.slice(valueEnd - length, valueEnd));
    found.set(key, { name: key, value, start: match.index, end });
  }
  return [...found.values()];
}

export function attributeOf(open: string, name: string): string | null {
  return attributesOf(open).find((one) => one.name === name)?.value ?? null;
}

/** The tag with another value for one attribute, all else as it was; null takes the attribute out. */
export function withAttribute(open: string, name: string, value: string | null): string {
  const present = attributesOf(open).find((one) => one.name === name);
  const written = value === null ? '' : `${name}="${encodeAttribute(value)}"`;
  if (present) {
    const before = written ? open.slice(0, present.start) : open.slice(0, present.start).trimEnd();
    return before + written + open.slice(present.end);
  }
  if (!written) return open;
  const end = /\s*\/?>$/.exec(open)?.index ?? open.length;
  return `${open.slice(0, end)} ${written}${open.slice(end)}`;
}

/** One declaration of a `style`; null where it is not there. */
export function styleOf(open: string, property: string): string | null {
  return declarations(attributeOf(open, 'style') ?? '').find(([name]) => name === property)?.[1] ?? null;
}

/** The tag with one declaration of its `style` changed; null takes it out, and the attribute with the last one. */
export function withStyle(open: string, property: string, value: string | null): string {
  const others = declarations(attributeOf(open, 'style') ?? '').filter(([name]) => name !== property);
  const all = value === null ? others : [...others, [property, value]];
  return withAttribute(open, 'style', all.length > 0 ? all.map((one) => one.join(':')).join(';') : null);
}

/** The same tag under another name. */
export function renamed(open: string, name: string): string {
  return open === '' ? `<${name}>` : open.replace(/^<[^\s/>]+/, `<${name}`);
}

/** @returns name and value of each declaration; a `;` inside brackets or quotes ends none */
function declarations(style: string): [string, string][] {
  const parts = style.match(/(?:\([^)]*\)|"[^"]*"|'[^']*'|[^;])+/g) ?? [];
  return parts.flatMap((part) => {
    const colon = part.indexOf(':');
    if (colon < 1) return [];
    return [[part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim()]];
  });
}

function encodeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
