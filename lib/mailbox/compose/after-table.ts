import { parseInert, stands } from '../dom/html.ts';

const emptyLine = '<div><br></div>';

/** A text that ends in a table, with a line behind it: the cursor would stay in the last cell, and what comes next, too. */
export function withLineBehind(html: string): string {
  const nodes = [...parseInert(html).childNodes].filter((node) =>
    node instanceof HTMLElement ? stands(node) || isTable(node) : (node.textContent ?? '').trim() !== '',
  );
  const last = nodes.at(-1);
  return last instanceof HTMLElement && endsInTable(last) ? `${html}${emptyLine}` : html;
}

function endsInTable(element: Element): boolean {
  if (isTable(element)) return true;
  const last = [...element.childNodes].filter((node) => (node.textContent ?? '').trim() !== '').at(-1);
  return last instanceof Element && endsInTable(last);
}

function isTable(element: Element): boolean {
  return element.localName === 'table';
}

/** Takes the cursor out of a table that was not there before, to the line behind it. */
export function leaveNewTable(body: HTMLElement, before: ReadonlySet<Element>): void {
  const selection = body.ownerDocument.getSelection();
  const table = outermost(body, selection?.anchorNode ?? null, before);
  if (!table || !selection) return;
  const next = table.nextElementSibling;
  selection.collapse(next?.matches('div, p') ? next : lineBehind(table), 0);
}

function lineBehind(table: Element): Element {
  const line = table.ownerDocument.createElement('div');
  line.append(table.ownerDocument.createElement('br'));
  table.after(line);
  return line;
}

function outermost(body: HTMLElement, from: Node | null, before: ReadonlySet<Element>): Element | null {
  let found: Element | null = null;
  for (let node = from; node && node !== body; node = node.parentNode)
    if (node instanceof Element && isTable(node) && !before.has(node)) found = node;
  return from && body.contains(from) ? found : null;
}

/** Tables that stand in a body now. */
export function tablesIn(body: HTMLElement): Set<Element> {
  return new Set(body.querySelectorAll('table'));
}
