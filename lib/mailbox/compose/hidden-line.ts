import { isPreheader } from '../../core/template/preheader.ts';

/**
 * The preheaders of the mails that were written here: nothing that a person sees, so nothing that stands. An editor's
 * own Select-all passes over them, and so does what replaces the text.
 */
export function findHiddenLines(content: HTMLElement): ChildNode[] {
  const texts = content.ownerDocument.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  const found: ChildNode[] = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const { parentElement, nodeValue } = node;
    if (!parentElement || !isPreheader(nodeValue ?? '')) continue;
    const isAlone = parentElement !== content && parentElement.textContent === nodeValue;
    // Of a line that an editor has made part of the text, the text stays.
    found.push(isAlone ? parentElement : (node as Text)); // the walker shows texts alone
  }
  return found;
}

/** For a copy, or for text that is not in a page. */
export function withoutHiddenLines(content: HTMLElement): HTMLElement {
  dropHiddenLines(content);
  return content;
}

/** In a window: once a person has emptied it, so that what they write instead goes without a line they cannot see. */
export function dropHiddenLines(content: HTMLElement): void {
  for (const line of findHiddenLines(content)) line.remove();
}

/** The first element that a person sees; null where everything stands in one with such a line. */
export function firstSeen(body: HTMLElement): Element | null {
  return [...body.children].find(({ textContent }) => !isPreheader(textContent ?? '')) ?? null;
}

/** Takes out those that are to be seen after all: an editor has left out how they were hidden. */
export function dropSeenLines(body: HTMLElement): void {
  for (const line of findHiddenLines(body)) if (isSeen(line)) line.remove();
}

function isSeen(line: ChildNode): boolean {
  const element = line instanceof HTMLElement ? line : null;
  return element === null || element.getBoundingClientRect().height > 1;
}
