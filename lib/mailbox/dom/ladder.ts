/** A way to find a part: a selector, or the n-th element (from 0) that one matches. */
export type Step = string | { css: string; nth: number };

/** Independent ways to find one part of a page, most stable first. */
export interface Ladder {
  part: string;
  /** What the person loses when the part is lost; a key of the texts under `missing`. */
  function: string;
  steps: readonly Step[];
}

export interface Found {
  element: HTMLElement;
  step: number;
}

/**
 * The first element that the best matching step finds under `root`.
 *
 * @returns the element and the number of the step that found it, or null; a step that the browser's selector engine
 *   does not know counts as not matching
 */
export function climb(root: ParentNode, ladder: Ladder): Found | null {
  for (const [step, how] of ladder.steps.entries()) {
    const element = query(root, how)[typeof how === 'string' ? 0 : how.nth];
    if (element) return { element, step };
  }
  return null;
}

/** All elements that the best matching step finds under `root`. */
export function climbAll(root: ParentNode, ladder: Ladder): HTMLElement[] {
  for (const how of ladder.steps) {
    const found = query(root, how);
    if (found.length > 0) return found;
  }
  return [];
}

/** Does the event's target lie in an element that any step of the ladder finds under `root`? */
export function isIn(target: Element, root: ParentNode, ladder: Ladder): boolean {
  return ladder.steps.some((how) => {
    const found = query(root, how);
    const candidates = typeof how === 'string' ? found : found.slice(how.nth, how.nth + 1);
    return candidates.some((element) => element.contains(target));
  });
}

function query(root: ParentNode, how: Step): HTMLElement[] {
  try {
    return [...root.querySelectorAll<HTMLElement>(typeof how === 'string' ? how : how.css)];
  } catch {
    return []; // not known to this selector engine; the next step is tried
  }
}
