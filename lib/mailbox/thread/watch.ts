import type { MailThread } from '../../contract/thread.ts';
import { contain } from '../dom/contain.ts';
import { gather } from '../dom/wait.ts';

/**
 * A page draws a thread in many steps. The first is looked at once it is done, so that nobody is shown beside a thread
 * that is gone, the others together.
 */
const LOOK_MS = 200;

/**
 * Follows which thread is open. The addresses of some pages change without an event that a content script hears
 * (`history.pushState`), so the page itself is watched; nothing is watched while nobody listens or the tab is hidden.
 *
 * @param read - the thread that is open and visible, null in a list; must be cheap
 */
export class ThreadWatch {
  readonly #page: Document;
  readonly #read: () => MailThread | null;
  readonly #signal: AbortSignal;
  readonly #listeners = new Set<(thread: MailThread | null) => void>();
  readonly #lookSoon: () => void;
  readonly #observer: MutationObserver;
  #told = '';

  constructor(page: Document, read: () => MailThread | null, signal: AbortSignal) {
    this.#page = page;
    this.#read = read;
    this.#signal = signal;
    this.#lookSoon = gather(() => contain(() => this.#look()), LOOK_MS, signal, 0);
    this.#observer = new MutationObserver(this.#lookSoon);
    signal.addEventListener('abort', () => this.#observer.disconnect());
    const view = page.defaultView;
    for (const type of ['hashchange', 'popstate'])
      view?.addEventListener(type, this.#lookSoon, { signal, passive: true });
    page.addEventListener('visibilitychange', () => this.#watch(), { signal });
  }

  on(changed: (thread: MailThread | null) => void, stop: AbortSignal): void {
    if (stop.aborted || this.#signal.aborted) return;
    this.#listeners.add(changed);
    stop.addEventListener('abort', () => {
      this.#listeners.delete(changed);
      if (this.#listeners.size === 0) this.#observer.disconnect();
    });
    this.#watch();
    contain(() => changed(this.#read()));
  }

  /** Views are shown and hidden by their style, drawn anew, or told apart by what is selected. */
  #watch(): void {
    this.#observer.disconnect();
    if (this.#page.hidden || this.#signal.aborted || this.#listeners.size === 0) return;
    const attributeFilter = ['style', 'hidden', 'aria-selected', 'data-message-id', 'data-convid'];
    this.#observer.observe(this.#page.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter,
    });
    this.#lookSoon();
  }

  #look(): void {
    if (this.#page.hidden || this.#listeners.size === 0) return;
    const thread = this.#read();
    const now = JSON.stringify(thread);
    if (now === this.#told) return;
    this.#told = now;
    for (const changed of this.#listeners) contain(() => changed(thread));
  }
}
