import {
  actingScheme,
  isActingAttribute,
  isActingTag,
  isAddressAttribute,
} from '../../core/template/acting.ts';

/** Things that stand in a body although they are no text. */
const SOLID = 'img, table, hr, video, object';

/**
 * Parsed apart from the page, so that nothing in it loads or runs, and without what could act, also when it is written
 * out and parsed once more where scripts run: comments and what stands in `<noscript>` are read in another way there.
 */
export function parseInert(html: string): HTMLElement {
  const foreign: Node[] = [];
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const comments = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) foreign.push(comments.currentNode);
  for (const element of body.querySelectorAll('*')) if (isActingTag(element.localName)) foreign.push(element);
  for (const node of foreign) node.parentNode?.removeChild(node);
  for (const element of body.querySelectorAll('*')) {
    for (const { name, value } of [...element.attributes])
      if (acts(name.toLowerCase(), value)) element.removeAttribute(name);
  }
  return body;
}

function acts(name: string, value: string): boolean {
  return isActingAttribute(name) || (isAddressAttribute(name) && actingScheme(name, value) !== null);
}

/** Does it hold something that a person would miss? */
export function stands(content: HTMLElement): boolean {
  return compact(content.textContent ?? '') !== '' || content.querySelector(SOLID) !== null;
}

/** Text without spaces, then links and pictures: what must survive an editor's own tidying of HTML. */
export function gist(content: HTMLElement): string {
  const links = [...content.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'));
  const pictures = [...content.querySelectorAll('img[src]')].map((img) => img.getAttribute('src'));
  return [compact(content.textContent ?? ''), ...links, ...pictures].join('\n');
}

/** Without spaces, non-breaking and zero-width ones included. */
export function compact(text: string): string {
  return text.replace(/[\s\u00a0\u200b-\u200d\u2060\ufeff]+/g, '');
}
