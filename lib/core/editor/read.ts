import type { DocNode } from './doc.ts';
import { findExpressions } from './expressions.ts';
import { type HtmlElement, type HtmlNode, readTree } from './html-tree.ts';
import { tagName } from './open-tag.ts';
import { isBlank, isInline, type Reading, readInline, sourceOf } from './read-inline.ts';
import { writeDoc, writeInline } from './write.ts';

/**
 * A template's HTML as the editor holds it. What cannot be held without a change becomes an island: shown where it
 * stands, and edited by its source.
 *
 * @returns a document that `writeDoc` writes exactly as `source`, whatever that is
 */
export function readDoc(source: string): DocNode {
  const tree = readTree(source);
  if (tree) {
    const doc = docOf({ source, expressions: findExpressions(source) }, tree);
    if (writeDoc(doc) === source) return doc;
  }
  return wholeIsland(source);
}

/** All of it by its source. */
export function wholeIsland(source: string): DocNode {
  return { type: 'doc', attrs: { after: '' }, content: [island(source, '')] };
}

function docOf(reading: Reading, tree: readonly HtmlNode[]): DocNode {
  const { content, after } = readBlocks(reading, tree);
  return { type: 'doc', attrs: { after }, content };
}

interface Blocks {
  content: DocNode[];
  /** Blanks behind the last. */
  after: string;
}

/** Text between blocks becomes a paragraph without tags; there is always something to write in. */
function readBlocks(reading: Reading, nodes: readonly HtmlNode[]): Blocks {
  const content: DocNode[] = [];
  let run: HtmlNode[] = [];
  let before = '';
  const flush = (): void => {
    if (run.every((node) => isBlank(reading, node))) before += sourceOf(reading, run);
    else {
      content.push(textBlock(reading, run, { type: 'paragraph', before, open: '', close: '' }));
      before = '';
    }
    run = [];
  };
  for (const node of nodes) {
    const isAlone = node.type === 'other' && run.every((one) => isBlank(reading, one));
    if (isInline(node) && !isAlone) run.push(node);
    else {
      flush();
      content.push(readBlock(reading, node, before));
      before = '';
    }
  }
  flush();
  if (content.length > 0) return { content, after: before };
  const empty = { type: 'paragraph', attrs: { before, open: '', close: '', source: '', read: '' } };
  return { content: [empty], after: '' };
}

const boxes = new Set(
  'div center section article header footer main aside nav address figure figcaption html body dl dt dd a span font'.split(
    ' ',
  ),
);
/** They hold text alone; with a block in them nobody can say what is meant. */
const lines = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div']);

function readBlock(reading: Reading, node: HtmlNode, before: string): DocNode {
  if (node.type !== 'element') return island(slice(reading, node), before);
  const { name, children } = node;
  if (lines.has(name) && children.every(isInline)) return lineOf(reading, node, before);
  if (boxes.has(name)) return holder(reading, node, 'box', before);
  if (name === 'blockquote') return holder(reading, node, 'quote', before);
  if (name === 'hr') return { type: 'rule', attrs: { before, open: slice(reading, node) } };
  const structured =
    name === 'ul' || name === 'ol'
      ? structure(reading, node, 'list', before)
      : name === 'table'
        ? structure(reading, node, 'table', before)
        : null;
  return structured ?? island(slice(reading, node), before);
}

function lineOf(reading: Reading, node: HtmlElement, before: string): DocNode {
  const isHeading = /^h[1-6]$/.test(node.name);
  return textBlock(reading, node.children, {
    type: isHeading ? 'heading' : 'paragraph',
    before,
    ...tagsOf(reading, node),
    ...(isHeading && { level: Number(node.name[1]) }),
  });
}

function textBlock(
  reading: Reading,
  nodes: readonly HtmlNode[],
  { type, ...attrs }: { type: string; before: string; open: string; close: string | null; level?: number },
): DocNode {
  const content = readInline(reading, nodes);
  const source = sourceOf(reading, nodes);
  const read = writeInline(content);
  // An empty one says so: those that the editor makes are given a height.
  const kept = source === read && source !== '' ? { source: null, read: null } : { source, read };
  return { type, attrs: { ...attrs, ...kept }, ...(content.length > 0 && { content }) };
}

function holder(reading: Reading, node: HtmlElement, type: string, before: string): DocNode {
  const { content, after } = readBlocks(reading, node.children);
  return { type, attrs: { before, after, ...tagsOf(reading, node) }, content };
}

/** What may stand in lists and tables; anything else in them is kept as it is written. */
const parts: Readonly<Record<string, { names: readonly string[]; raw: string }>> = {
  list: { names: ['li'], raw: 'itemTag' },
  table: { names: ['tbody', 'thead', 'tfoot', 'tr'], raw: 'rowTag' },
  section: { names: ['tr'], raw: 'rowTag' },
  row: { names: ['td', 'th'], raw: 'cellTag' },
};
const kindOf: Readonly<Record<string, string>> = {
  li: 'item',
  tbody: 'section',
  thead: 'section',
  tfoot: 'section',
  tr: 'row',
  td: 'cell',
  th: 'cell',
};

/** @returns null where it holds none of its parts: there would be nothing to write in */
function structure(reading: Reading, node: HtmlElement, type: string, before: string): DocNode | null {
  const part = parts[type];
  if (!part) throw new Error(`expected a list or a part of a table, found ${type}`);
  const content: DocNode[] = [];
  let blanks = '';
  for (const child of node.children) {
    if (isBlank(reading, child)) {
      blanks += slice(reading, child);
      continue;
    }
    content.push(readPart(reading, child, part, blanks));
    blanks = '';
  }
  if (content.every((one) => one.type === part.raw)) return null;
  return { type, attrs: { before, after: blanks, ...tagsOf(reading, node) }, content };
}

function readPart(
  reading: Reading,
  node: HtmlNode,
  { names, raw }: { names: readonly string[]; raw: string },
  before: string,
): DocNode {
  const kind = node.type === 'element' && names.includes(node.name) ? kindOf[node.name] : undefined;
  const written = { type: raw, attrs: { before, source: slice(reading, node) } };
  if (node.type !== 'element' || kind === undefined) return written;
  if (kind === 'item' || kind === 'cell') return holder(reading, node, kind, before);
  return structure(reading, node, kind, before) ?? written;
}

function tagsOf({ source }: Reading, node: HtmlElement): { open: string; close: string | null } {
  const open = source.slice(node.start, node.openEnd);
  const close = source.slice(node.closeStart, node.end);
  return { open, close: close === `</${tagName(open)}>` ? null : close };
}

function island(source: string, before: string): DocNode {
  return { type: 'island', attrs: { before, source } };
}

function slice({ source }: Reading, { start, end }: HtmlNode): string {
  return source.slice(start, end);
}
