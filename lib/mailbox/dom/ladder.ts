import type { MailFunction, PartCheck } from '../../contract/mail-page.ts';

/**
 * A way to find a part: a selector, or the n-th element (from 0) of the several that one matches. Where there are not
 * exactly as many as there should be (`of`), nobody can say which is which, and none is found.
 */
export type Step = string | { css: string; nth: number; of: number };

/** Independent ways to find one part of a page, most stable first. */
export interface Ladder {
  part: string;
  /** What the person loses when the part is lost. */
  function: MailFunction;
  steps: readonly Step[];
}

/** @param lost - what the person loses when none of the steps holds */
export function ladder(part: string, lost: MailFunction, steps: Ladder['steps']): Ladder {
  return { part, function: lost, steps };
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
    const [element] = found(root, how);
    if (element) return { element, step };
  }
  return null;
}

/** All elements that the best matching step finds under `root`. */
export function climbAll(root: ParentNode, ladder: Ladder): HTMLElement[] {
  return climbAllThat(root, ladder, () => true);
}

/** The same, of those elements alone that fit; a step that finds none that fits is passed over. */
export function climbAllThat(
  root: ParentNode,
  ladder: Ladder,
  fits: (element: HTMLElement) => boolean,
): HTMLElement[] {
  for (const how of ladder.steps) {
    const fitting = found(root, how).filter(fits);
    if (fitting.length > 0) return fitting;
  }
  return [];
}

/** Which step of a ladder holds, for the self-check. */
export function checkLadder(
  root: ParentNode,
  ladder: Ladder,
  fits: (element: HTMLElement) => boolean = () => true,
): PartCheck {
  const step = ladder.steps.findIndex((how) => found(root, how).some(fits));
  return { part: ladder.part, step: step < 0 ? null : step, function: ladder.function };
}

/** Does the event's target lie in an element that any step of the ladder finds under `root`? */
export function isIn(target: Element, root: ParentNode, ladder: Ladder): boolean {
  return ladder.steps.some((how) => found(root, how).some((element) => element.contains(target)));
}

function found(root: ParentNode, how: Step): HTMLElement[] {
  if (typeof how === 'string') return query(root, how);
  const several = query(root, how.css);
  return several.length === how.of ? several.slice(how.nth, how.nth + 1) : [];
}

function query(root: ParentNode, css: string): HTMLElement[] {
  try {
    return [...root.querySelectorAll<HTMLElement>(css)];
  } catch {
    return []; // not known to this selector engine; the next step is tried
  }
}
