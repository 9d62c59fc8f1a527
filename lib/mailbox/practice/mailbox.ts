import type { PartCheck } from '../../contract/mail-page.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import { selectedIn } from '../compose/body.ts';
import { checkLadder, climb } from '../dom/ladder.ts';
import { waitFor } from '../dom/wait.ts';
import { press } from '../dom/write.ts';
import type { Account, Compose, Mailbox } from '../mailbox.ts';
import { ThreadWatch } from '../thread/watch.ts';
import { PracticeCompose } from './compose.ts';
import { parseCompose } from './read.ts';
import { compose as composeParts, page as pageParts, WINDOW } from './selectors.ts';
import { readThread } from './thread.ts';

const OPEN_MS = 5000;
const HEADER_PX = 60;
const EDGE_PX = 16;

export interface PracticeMailboxOptions {
  /** Stops every observer and listener. */
  signal: AbortSignal;
  /** For tests: how long to wait for a window, in milliseconds. */
  openTimeoutMs?: number;
}

/** The practice mailbox that our own server serves. */
export function createPracticeMailbox(page: Document, options: PracticeMailboxOptions): Mailbox {
  const windows = new PracticeWindows(page, options.signal);
  const threadNow = () => readThread(page, readAccount(page));
  const threads = new ThreadWatch(page, threadNow, options.signal);
  let opening: Promise<unknown> = Promise.resolve();
  return {
    site: 'practice',
    account: () => readAccount(page),
    isDark: () => page.documentElement.dataset.practiceTheme === 'dark',
    openCompose() {
      // One after the other: a window that comes belongs to the press before it.
      const run = opening.then(() => openWindow(page, windows, options));
      opening = run;
      return run;
    },
    isComposeWindow: () => false,
    composeAddress: () => null,
    composes: () => windows.open(),
    onCompose: (found, stop) => windows.onFound(found, stop),
    thread: threadNow,
    onThread: (changed, stop) => threads.on(changed, stop),
    check: () => check(page),
    rail: () => railSpace(page),
  };
}

/** All compose windows of the page; one observer for all of them. */
class PracticeWindows {
  readonly #page: Document;
  readonly #signal: AbortSignal;
  readonly #known = new Map<HTMLElement, PracticeCompose>();
  readonly #listeners = new Set<(compose: PracticeCompose) => void>();

  constructor(page: Document, signal: AbortSignal) {
    this.#page = page;
    this.#signal = signal;
    const look = () => this.look();
    const observer = new MutationObserver(look);
    const attributeFilter = ['data-practice-state', 'data-practice-recipient'];
    observer.observe(page.body, { subtree: true, childList: true, attributes: true, attributeFilter });
    signal.addEventListener('abort', () => observer.disconnect());
    page.addEventListener('input', look, { capture: true, passive: true, signal });
    page.addEventListener('selectionchange', () => this.#noteCaret(), { passive: true, signal });
    this.look();
  }

  open(): PracticeCompose[] {
    this.look();
    return [...this.#known.values()];
  }

  at(root: HTMLElement): PracticeCompose | undefined {
    this.look();
    return this.#known.get(root);
  }

  onFound(found: (compose: PracticeCompose) => void, stop: AbortSignal): void {
    if (stop.aborted) return;
    for (const compose of this.open()) found(compose);
    this.#listeners.add(found);
    stop.addEventListener('abort', () => this.#listeners.delete(found));
  }

  look(): void {
    for (const [root, compose] of this.#known) {
      if (root.isConnected) compose.look();
      else {
        this.#known.delete(root);
        compose.leave();
      }
    }
    for (const root of this.#page.querySelectorAll<HTMLElement>(WINDOW)) {
      if (!this.#known.has(root)) this.#take(root);
    }
  }

  /** Where the person was writing, for what they insert from a window of ours that then has the focus. */
  #noteCaret(): void {
    const range = selectedIn(this.#page);
    if (range) for (const compose of this.#known.values()) compose.noticeCaret(range);
  }

  #take(root: HTMLElement): void {
    const compose = new PracticeCompose(root, this.#signal);
    this.#known.set(root, compose);
    for (const listener of this.#listeners) listener(compose);
  }
}

async function openWindow(
  page: Document,
  windows: PracticeWindows,
  { signal, openTimeoutMs = OPEN_MS }: PracticeMailboxOptions,
): Promise<Result<Compose>> {
  const roots = () => [...page.querySelectorAll<HTMLElement>(WINDOW)];
  const before = new Set(roots());
  const button = climb(page, pageParts.composeButton)?.element;
  if (!button) return notFound('the page has no Compose button');
  press(button);
  const built = () => roots().find((root) => !before.has(root) && 'body' in parseCompose(root)) ?? null;
  const root = await waitFor(built, page.body, openTimeoutMs, signal);
  const compose = root && windows.at(root);
  return compose ? ok(compose) : notFound('the Compose button brought none');
}

function notFound(why: string): Result<never> {
  return fail('COMPOSE_NOT_FOUND', `No compose window could be opened: ${why}.`);
}

function readAccount(page: Document): Account {
  const email = climb(page, pageParts.account)?.element.dataset.practiceAccount;
  return email ? { email } : 'unknown';
}

/** Each part of the page, and of the first compose window when one is open. */
function check(page: Document): PartCheck[] {
  const box = page.querySelector(WINDOW);
  const ofPage = Object.values(pageParts).map((ladder) => checkLadder(page, ladder));
  return box ? [...ofPage, ...Object.values(composeParts).map((ladder) => checkLadder(box, ladder))] : ofPage;
}

/** Below the header, above the highest compose window. */
function railSpace(page: Document): ReturnType<Mailbox['rail']> {
  const height = page.documentElement.clientHeight;
  const tops = [...page.querySelectorAll(WINDOW)].map((root) => root.getBoundingClientRect());
  const dockTop = Math.min(height, ...tops.filter((rect) => rect.height > 0).map((rect) => rect.top));
  const header = climb(page, pageParts.header)?.element.getBoundingClientRect().bottom;
  return {
    side: 'right',
    topPx: Math.round(header || HEADER_PX),
    bottomPx: Math.max(EDGE_PX, Math.round(height - dockTop)),
  };
}
