/** What a person may want to read or press; nothing of ours may lie on it. */
const used =
  'a[href],button,input,select,textarea,img,svg,[role=button],[role=tab],[role=link],[role=option],[role=dialog],[role=alert],[contenteditable=true]';
const stepPx = 16;

/** Part of the window's height, from its top. */
export interface Span {
  topPx: number;
  bottomPx: number;
}

/**
 * A place in the column between `xPx` where the page shows nothing: no text, nothing to press.
 *
 * @param ours - our own element, which does not count
 * @returns distance from the window's top of a free piece of `heightPx`, the nearest to the middle; null when none is
 */
export function findFreeTop(
  page: Document,
  ours: Element,
  xPx: readonly number[],
  span: Span,
  heightPx: number,
): number | null {
  const middle = (span.topPx + span.bottomPx - heightPx) / 2;
  for (let offset = 0; offset <= (span.bottomPx - span.topPx - heightPx) / 2; offset += stepPx) {
    for (const topPx of offset === 0 ? [middle] : [middle - offset, middle + offset])
      if (isFree(page, ours, xPx, topPx, heightPx)) return Math.round(topPx);
  }
  return null;
}

function isFree(
  page: Document,
  ours: Element,
  xPx: readonly number[],
  topPx: number,
  heightPx: number,
): boolean {
  const points = [0, 0.25, 0.5, 0.75, 1].flatMap((part) =>
    xPx.map((x) => [x, topPx + part * heightPx] as const),
  );
  return points.every(([x, y]) => {
    const there = page.elementsFromPoint(x, y).find((element) => element !== ours);
    return !there || !(there.closest(used) || hasOwnText(there));
  });
}

function hasOwnText(element: Element): boolean {
  return [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
}
