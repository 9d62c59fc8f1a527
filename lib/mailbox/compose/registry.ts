import { contain } from '../dom/contain.ts';
import { gather } from '../dom/wait.ts';
import { selectedIn } from './body.ts';
import { Dialogs } from './dialogs.ts';
import { ComposeWindow, type ComposeWindowOptions } from './window.ts';

type Ids = Record<string, string>;

/** Bursts of changes in the page are looked at once, this long after they begin. */
const LOOK_MS = 40;
/** A window that is moved within the page is out of it only for an instant. */
const GONE_AFTER_MS = 150;

/**
 * All compose windows of a page. One observer watches for windows that come, go, or come back; listeners on the
 * document turn what the person does into hints for the window it was done in.
 */
export class ComposeRegistry {
  readonly #page: Document;
  readonly #options: ComposeWindowOptions;
  readonly #listeners = new Set<(compose: ComposeWindow) => void>();
  readonly #leaving = new Map<ComposeWindow, number>();
  #known: ComposeWindow[] = [];
  readonly #announced = new WeakSet<ComposeWindow>();
  readonly #dialogs: Dialogs | null;

  constructor(page: Document, options: ComposeWindowOptions) {
    this.#page = page;
    this.#options = options;
    const { signal, anatomy, clock } = options;
    this.#dialogs = anatomy.dialogs ? new Dialogs(page, anatomy.dialogs, clock) : null;
    const lookSoon = gather(() => contain(() => this.look()), LOOK_MS, signal);
    const observer = new MutationObserver(lookSoon);
    const attributeFilter = [...anatomy.observed];
    observer.observe(page.body, { subtree: true, childList: true, attributes: true, attributeFilter });
    signal.addEventListener('abort', () => observer.disconnect());
    listenToPerson(page, this, lookSoon, signal);
    contain(() => this.look());
  }

  /** Windows open now whose body is built. */
  open(): ComposeWindow[] {
    return this.#known.filter((compose) => !compose.isGone && compose.isBuilt);
  }

  onFound(found: (compose: ComposeWindow) => void, stop: AbortSignal): void {
    if (stop.aborted) return;
    this.#listeners.add(found);
    stop.addEventListener('abort', () => this.#listeners.delete(found));
    for (const compose of this.open()) if (this.#announced.has(compose)) found(compose);
  }

  at(target: EventTarget | null): ComposeWindow | undefined {
    if (!(target instanceof Node)) return undefined;
    return this.#known.find((compose) => !compose.isGone && compose.root.contains(target));
  }

  look(): void {
    const boxes = this.#options.anatomy.findBoxes(this.#page);
    this.#dropUnbuilt(boxes);
    for (const compose of this.#known) if (!compose.isGone) compose.look();
    for (const box of boxes) this.#take(box);
    this.#findGone();
    for (const compose of this.open()) if (!this.#announced.has(compose)) this.#announce(compose);
    this.#dialogs?.look();
  }

  /** The person has released the button, or pressed a key that does the same, outside all windows. */
  releasedOutside(target: Element): void {
    this.#dialogs?.released(target, this.open());
  }

  /** A page still being built is found by its frame first, then by the window within: nobody knows of the frame yet. */
  #dropUnbuilt(boxes: readonly HTMLElement[]): void {
    this.#known = this.#known.filter(
      (compose) => this.#announced.has(compose) || boxes.includes(compose.root),
    );
  }

  #take(box: HTMLElement): void {
    const holder = this.#known.find((compose) => !compose.isGone && compose.root === box);
    const earlier = this.#sameDraft(box, holder);
    if (earlier) {
      this.#known = this.#known.filter((compose) => compose !== holder);
      this.#leaving.delete(earlier);
      earlier.moveTo(box);
    } else if (!holder) {
      const pressed = (compose: ComposeWindow) => this.#dialogs?.pressed(compose);
      this.#known.push(new ComposeWindow(box, this.#options, pressed));
    }
  }

  /** A window that has left the page with the draft that now stands in `box`. */
  #sameDraft(box: HTMLElement, holder: ComposeWindow | undefined): ComposeWindow | undefined {
    const ids = this.#options.anatomy.readIds(box);
    return this.#known.find((c) => c !== holder && !isInPage(c) && isSameDraft(c.ids(), ids));
  }

  #findGone(): void {
    for (const compose of this.#known) {
      if (compose.isGone || isInPage(compose)) this.#leaving.delete(compose);
      else if (!this.#leaving.has(compose)) this.#wait(compose);
    }
    this.#known = this.#known.filter((compose) => !compose.isGone || compose.isWatched);
  }

  #wait(compose: ComposeWindow): void {
    const since = this.#options.clock();
    this.#leaving.set(compose, since);
    setTimeout(() => {
      if (this.#options.signal.aborted || this.#leaving.get(compose) !== since || isInPage(compose)) return;
      this.#leaving.delete(compose);
      compose.leave();
    }, GONE_AFTER_MS);
  }

  #announce(compose: ComposeWindow): void {
    this.#announced.add(compose);
    for (const listener of this.#listeners) contain(() => listener(compose));
  }
}

/** Told by the draft's id; before the first save only by that of the window, which a page may keep when it draws anew. */
function isSameDraft(known: Ids, seen: Ids): boolean {
  if (known.draft !== undefined && seen.draft !== undefined) return known.draft === seen.draft;
  return known.compose !== undefined && known.compose === seen.compose;
}

/** In the page, and not just an emptied shell, as a closed full-screen window leaves behind. */
function isInPage(compose: ComposeWindow): boolean {
  return compose.root.isConnected && compose.root.childElementCount > 0;
}

function listenToPerson(
  page: Document,
  windows: ComposeRegistry,
  lookSoon: () => void,
  signal: AbortSignal,
): void {
  const trusted = (type: string, notice: (compose: ComposeWindow, event: Event) => void) =>
    page.addEventListener(
      type,
      (event) => {
        const compose = event.isTrusted ? windows.at(event.target) : undefined;
        if (compose) contain(() => notice(compose, event));
      },
      { capture: true, passive: true, signal },
    );
  for (const type of ['paste', 'drop', 'cut', 'compositionstart'])
    trusted(type, (compose) => compose.noticeWriting());
  // Some pages act when the button is released, and a window that then goes never sees the click.
  for (const type of ['mouseup', 'click'] as const) {
    trusted(type, (compose, event) => {
      const { target } = event;
      const isPrimary = event instanceof MouseEvent && event.button === 0;
      if (isPrimary && target instanceof Element) compose.noticeRelease(target, type);
    });
  }
  // Enter and space in a dialog's button come as a click too.
  page.addEventListener(
    'click',
    ({ isTrusted, target }) => {
      const isOutside = isTrusted && target instanceof Element && !windows.at(target);
      if (isOutside) contain(() => windows.releasedOutside(target));
    },
    { capture: true, passive: true, signal },
  );
  trusted('keydown', (compose, event) => event instanceof KeyboardEvent && noticeKey(compose, event));
  page.addEventListener('input', lookSoon, { capture: true, passive: true, signal });
  page.addEventListener('selectionchange', () => contain(() => noteCaret(page, windows)), {
    passive: true,
    signal,
  });
}

/** Where the person was writing, for what they insert from a window of ours that then has the focus. */
function noteCaret(page: Document, windows: ComposeRegistry): void {
  const range = selectedIn(page);
  if (range) windows.at(range.commonAncestorContainer)?.noticeCaret(range);
}

function noticeKey(compose: ComposeWindow, event: KeyboardEvent): void {
  const { key, target } = event;
  const control = target instanceof Element && (key === 'Enter' || key === ' ') && compose.controlOf(target);
  const meant = compose.keyOf(event) ?? (control || null);
  if (meant === 'send') compose.noticePress();
  else if (meant === 'discard') compose.noticeDiscard();
  else if (writes(event)) compose.noticeWriting();
}

/** A key that may change text: not a lone modifier, not moving about. */
function writes({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (key.length === 1) return !(ctrlKey || metaKey) || /[vxyz]/i.test(key);
  return ['Enter', 'Backspace', 'Delete', 'Process', 'Unidentified'].includes(key);
}
