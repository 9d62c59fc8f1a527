import { positionAt, TemplateError } from './error.ts';
import { type Fault, fault } from './faults.ts';
import { longestMergeText, mergeHead } from './merge-pattern.ts';

/** A piece of a template that is not text; `inner` is what stands between its braces or brackets. */
export interface Tag {
  type: 'mustache' | 'raw' | 'prompt' | 'comment' | 'merge';
  start: number;
  end: number;
  inner: string;
}

const longestTag = 5_000;
const mostTags = 200;
/** Inside all mustaches together: it is they that the parser takes its time for, and each name in them. */
const mostInner = 20_000;
const mostNames = 400;
/** A name, a part of a path, a number or a text in quotes. */
const word = /"[^"]*"|'[^']*'|[^\s=()|./~#^&*{}"']+/g;

/**
 * Finds mustaches `{{…}}`, comments `{{!-- … --}}`, prompts `{{! … }}` and merge fields `[[…]]` in one pass, so that
 * no source, however odd, takes longer than its length. A backslash before one makes it text.
 *
 * @throws {TemplateError} where a tag is never closed, or where there are too many
 */
export function scan(source: string): Tag[] {
  const tags: Tag[] = [];
  const readMerge = mergeReader(source);
  let at = 0;
  let inner = 0;
  let escaped = 0;
  let brackets = source.indexOf('[[');
  for (let braces = source.indexOf('{{'); braces >= 0 || brackets >= 0; ) {
    const isMerge = brackets >= 0 && (braces < 0 || brackets < braces);
    const start = isMerge ? brackets : braces;
    const isText = isEscaped(source, start);
    const tag = isText ? null : isMerge ? readMerge(start) : readBraces(source, start);
    if (tag) tags.push(tag);
    // The parser takes its time for these too.
    if (isText && !isMerge) escaped += 1;
    if (tag && isMustache(tag)) inner += tag.inner.length;
    if (inner > mostInner) throw new TemplateError(fault('tagsTooLong', { most: mostInner }));
    if (tags.length + escaped > mostTags) throw new TemplateError(fault('tagsTooMany', { most: mostTags }));
    at = tag?.end ?? start + (isMerge ? 1 : 2);
    if (braces >= 0 && braces < at) braces = source.indexOf('{{', at);
    if (brackets >= 0 && brackets < at) brackets = source.indexOf('[[', at);
  }
  return tags;
}

/** @throws {TemplateError} where all tags together name more than a template may */
export function checkNames(tags: readonly Tag[]): void {
  let names = 0;
  for (const tag of tags) if (isMustache(tag)) names += tag.inner.match(word)?.length ?? 0;
  if (names > mostNames) throw new TemplateError(fault('namesTooMany', { most: mostNames }));
}

function isMustache({ type }: Tag): boolean {
  return type === 'mustache' || type === 'raw';
}

/** One backslash makes text of what follows; two are a backslash. */
function isEscaped(source: string, start: number): boolean {
  return source[start - 1] === '\\' && source[start - 2] !== '\\';
}

/** Reads merge fields from left to right: what ends the text of one is looked for once, however many begin before it. */
function mergeReader(source: string): (start: number) => Tag | null {
  const stops = /[\]\n{}]/g;
  let stop = -1;
  return (start) => {
    mergeHead.lastIndex = start;
    if (!mergeHead.test(source)) return null;
    const head = mergeHead.lastIndex;
    if (stop < head) {
      stops.lastIndex = head;
      stop = stops.exec(source)?.index ?? source.length;
    }
    if (stop - head > longestMergeText + 1 || !source.startsWith(']]', stop)) return null;
    return { type: 'merge', start, end: stop + 2, inner: source.slice(start + 2, stop) };
  };
}

function readBraces(source: string, start: number): Tag {
  const opening = source.slice(start, start + 6);
  if (opening.startsWith('{{{{')) throw wrong(source, start, fault('rawBlock', { tag: '{{{{…}}}}' }));
  if (/^\{\{~?!--/.test(opening)) return closeComment(source, start);
  if (/^\{\{~?!/.test(opening)) {
    const end = closeAt(source, start, '}}');
    const inner = source
      .slice(start + 2, end - 2)
      .replace(/^~?!/, '')
      .replace(/~$/, '')
      .trim();
    return { type: inner === '' ? 'comment' : 'prompt', start, end, inner };
  }
  const isRaw = opening.startsWith('{{{');
  const end = closeMustache(source, start, isRaw ? '}}}' : '}}');
  const width = isRaw ? 3 : 2;
  return { type: isRaw ? 'raw' : 'mustache', start, end, inner: source.slice(start + width, end - width) };
}

function closeComment(source: string, start: number): Tag {
  const rest = /--~?\}\}/g;
  rest.lastIndex = start + 5;
  const found = rest.exec(source);
  if (!found) throw wrong(source, start, fault('noteOpen', { tag: '{{!--', closing: '--}}' }));
  return { type: 'comment', start, end: found.index + found[0].length, inner: '' };
}

function closeAt(source: string, start: number, closing: string): number {
  const found = source.slice(start, start + longestTag).indexOf(closing, 2);
  if (found < 0) throw neverClosed(source, start, closing);
  return start + found + closing.length;
}

/** The end of a mustache; braces in quotes and in `[names]` close nothing. */
function closeMustache(source: string, start: number, closing: string): number {
  const most = Math.min(source.length, start + longestTag);
  for (let at = start + closing.length; at < most; at += 1) {
    if (source.startsWith(closing, at)) return at + closing.length;
    const quote = quotes[source[at] ?? ''];
    if (quote === undefined) continue;
    at = source.indexOf(quote, at + 1);
    if (at < 0 || at >= most) throw wrong(source, start, fault('quoteOpen', { quote, closing }));
  }
  throw neverClosed(source, start, closing);
}
const quotes: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']' };

function neverClosed(source: string, start: number, closing: string): TemplateError {
  const opening = '{'.repeat(closing.length);
  const tag = opening + excerpt(source, start + closing.length);
  return wrong(source, start, fault('tagOpen', { tag, closing }));
}

function excerpt(source: string, at: number): string {
  return source.slice(at, at + 20).split('\n')[0] ?? '';
}

function wrong(source: string, at: number, what: Fault): TemplateError {
  return new TemplateError(what, positionAt(source, at));
}
