import type { Step } from './config.ts';

/**
 * Takes parts out of the page as soon as they come, by every way in which they could be found; where that is a mere
 * attribute, it is the attribute that goes. Steps that count (the n-th of several) are left out: they find nothing once
 * one of the several has gone.
 */
export function keepAway(parts: Step[][]): void {
  const selectors = parts.flat().filter((step) => typeof step === 'string');
  if (selectors.length === 0) return;
  const remove = () => {
    for (const css of selectors) for (const element of document.querySelectorAll(css)) without(element, css);
  };
  remove();
  const attributeFilter = ['value', 'class', 'data-tooltip'];
  new MutationObserver(remove).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter,
  });
}

function without(element: Element, css: string): void {
  const attribute = /^\[([\w-]+)\]$/.exec(css)?.[1];
  if (attribute === undefined) element.remove();
  else element.removeAttribute(attribute);
}
