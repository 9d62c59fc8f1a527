/** Narrower windows keep the whole page: there the sidebar lies over it. Half a usual window at 200 % zoom. */
export const overlayBelowPx = 1024;

/** Style that the page itself had where we write ours. */
type Kept = Map<string, { value: string; priority: string }>;

/**
 * Makes the page give up the right edge, so that the sidebar covers nothing of it. What the page has fixed to its
 * right edge (docked compose, side panel, snackbar) comes along where that is safe: when the body is a shell that
 * does not scroll itself, it becomes the frame that `position: fixed` refers to.
 */
export class PageSpace {
  readonly #page: Document;
  #kept: [HTMLElement, Kept][] = [];
  #takenPx = 0;

  constructor(page: Document) {
    this.#page = page;
  }

  /** Gives the page all its width but `px`; 0 gives back everything. */
  take(px: number): void {
    if (px === this.#takenPx) return;
    this.#restore();
    this.#takenPx = px;
    if (px > 0) this.#push(px);
    // Pages lay themselves out by script when the window changes; theirs has.
    this.#page.defaultView?.dispatchEvent(new Event('resize'));
  }

  #push(px: number): void {
    const { documentElement: root, body } = this.#page;
    const shell = isShell(this.#page);
    this.#set(root, 'margin-right', `${px}px`);
    if (!shell) return;
    this.#set(body, 'transform', 'translateX(0)');
    this.#set(body, 'min-height', '100vh');
  }

  #set(element: HTMLElement, property: string, value: string): void {
    const { style } = element;
    const kept = this.#kept.find(([owner]) => owner === element)?.[1] ?? new Map();
    if (kept.size === 0) this.#kept.push([element, kept]);
    kept.set(property, {
      value: style.getPropertyValue(property),
      priority: style.getPropertyPriority(property),
    });
    style.setProperty(property, value, 'important');
  }

  #restore(): void {
    for (const [element, kept] of this.#kept) {
      for (const [property, { value, priority }] of kept) {
        if (value) element.style.setProperty(property, value, priority);
        else element.style.removeProperty(property);
      }
      if (element.getAttribute('style') === '') element.removeAttribute('style');
    }
    this.#kept = [];
  }
}

/** Does the page keep still and scroll inside itself? Then nothing fixed in it can run away. */
function isShell(page: Document): boolean {
  const { documentElement: root, body } = page;
  const { top, left } = body.getBoundingClientRect();
  return root.scrollHeight <= root.clientHeight && top === 0 && left === 0;
}
