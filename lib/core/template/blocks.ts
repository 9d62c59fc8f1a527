import { positionAt, TemplateError } from './error.ts';
import { type Fault, fault } from './faults.ts';
import type { Tag } from './scan.ts';

const maxDepth = 40;
const maxChain = 100;
export const partialTags = '{{>…}}, {{#>…}}, {{*…}}';

interface Open {
  name: string;
  tag: Tag;
  elses: number;
}

/**
 * Holds every block to its end, before the parser sees them: its own messages name tokens, ours the block.
 *
 * @throws {TemplateError} with the place of the block that is not closed, closed twice, or nested too deeply
 */
export function checkBlocks(source: string, tags: readonly Tag[]): void {
  const open: Open[] = [];
  for (const tag of tags) if (tag.type === 'mustache') follow(source, tag, open);
  const left = open.at(-1);
  if (left) {
    const [tag, closing] = [`{{#${left.name}}}`, `{{/${left.name}}}`];
    throw at(source, left.tag, fault('tagOpen', { tag, closing }));
  }
}

function follow(source: string, tag: Tag, open: Open[]): void {
  const inner = tag.inner.replace(/^~/, '').trimStart();
  const name = /^[#^/]\s*([^\s~]*)/.exec(inner)?.[1] ?? '';
  if (/^#?[>*]/.test(inner)) throw at(source, tag, fault('noPartials', { tags: partialTags }));
  if (/^(else\b|\^\s*~?$)/.test(inner)) takeElse(source, tag, open);
  else if (inner.startsWith('#') || inner.startsWith('^')) {
    open.push({ name, tag, elses: 0 });
    if (open.length > maxDepth) throw at(source, tag, fault('blocksTooDeep', { most: maxDepth }));
  } else if (inner.startsWith('/')) close(source, tag, name, open);
}

function takeElse(source: string, tag: Tag, open: Open[]): void {
  const block = open.at(-1);
  if (!block) throw at(source, tag, fault('elseOutside', { tag: '{{else}}' }));
  block.elses += 1;
  if (block.elses > maxChain)
    throw at(source, tag, fault('elseTooMany', { most: maxChain, tag: '{{else}}' }));
}

function close(source: string, tag: Tag, name: string, open: Open[]): void {
  const block = open.pop();
  if (!block) throw at(source, tag, fault('closesNothing', { tag: `{{/${name}}}` }));
  // A name in quotes or brackets may hold spaces; the parser compares those.
  if (block.name === name || /["'[]/.test(block.name)) return;
  const { line } = positionAt(source, block.tag.start);
  throw at(source, tag, fault('closesOther', { tag: `{{/${name}}}`, opened: `{{#${block.name}}}`, line }));
}

function at(source: string, tag: Tag, what: Fault): TemplateError {
  return new TemplateError(what, positionAt(source, tag.start));
}
