import { findExpressions } from '../editor/expressions.ts';
import { type HtmlElement, type HtmlNode, readTree } from '../editor/html-tree.ts';
import { attributesOf, styleOf } from '../editor/open-tag.ts';
import { plainName } from '../person/custom-fields.ts';
import { compile, type Template } from '../template/compile.ts';
import { type Position, positionsIn, TemplateError } from '../template/error.ts';
import type { Fault } from '../template/faults.ts';
import { customFieldPath } from '../template/fields.ts';
import { mergeFieldNames, mergeFieldOf } from '../template/merge-fields.ts';
import { nearest } from '../template/nearest.ts';
import { htmlToText } from '../template/plain-text.ts';
import { hiddenLine } from '../template/preheader.ts';
import { emptyWithout } from '../template/print.ts';
import { readAnyway } from '../template/read-anyway.ts';
import type { TemplateKind } from '../template/values.ts';
import { forbiddenIn } from './forbidden.ts';
import { mistakeInLink } from './links.ts';

/** Of the HTML, its preheader included; above it Gmail shows the beginning alone. */
export const clippedBytes = 102 * 1024;

const grave = ['unreadable', 'forbidden', 'linkEmpty', 'linkBroken', 'unknownField', 'noSubject'] as const;
/** The gravest first. */
export const findingRules = [
  ...grave,
  'tooLarge',
  'prompt',
  'mayBeEmpty',
  'noText',
  'noImage',
  'noAlt',
  'noImageSize',
  'noPreheader',
] as const;
export type FindingRule = (typeof findingRules)[number];

/** Something that is wrong with a mail, or looks so. */
export interface Finding {
  rule: FindingRule;
  part: 'subject' | 'preheader' | 'html' | 'text';
  /** Null: all of the part. */
  position: Position | null;
  /** A name, an address or a reason, as it stands there; empty where there is nothing to say. */
  what: string;
  /** What was probably meant. */
  meant: string | null;
  /** Of `unreadable`: what is wrong, to be said in another language; absent or null where only `what` says it. */
  fault?: Fault | null;
}

/** The mail as it is written. */
export interface WrittenMail {
  subject: string;
  preheader: string;
  html: string;
  /** Null: made of the HTML. */
  text: string | null;
}

/** The rules whose findings stand in the way of a send; the others are advice. */
export const graveRules: ReadonlySet<FindingRule> = new Set(grave);

/** The fields that have a value for somebody. */
export interface KnownFields {
  names: readonly string[];
  /** Names of custom fields, `x` in `fields.x`; null: not known, and so any. */
  custom: readonly string[] | null;
}

/** All that is wrong with a mail, the gravest rule first, and each rule's in the order of the text. */
export function findMistakes(mail: WrittenMail, fields: KnownFields): Finding[] {
  const findings = [
    ...inPart(mail, 'subject', 'subject', fields),
    ...inPart(mail, 'preheader', 'subject', fields),
    ...inPart(mail, 'html', 'html', fields),
    ...inPart(mail, 'text', 'text', fields),
    ...inHtml(mail.html),
    ...inWhole(mail),
  ];
  return findings.sort((a, b) => findingRules.indexOf(a.rule) - findingRules.indexOf(b.rule));
}

function finding(
  rule: FindingRule,
  part: Finding['part'],
  position: Position | null = null,
  what = '',
  meant: string | null = null,
): Finding {
  return { rule, part, position, what, meant };
}

/** Fields, prompts and blocks of one part. */
function inPart(mail: WrittenMail, part: Finding['part'], kind: TemplateKind, known: KnownFields): Finding[] {
  const source = mail[part] ?? '';
  const { errors, fields, prompts } = readAnyway(source, kind);
  return [
    ...errors.map((error) => mistakeOf(error, source, part, known)),
    ...fields
      .filter(({ name, isInner }) => !isInner && !isKnown(name, known))
      .map(({ name, position }) => finding('unknownField', part, position, name, meantBy(name, known))),
    ...unknownMerges(source, part),
    ...prompts.map(({ text, position }) => finding('prompt', part, position, text)),
    ...fields
      .filter(({ name, isInner, isBare }) => isBare && !isInner && emptyWithout.includes(withoutWay(name)))
      .map(({ name, position }) => finding('mayBeEmpty', part, position, withoutWay(name))),
  ];
}

/** A name with blanks in it reads as a call; where it is nearly a field's, the field was meant. */
function mistakeOf(
  { fault, position, reason }: TemplateError,
  source: string,
  part: Finding['part'],
  known: KnownFields,
): Finding {
  const at = position && source.slice(position.offset, position.offset + 300);
  const words =
    fault?.code === 'noHelper' ? /^\{\{~?\s*([^{}"'()=]+?)\s*~?\}\}/.exec(at ?? '')?.[1] : undefined;
  const field = words?.replaceAll(/\s+/g, '_');
  const meant = field === undefined ? null : known.names.includes(field) ? field : meantBy(field, known);
  if (words !== undefined && meant !== null) return finding('unknownField', part, position, words, meant);
  return { ...finding('unreadable', part, position, reason, fault?.meant ?? null), fault };
}

function isKnown(name: string, { names, custom }: KnownFields): boolean {
  const field = withoutWay(name);
  if (names.includes(field)) return true;
  const own = customNameIn(field);
  if (own === null || custom === null) return own !== null;
  return field.startsWith('fields.')
    ? custom.includes(own)
    : custom.some((one) => [plainName(one), plainName(one).toLowerCase()].includes(own));
}

/** The custom field that a name asks for; null where it asks for none. All other fields are texts, which have no parts. */
function customNameIn(field: string): string | null {
  return /^(?:fields\.|custom_field_)(.+)$/su.exec(field)?.[1] ?? null;
}

function meantBy(name: string, { names, custom }: KnownFields): string | null {
  const field = withoutWay(name);
  const [first = ''] = field.split('.');
  if (first !== 'fields' && names.includes(first)) return first;
  const own = customNameIn(field) ?? field;
  const close = nearest(field, names) ?? nearest(own, custom ?? []);
  return close === null || names.includes(close) ? close : customFieldPath(close);
}

/** As it is called where it is looked up. */
function withoutWay(name: string): string {
  return name.replace(/^(?:\.\.\/|@root\.)+/, '');
}

function unknownMerges(source: string, part: Finding['part']): Finding[] {
  const positionOf = positionsIn(source);
  return findExpressions(source).flatMap(({ start, end }) => {
    if (!source.startsWith('[[', start)) return [];
    const [written = ''] = source.slice(start + 2, end - 2).split('|');
    const name = mergeFieldOf(written.trim());
    if (mergeFieldNames.includes(name)) return [];
    return [finding('unknownField', part, positionOf(start), name, nearest(name, mergeFieldNames))];
  });
}

function inHtml(html: string): Finding[] {
  const positionOf = positionsIn(html);
  return elementsOf(readTree(html) ?? []).flatMap((element) => {
    if (element.name !== 'a' && element.name !== 'img') return [];
    const position = positionOf(element.start);
    const open = html.slice(element.start, element.openEnd);
    return element.name === 'a' ? inLink(open, position) : inImage(open, position);
  });
}

function inLink(open: string, position: Position): Finding[] {
  const attributes = new Map(attributesOf(open).map(({ name, value }) => [name, value]));
  // A place to lead to, and no link.
  if (!attributes.has('href') && (attributes.has('name') || attributes.has('id'))) return [];
  const href = attributes.get('href') ?? '';
  const mistake = mistakeInLink(href);
  if (mistake === null) return [];
  const meant = /^www\./i.test(href.trim()) ? `https://${href.trim()}` : null;
  return [finding(mistake === 'empty' ? 'linkEmpty' : 'linkBroken', 'html', position, href, meant)];
}

function inImage(open: string, position: Position): Finding[] {
  const attributes = new Map(attributesOf(open).map(({ name, value }) => [name, value]));
  const src = attributes.get('src') ?? '';
  const found: Finding[] = [];
  if (!/^(?:https?:\/\/|\{\{|\[\[|cid:|data:image\/)/i.test(src.trim()))
    found.push(finding('noImage', 'html', position, src));
  if (!attributes.has('alt')) found.push(finding('noAlt', 'html', position, src));
  if (!attributes.has('width') && styleOf(open, 'width') === null)
    found.push(finding('noImageSize', 'html', position, src));
  return found;
}

function elementsOf(nodes: readonly HtmlNode[]): HtmlElement[] {
  const found: HtmlElement[] = [];
  const take = (node: HtmlNode): void => {
    if (node.type !== 'element') return;
    found.push(node);
    node.children.forEach(take);
  };
  nodes.forEach(take);
  return found;
}

function inWhole(mail: WrittenMail): Finding[] {
  const found = inMarkup(mail.html);
  if (mail.subject.trim() === '') found.push(finding('noSubject', 'subject'));
  if (mail.preheader.trim() === '') found.push(finding('noPreheader', 'preheader'));
  if (mail.text === null ? !hasText(mail.html) : mail.text.trim() === '')
    found.push(finding('noText', 'text'));
  const bytes = bytesOf(hiddenLine(mail.preheader) + mail.html);
  if (bytes > clippedBytes) found.push(finding('tooLarge', 'html', null, String(Math.round(bytes / 1024))));
  return found;
}

/** The beginning of a long one says so, nearly always, up to a tag. */
function hasText(html: string): boolean {
  const beginning = html.length > longBeginning ? html.slice(0, html.lastIndexOf('<', longBeginning)) : '';
  return [beginning, html].some((part) => part !== '' && htmlToText(part).trim() !== '');
}
const longBeginning = 10_000;

/** What acts, as it is written and as it can be printed, and what is left open. */
function inMarkup(html: string): Finding[] {
  try {
    const read = readMarkup(html);
    const acting = new Set([...forbiddenIn(html), ...(read?.acting ?? [])]);
    const found = [...acting].map((what) => finding('forbidden', 'html', placeOf(html, what), what));
    return read?.leftOpen ? [...found, unreadable(read.leftOpen)] : found;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [unreadable(error)];
  }
}

function unreadable({ position, reason, fault }: TemplateError): Finding {
  return { ...finding('unreadable', 'html', position, reason), fault };
}

/** Of one that cannot be read that is said already. */
function readMarkup(html: string): Template | null {
  try {
    return compile(html, { kind: 'html' });
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}

function placeOf(html: string, what: string): Position | null {
  const offset = html.toLowerCase().indexOf(what.replace(/>$/, '').toLowerCase());
  return offset < 0 ? null : positionsIn(html)(offset);
}

/** Length in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (const one of text) {
    const code = one.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
