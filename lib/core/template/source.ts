/// <reference path="../handlebars/modules.d.ts" />

import { parse } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import type { Program } from '../handlebars/ast.ts';
import { standAlone } from './alone.ts';
import { checkBlocks } from './blocks.ts';
import {
  isStackDepth,
  lastUpTo,
  lineStarts,
  type Position,
  positionAt,
  positionsIn,
  TemplateError,
} from './error.ts';
import { fault } from './faults.ts';
import { isHelperName } from './helper-names.ts';
import { mistakeInMerge } from './merge-fields.ts';
import { checkNames, scan, type Tag } from './scan.ts';

/** Names that no one can type by accident, for the forms that Handlebars itself does not know. */
export const promptHelper = '!prompt';
export const defaultHelper = '!default';
export const mergeHelper = '!merge';

export interface Prompt {
  text: string;
  position: Position;
}

export interface Source {
  program: Program;
  /** Texts of prompts, defaults and merge fields, by the number that stands in the program. */
  texts: readonly string[];
  prompts: readonly Prompt[];
  /** From a line (1…) and column (0…) of the program to the place in the source as written. */
  locate(line: number, column: number): Position;
}

const maxSource = 600_000;

/**
 * Reads a template with Handlebars' own parser, after rewriting what its grammar lacks: the default form
 * `{{first_name | default: "there"}}`, prompts `{{! say something about … }}`, which stay visible, and merge fields
 * `[[customer.name]]`, also `[[customer.name|there]]`.
 *
 * @param isHtml - inside tags, entities stand for their characters (an editor writes `"` as `&quot;`)
 * @throws {TemplateError} naming line, column and cause
 */
export function readSource(source: string, isHtml: boolean): Source {
  if (source.length > maxSource) throw new TemplateError(fault('tooLong', { most: maxSource }));
  const tags = scan(source).map((tag) => (isHtml ? { ...tag, inner: decode(tag.inner) } : tag));
  checkBlocks(source, tags);
  checkNames(tags);
  const rewritten = rewriteAll(source, tags);
  const positionOf = positionsIn(source);
  const locate = locator(positionOf, rewritten.text, rewritten.marks);
  const prompts = tags
    .filter(({ type }) => type === 'prompt')
    .map(({ inner, start }) => ({ text: inner, position: positionOf(start) }));
  const unreadable = (): Unreadable | null => {
    const tag = tags.find((one) => !isReadable(source, one));
    return tag ? { near: source.slice(tag.start, tag.end), position: positionOf(tag.start) } : null;
  };
  const program = parseProgram(rewritten.text, locate, unreadable);
  return { program, texts: rewritten.texts, prompts, locate };
}

interface Mark {
  written: number;
  rewritten: number;
  /** What follows is not as it was written: all of it stands for its beginning. */
  isChanged: boolean;
}

function rewriteAll(source: string, tags: readonly Tag[]): { text: string; texts: string[]; marks: Mark[] } {
  const texts: string[] = [];
  const marks: Mark[] = [{ written: 0, rewritten: 0, isChanged: false }];
  let text = '';
  let at = 0;
  for (const tag of tags) {
    text += plain(source.slice(at, tag.start));
    const now = rewrite(source, tag, (one) => texts.push(one) - 1);
    const isChanged = now !== source.slice(tag.start, tag.end);
    marks.push({ written: tag.start, rewritten: text.length, isChanged });
    text += now;
    marks.push({ written: tag.end, rewritten: text.length, isChanged: false });
    at = tag.end;
  }
  return { text: text + plain(source.slice(at)), texts, marks };
}

/** `\[[` is how one writes `[[` itself. */
function plain(text: string): string {
  return text.includes('\\[[') ? text.replaceAll('\\[[', '[[') : text;
}

function rewrite(source: string, { type, inner, start, end }: Tag, keep: (text: string) => number): string {
  switch (type) {
    case 'comment':
      return source.slice(start, end);
    case 'prompt':
      return `{{[${promptHelper}] ${keep(inner)}}}`;
    case 'merge': {
      const [path = '', ...rest] = inner.split('|');
      const mistake = mistakeInMerge(path.trim());
      if (mistake) throw new TemplateError(mistake, positionAt(source, start));
      const given = rest.length > 0 ? ` ${keep(unquote(rest.join('|')))}` : '';
      return `{{[${mergeHelper}] ${keep(path.trim())}${given}}}`;
    }
    case 'raw':
      return `{{{${inner}}}}`;
    case 'mustache':
      return rewriteDefault(source, inner, start, keep);
  }
}

/** `field | default: "text"`; `{{first name | default: …}}` stands in guides people copy from. */
function rewriteDefault(
  source: string,
  inner: string,
  start: number,
  keep: (text: string) => number,
): string {
  const bar = barIn(inner);
  if (bar < 0) return `{{${inner}}}`;
  const { before, after, words } = partsOf(inner, bar);
  const text = defaultText(words);
  const field = inner.slice(before.length, bar).trim();
  if (text === undefined || field === '')
    throw new TemplateError(fault('afterBar', { form: 'default: "a text"' }), positionAt(source, start));
  const [first = '', ...others] = field.split(/\s+/);
  const isCall = others.length > 0 && isHelperName(first);
  const name = /[["']/.test(field) ? field : [first, ...others].join('_');
  const call = isCall ? `(${field})` : name;
  return `{{${before}[${defaultHelper}] ${call} ${keep(text)}${after}}}`;
}

function partsOf(inner: string, bar: number): { before: string; after: string; words: string } {
  const before = inner.startsWith('~') ? '~' : '';
  const after = inner.endsWith('~') ? '~' : '';
  const words = inner.slice(bar + 1, inner.length - after.length).trim();
  return { before, after, words };
}

/** The bar of a default: not one of `as |names|`, nor one inside quotes or `[names]`. */
function barIn(inner: string): number {
  if (/^~?\s*[#^]/.test(inner)) return -1;
  const before = /^(?:[^|"'[]|"[^"]*"|'[^']*'|\[[^\]]*\])*\|/.exec(inner)?.[0];
  return before === undefined ? -1 : before.length - 1;
}

function unquote(text: string): string {
  return defaultText(text.trim()) ?? text.trim();
}

/** Of `default: "a text"`. As in Handlebars' own texts, a quotation mark inside is written with a backslash. */
function defaultText(words: string): string | undefined {
  const [, mark = '', text] = /^default\s*:\s*(["'“”])([\s\S]*)["'”]$/.exec(words) ?? [];
  return text?.replaceAll(`\\${mark}`, mark);
}

interface Unreadable {
  near: string;
  position: Position;
}

function parseProgram(text: string, locate: Source['locate'], unreadable: () => Unreadable | null): Program {
  try {
    // The parser gives a tree of this shape.
    return parse(text) as Program;
  } catch (error) {
    if (isStackDepth(error)) throw new TemplateError(fault('tooDeep', {}));
    throw explain(error, locate, unreadable);
  }
}

/** Can the parser make sense of a tag, whatever stands around it? */
function isReadable(source: string, tag: Tag): boolean {
  const alone = standAlone(
    tag,
    rewrite(source, tag, () => 0),
  );
  try {
    if (alone) parse(alone.source);
    return true;
  } catch {
    return false;
  }
}

const mostNear = 40;

/**
 * Handlebars says `Parse error on line 3:` with an excerpt and a list of token names. People need to know which
 * expression it is.
 */
function explain(
  error: unknown,
  locate: Source['locate'],
  unreadable: () => Unreadable | null,
): TemplateError {
  const message = error instanceof Error ? error.message : String(error);
  const [first = '', excerpt = ''] = message.split('\n');
  const cause = { cause: error };
  const line = /^(?:Parse|Lexical) error on line (\d+)/.exec(first)?.[1];
  if (line) {
    const { near, position } = unreadable() ?? {
      near: excerpt.slice(-mostNear).trim(),
      position: locate(Number(line), 0),
    };
    const shown = near.length > mostNear ? `${near.slice(0, mostNear - 1)}…` : near;
    return new TemplateError(fault('unreadable', { near: shown }), position, cause);
  }
  const [, reason = first, atLine, column] = / - (\d+):(\d+)$/.test(first)
    ? (/^(.*) - (\d+):(\d+)$/.exec(first) ?? [])
    : [];
  return new TemplateError(reason, atLine ? locate(Number(atLine), Number(column)) : null, cause);
}

function locator(
  positionOf: (offset: number) => Position,
  text: string,
  marks: readonly Mark[],
): Source['locate'] {
  let starts: readonly number[] | null = null;
  const offsets = marks.map(({ rewritten }) => rewritten);
  return (line, column) => {
    starts ??= lineStarts(text);
    const offset = (starts[line - 1] ?? 0) + column;
    const mark = marks[lastUpTo(offsets, offset)];
    if (!mark) return positionOf(0);
    return positionOf(mark.written + (mark.isChanged ? 0 : offset - mark.rewritten));
  };
}

const entities: Record<string, string> = {
  quot: '"',
  '#39': "'",
  '#x27': "'",
  apos: "'",
  ldquo: '“',
  rdquo: '”',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  amp: '&',
};

function decode(text: string): string {
  return text.replaceAll(
    /&(quot|#39|#x27|apos|ldquo|rdquo|lt|gt|nbsp|amp);|\u00a0/g,
    (_, name?: string) => entities[name ?? 'nbsp'] ?? '',
  );
}
