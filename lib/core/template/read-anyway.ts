import { standAlone } from './alone.ts';
import { checkBlocks } from './blocks.ts';
import { compile, type Field } from './compile.ts';
import { positionsIn, TemplateError } from './error.ts';
import { scan, type Tag } from './scan.ts';
import type { Prompt } from './source.ts';
import type { TemplateKind } from './values.ts';

/** What can be told of a template that somebody is still writing. */
export interface WrittenTemplate {
  /** All that is wrong with it, in order of place; empty where it can be printed. */
  errors: TemplateError[];
  fields: readonly Field[];
  prompts: readonly Prompt[];
}

/** More than these nobody reads. */
const mostErrors = 20;

/**
 * Reads a template with all its mistakes: where it cannot be read as a whole, each of its tags alone, and how its blocks
 * are closed. What can be seen only of the whole is told once nothing else is wrong.
 */
export function readAnyway(source: string, kind: TemplateKind): WrittenTemplate {
  try {
    const { fields, prompts } = compile(source, { kind });
    return { errors: [], fields, prompts };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const read = readTags(source, kind === 'html' ? 'html' : 'text');
    return { ...read, errors: read.errors.length > 0 ? inOrder(read.errors) : [error] };
  }
}

function inOrder(errors: readonly TemplateError[]): TemplateError[] {
  const place = ({ position }: TemplateError): number => position?.offset ?? -1;
  const each = new Map(errors.map((error) => [error.message, error]));
  return [...each.values()].sort((a, b) => place(a) - place(b)).slice(0, mostErrors);
}

function readTags(source: string, kind: 'html' | 'text'): WrittenTemplate {
  const positionOf = positionsIn(source);
  const { tags, errors } = scanAnyway(source, positionOf);
  // While a tag is not closed, it cannot be told which blocks are.
  if (errors.length === 0) errors.push(...blocksOf(source, tags));
  const fields: Field[] = [];
  const prompts: Prompt[] = [];
  const around: boolean[] = [];
  for (const tag of tags) {
    const isInner = around.includes(true);
    follow(tag, around);
    if (tag.type === 'prompt') prompts.push({ text: tag.inner, position: positionOf(tag.start) });
    const alone = tag.type === 'prompt' ? null : standAlone(tag, source.slice(tag.start, tag.end));
    if (!alone) continue;
    const shift = (offset = 0) => positionOf(tag.start + Math.max(0, offset - alone.before));
    try {
      for (const field of compile(alone.source, { kind }).fields)
        if (field.position.offset >= alone.before)
          // What is around it is not known for sure.
          fields.push({ ...field, isInner, isBare: false, position: shift(field.position.offset) });
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      errors.push(error.at(shift(error.position?.offset)));
    }
  }
  return { errors, fields, prompts };
}

/** Tags as far as they are closed, and where one is not. */
function scanAnyway(
  source: string,
  positionOf: ReturnType<typeof positionsIn>,
): { tags: Tag[]; errors: TemplateError[] } {
  const tags: Tag[] = [];
  const errors: TemplateError[] = [];
  const take = (from: number, to?: number): void => {
    for (const tag of scan(source.slice(from, to)))
      tags.push({ ...tag, start: tag.start + from, end: tag.end + from });
  };
  for (let from = 0; errors.length < mostErrors; ) {
    try {
      take(from);
      break;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      if (!error.position) return { tags, errors: [...errors, error] };
      const offset = from + error.position.offset;
      errors.push(error.at(positionOf(offset)));
      take(from, offset);
      from = offset + 2;
    }
  }
  return { tags, errors };
}

function blocksOf(source: string, tags: readonly Tag[]): TemplateError[] {
  try {
    checkBlocks(source, tags);
    return [];
  } catch (error) {
    if (error instanceof TemplateError) return [error];
    throw error;
  }
}

/** Which blocks stand around what follows, and of each whether fields in it are read from what it goes into. */
function follow({ type, inner }: Tag, around: boolean[]): void {
  if (type !== 'mustache') return;
  const [, sign, name = ''] = /^~?\s*([#^/])\s*([^\s~]*)/.exec(inner) ?? [];
  if (sign === '/') around.pop();
  else if (sign !== undefined && name !== '') around.push(!['if', 'unless'].includes(name));
}
