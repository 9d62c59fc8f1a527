/// <reference path="./handlebars-parser.d.ts" />
import { parse } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import type { Program } from './syntax.ts';

/** A template cannot be read or printed; the message says where and why, for the person who wrote it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** Names that no one can type by accident, for the two forms that Handlebars itself does not know. */
export const promptHelper = '!prompt';
export const defaultHelper = '!default';

export interface Source {
  program: Program;
  /** Texts of prompts and defaults, by the number that stands in the program. */
  texts: readonly string[];
}

const maxSource = 600_000;
const mustache = /\\?\{\{(?:!--[\s\S]*?--\}\}|[\s\S]*?\}\})/g;
const withDefault = /^\s*([^\s|][^|]*?)\s*\|\s*default\s*:\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”)\s*$/;

/**
 * Reads a template with Handlebars' own parser, after rewriting what its grammar lacks: the default form
 * `{{first_name | default: "there"}}` and prompts `{{! say something about … }}`, which stay visible.
 *
 * @param isHtml - inside mustaches, entities stand for their characters (an editor writes `"` as `&quot;`)
 * @throws {TemplateError} naming line and cause
 */
export function readSource(source: string, isHtml: boolean): Source {
  if (source.length > maxSource)
    throw new TemplateError(`the template is longer than ${maxSource} characters`);
  const texts: string[] = [];
  const keep = (text: string): number => texts.push(text) - 1;
  const prepared = source.replace(mustache, (whole) => rewrite(whole, isHtml, keep));
  try {
    // Handlebars' syntax tree; `syntax.ts` describes it, and what it does not describe is refused by the compiler.
    return { program: parse(prepared) as Program, texts };
  } catch (error) {
    throw new TemplateError(explain(error), { cause: error });
  }
}

function rewrite(whole: string, isHtml: boolean, keep: (text: string) => number): string {
  if (whole.startsWith('\\') || whole.startsWith('{{!--')) return whole;
  if (whole.startsWith('{{{'))
    throw new TemplateError(`${whole.slice(0, 40)}: use two braces, values are always escaped`);
  const inner = isHtml ? decode(whole.slice(2, -2)) : whole.slice(2, -2);
  if (inner.startsWith('!')) return `{{[${promptHelper}] ${keep(inner.slice(1).trim())}}}`;
  const [, path, ...quoted] = withDefault.exec(inner) ?? [];
  if (path === undefined) return `{{${inner}}}`;
  const text = quoted.find((part) => part !== undefined) ?? '';
  // `{{first name | default: …}}` stands in guides people copy from.
  return `{{[${defaultHelper}] ${path.replaceAll(/\s+/g, '_')} ${keep(text)}}}`;
}

const entities: Record<string, string> = {
  quot: '"',
  '#39': "'",
  '#x27': "'",
  apos: "'",
  lt: '<',
  gt: '>',
  nbsp: ' ',
  amp: '&',
};

function decode(text: string): string {
  return text.replaceAll(
    /&(quot|#39|#x27|apos|lt|gt|nbsp|amp);|\u00a0/g,
    (_, name?: string) => entities[name ?? 'nbsp'] ?? '',
  );
}

/** Handlebars says `Parse error on line 3:` with an excerpt and a list of token names; people need the first part. */
function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = '', excerpt = ''] = message.split('\n');
  if (/^Parse error/.test(first)) return `${first.replace(/:$/, '')}, near “${excerpt.slice(-40).trim()}”`;
  return first;
}
