import { contain } from '../dom/contain.ts';
import { gather } from '../dom/wait.ts';
import { GmailCompose, type GmailComposeOptions } from './compose.ts';
import { findBoxes, parseCompose, readIds } from './read.ts';

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
  readonly #options: GmailComposeOptions;
  readonly #listeners = new Set<(compose: GmailCompose) => void>();
  readonly #leaving = new Map<GmailCompose, number>();
  #known: GmailCompose[] = [];
  readonly #announced = new WeakSet<GmailCompose>();

  constructor(page: Document, options: GmailComposeOptions) {
    this.#page = page;
    this.#options = options;
    const { signal } = options;
    const lookSoon = gather(() => contain(() => this.look()), LOOK_MS, signal);
    const observer = new MutationObserver(lookSoon);
    const attributeFilter = ['value', 'data-hovercard-id', 'data-compose-id'];
    observer.observe(page.body, { subtree: true, childList: true, attributes: true, attributeFilter });
    signal.addEventListener('abort', () => observer.disconnect());
    listenToPerson(page, this, lookSoon, signal);
    contain(() => this.look());
  }

  /** Windows open now whose body is built. */
  open(): GmailCompose[] {
    return this.#known.filter((compose) => !compose.isGone && isBuilt(compose));
  }

  onFound(found: (compose: GmailCompose) => void, stop: AbortSignal): void {
    if (stop.aborted) return;
    this.#listeners.add(found);
    stop.addEventListener('abort', () => this.#listeners.delete(found));
    for (const compose of this.open()) if (this.#announced.has(compose)) found(compose);
  }

  at(target: EventTarget | null): GmailCompose | undefined {
    if (!(target instanceof Node)) return undefined;
    return this.#known.find((compose) => !compose.isGone && compose.root.contains(target));
  }

  look(): void {
    const boxes = findBoxes(this.#page);
    for (const compose of this.#known) if (!compose.isGone) compose.look();
    for (const box of boxes) this.#take(box);
    this.#findGone();
    for (const compose of this.open()) if (!this.#announced.has(compose)) this.#announce(compose);
  }

  #take(box: HTMLElement): void {
    const holder = this.#known.find((compose) => !compose.isGone && compose.root === box);
    const earlier = this.#sameDraft(box, holder);
    if (earlier) {
      this.#known = this.#known.filter((compose) => compose !== holder);
      this.#leaving.delete(earlier);
      earlier.moveTo(box);
    } else if (!holder) {
      this.#known.push(new GmailCompose(box, this.#options));
    }
  }

  /** A window that has left the page with the draft that now stands in `box`. */
  #sameDraft(box: HTMLElement, holder: GmailCompose | undefined): GmailCompose | undefined {
    const { draft } = readIds(box);
    if (draft === undefined) return undefined;
    return this.#known.find((c) => c !== holder && !isInPage(c) && c.ids().draft === draft);
  }

  #findGone(): void {
    for (const compose of this.#known) {
      if (compose.isGone || isInPage(compose)) this.#leaving.delete(compose);
      else if (!this.#leaving.has(compose)) this.#wait(compose);
    }
    this.#known = this.#known.filter((compose) => !compose.isGone || compose.isWatched);
  }

  #wait(compose: GmailCompose): void {
    const since = this.#options.clock();
    this.#leaving.set(compose, since);
    setTimeout(() => {
      if (this.#options.signal.aborted || this.#leaving.get(compose) !== since || isInPage(compose)) return;
      this.#leaving.delete(compose);
      compose.leave();
    }, GONE_AFTER_MS);
  }

  #announce(compose: GmailCompose): void {
    this.#announced.add(compose);
    for (const listener of this.#listeners) contain(() => listener(compose));
  }
}

function isBuilt(compose: GmailCompose): boolean {
  return 'body' in parseCompose(compose.root);
}

/** In the page, and not just an emptied shell, as a closed full-screen window leaves behind. */
function isInPage(compose: GmailCompose): boolean {
  return compose.root.isConnected && compose.root.childElementCount > 0;
}

function listenToPerson(
  page: Document,
  windows: ComposeRegistry,
  lookSoon: () => void,
  signal: AbortSignal,
): void {
  const trusted = (type: string, notice: (compose: GmailCompose, event: Event) => void) =>
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
  // Gmail acts when the button is released, and a window that then goes never sees the click.
  for (const type of ['mouseup', 'click']) {
    trusted(type, (compose, event) => {
      const { target } = event;
      const isPrimary = event instanceof MouseEvent && event.button === 0;
      if (isPrimary && target instanceof Element) compose.noticeRelease(target);
    });
  }
  trusted('keydown', (compose, event) => event instanceof KeyboardEvent && noticeKey(compose, event));
  page.addEventListener('input', lookSoon, { capture: true, passive: true, signal });
}

function noticeKey(compose: GmailCompose, event: KeyboardEvent): void {
  const { key, target } = event;
  const withCtrl = event.ctrlKey || event.metaKey;
  const onSend = target instanceof Element && compose.isSendControl(target);
  if (key === 'Enter' && withCtrl) compose.noticePress();
  else if (onSend && (key === 'Enter' || key === ' ')) compose.noticePress();
  else if (withCtrl && event.shiftKey && key.toLowerCase() === 'd') compose.noticeDiscard();
  else if (writes(event)) compose.noticeWriting();
}

/** A key that may change text: not a lone modifier, not moving about. */
function writes({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (key.length === 1) return !(ctrlKey || metaKey) || /[vxyz]/i.test(key);
  return ['Enter', 'Backspace', 'Delete', 'Process', 'Unidentified'].includes(key);
}
