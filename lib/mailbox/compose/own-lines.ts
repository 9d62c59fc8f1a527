import { compact, parseInert, stands } from '../dom/html.ts';

const BLOCKS = 'address, blockquote, div, dl, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, table, ul';
const BREAKS = `br, ${BLOCKS}`;

/**
 * Gives a text that begins or ends with a paragraph lines of its own in the middle of what is written: an editor would
 * make the first paragraph a part of the line the cursor is in, and what follows the cursor a part of the last one. A
 * few words without a paragraph go into the line as they are.
 *
 * @param place - where in the body the text comes; what is selected there goes
 * @returns the HTML to insert
 */
export function withOwnLines(body: HTMLElement, place: Range, html: string): string {
  const { first, last } = endsOf(parseInert(html));
  const before = isBlock(first) && compact(lineBefore(body, place)) !== '';
  const after = isBlock(last) && compact(lineAfter(body, place)) !== '';
  return `${before ? '<br>' : ''}${html}${after ? '<br>' : ''}`;
}

function endsOf(content: HTMLElement): { first: Node | undefined; last: Node | undefined } {
  const nodes = [...content.childNodes].filter((node) =>
    node instanceof HTMLElement ? stands(node) || isBlock(node) : compact(node.textContent ?? '') !== '',
  );
  return { first: nodes[0], last: nodes.at(-1) };
}

function isBlock(node: Node | undefined): boolean {
  return node instanceof Element && node.matches(BLOCKS);
}

function lineBefore(body: HTMLElement, place: Range): string {
  const range = body.ownerDocument.createRange();
  range.setStart(blockOf(body, place.startContainer), 0);
  range.setEnd(place.startContainer, place.startOffset);
  const copy = range.cloneContents();
  // What is open at the cursor, as the bold text it stands in, is no line that ended.
  const end = [...copy.querySelectorAll(BREAKS)].at(-1);
  return end ? textAfter(copy, end) : (copy.textContent ?? '');
}

function lineAfter(body: HTMLElement, place: Range): string {
  const block = blockOf(body, place.endContainer);
  const range = body.ownerDocument.createRange();
  range.setStart(place.endContainer, place.endOffset);
  range.setEnd(block, block.childNodes.length);
  const copy = range.cloneContents();
  const end = copy.querySelector(BREAKS);
  return end ? textBefore(copy, end) : (copy.textContent ?? '');
}

function blockOf(body: HTMLElement, node: Node): Element {
  const element = node instanceof Element ? node : node.parentElement;
  const block = element?.closest(BLOCKS);
  return block && body.contains(block) ? block : body;
}

function textAfter(copy: DocumentFragment, end: Element): string {
  const range = copy.ownerDocument.createRange();
  range.selectNodeContents(copy);
  range.setStartAfter(end);
  return range.toString();
}

function textBefore(copy: DocumentFragment, end: Element): string {
  const range = copy.ownerDocument.createRange();
  range.selectNodeContents(copy);
  range.setEndBefore(end);
  return range.toString();
}
