/**
 * Nothing between the element and `root` (the page, when it is left out) is `display: none` or `hidden`. Its size does
 * not matter: a field may well be 0 px wide when idle.
 */
export function isShown(element: Element, root: Element | null = null): boolean {
  const view = element.ownerDocument.defaultView;
  for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
    const style = view?.getComputedStyle(at);
    if (style?.display === 'none' || style?.visibility === 'hidden') return false;
  }
  return true;
}
