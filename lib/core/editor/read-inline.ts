import { decodeEntities } from '../text/decode-entities.ts';
import { type DocMark, type DocNode, markOf } from './doc.ts';
import type { Expression } from './expressions.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { attributesOf, styleOf } from './open-tag.ts';

/** The text that is read, and where its expressions stand. */
export interface Reading {
  source: string;
  expressions: readonly Expression[];
}

/** Elements that stand in a line and hold none: what they are is kept as it is written. */
const lineLeaves = new Set(['br', 'img', 'wbr', 'input', 'button', 'label', 'o:p']);

/** May it stand in a line of text, with all that it holds? */
export function isInline(node: HtmlNode): boolean {
  if (node.type !== 'element') return true;
  if (lineLeaves.has(node.name)) return true;
  return Object.hasOwn(markOf, node.name) && node.children.every(isInline);
}

export function isBlank({ source }: Reading, { type, start, end }: HtmlNode): boolean {
  return type === 'text' && /^[ \t\r\n\f]*$/.test(source.slice(start, end));
}

export function sourceOf({ source }: Reading, nodes: readonly HtmlNode[]): string {
  const [first, last] = [nodes[0], nodes.at(-1)];
  return first && last ? source.slice(first.start, last.end) : '';
}

/** The content of a paragraph. Blanks are as a browser shows them, so none stand at its beginning and end. */
export function readInline(reading: Reading, nodes: readonly HtmlNode[]): DocNode[] {
  return trimmed(readNodes(reading, nodes, []));
}

function readNodes(reading: Reading, nodes: readonly HtmlNode[], marks: readonly DocMark[]): DocNode[] {
  return nodes.flatMap((node) =>
    node.type === 'element' ? readElement(reading, node, marks) : readText(reading, node, marks),
  );
}

function readText(reading: Reading, node: HtmlNode, marks: readonly DocMark[]): DocNode[] {
  if (node.type === 'other') return [leaf('inlineRaw', { source: sourceOf(reading, [node]) }, marks)];
  const { source, expressions } = reading;
  const found: DocNode[] = [];
  let at = node.start;
  const plain = (to: number): void => {
    const text = decodeEntities(source.slice(at, to).replaceAll(/[ \t\r\n\f]+/g, ' '));
    if (text !== '') found.push({ type: 'text', text, ...(marks.length > 0 && { marks: [...marks] }) });
  };
  for (const { start, end } of expressionsIn(expressions, node)) {
    plain(start);
    found.push(leaf('field', { source: source.slice(start, end) }, marks));
    at = end;
  }
  plain(node.end);
  return found;
}

/** They are in order, so the first is found by halves: a long mail has many of both. */
function expressionsIn(expressions: readonly Expression[], { start, end }: HtmlNode): Expression[] {
  let [low, high] = [0, expressions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((expressions[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const within: Expression[] = [];
  for (let one = expressions[low]; one && one.end <= end; one = expressions[++low]) within.push(one);
  return within;
}

function readElement(reading: Reading, node: HtmlElement, marks: readonly DocMark[]): DocNode[] {
  const source = sourceOf(reading, [node]);
  const open = reading.source.slice(node.start, node.openEnd);
  if (node.name === 'br') return [leaf('hardBreak', { open: source }, marks)];
  if (node.name === 'img') return [leaf('image', { open: source }, marks)];
  const mark = markFor(node.name, open, marks);
  const inside = mark ? readNodes(reading, node.children, [...marks, mark]) : [];
  // A mark that holds nothing, such as the place that a link leads to, has nowhere to be.
  return inside.length > 0 ? inside : [leaf('inlineRaw', { source }, marks)];
}

/** One of a kind at a time: what stands inside another of its own kind is only known by its tag. */
function markFor(name: string, open: string, marks: readonly DocMark[]): DocMark | null {
  const known = Object.hasOwn(markOf, name) ? markOf[name] : undefined;
  if (!known) return null;
  const type = isColour(name, open) ? 'colour' : known;
  const isTaken = type !== 'inline' && marks.some((mark) => mark.type === type);
  if (isTaken && type === 'link') return null;
  return { type: isTaken ? 'inline' : type, attrs: { open, depth: marks.length } };
}

function isColour(name: string, open: string): boolean {
  if (name !== 'span' || attributesOf(open).length !== 1) return false;
  return /^<span\s+style="\s*color:[^;"]*;?\s*"\s*>$/i.test(open) && styleOf(open, 'color') !== null;
}

function leaf(type: string, attrs: DocNode['attrs'] & object, marks: readonly DocMark[]): DocNode {
  return { type, attrs, ...(marks.length > 0 && { marks: [...marks] }) };
}

function trimmed(nodes: readonly DocNode[]): DocNode[] {
  return nodes.flatMap((node, index) => {
    if (node.type !== 'text') return [node];
    const isFirst = index === 0 || nodes[index - 1]?.type === 'hardBreak';
    const isLast = index === nodes.length - 1 || nodes[index + 1]?.type === 'hardBreak';
    let text = node.text ?? '';
    if (isFirst) text = text.replace(/^ /, '');
    if (isLast) text = text.replace(/ $/, '');
    return text === '' ? [] : [{ ...node, text }];
  });
}
