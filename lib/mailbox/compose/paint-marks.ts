import { markPlaces } from '../../core/template/marks.ts';

const name = 'utskick-marks';
const style = `::highlight(${name}) { background-color: #ffdd75; color: #1f1300; }`;
const highlights = new WeakMap<Document, Highlight | null>();

/**
 * Shows what is still to be replaced in the body of a window, by the browser's own paint: nothing of the text is
 * touched, so nothing of it is sent. A browser that cannot paint leaves the marks as they are written.
 */
export class MarkPaint {
  #ranges: Range[] = [];

  /** @param marks - as the renderer has written them; none paints nothing */
  show(body: HTMLElement, marks: readonly string[]): void {
    if (marks.length === 0 && this.#ranges.length === 0) return;
    const highlight = highlightOf(body.ownerDocument);
    for (const range of this.#ranges) highlight?.delete(range);
    this.#ranges = marks.length > 0 ? rangesIn(body, marks) : [];
    for (const range of this.#ranges) highlight?.add(range);
  }

  clear(page: Document): void {
    if (this.#ranges.length === 0) return;
    const highlight = highlightOf(page);
    for (const range of this.#ranges) highlight?.delete(range);
    this.#ranges = [];
  }
}

/** One for all windows of a page; null where the browser has none, or does not let a content script have it. */
function highlightOf(page: Document): Highlight | null {
  if (typeof Highlight === 'undefined' || !('highlights' in CSS)) return null;
  if (!highlights.has(page)) highlights.set(page, makeHighlight(page));
  return highlights.get(page) ?? null;
}

function makeHighlight(page: Document): Highlight | null {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
    const highlight = new Highlight();
    CSS.highlights.set(name, highlight);
    return highlight;
  } catch {
    // Firefox keeps style sheets of a content script out of the page; the sidebar names the marks all the same.
    return null;
  }
}

function rangesIn(body: HTMLElement, marks: readonly string[]): Range[] {
  const page = body.ownerDocument;
  const texts = page.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (const { start, end } of markPlaces(node.nodeValue ?? '', marks)) {
      const range = page.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}
