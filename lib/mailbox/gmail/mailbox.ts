import type { PartCheck } from '../../contract/mail-page.ts';
import { makeOpener } from '../compose/open.ts';
import { ComposeRegistry } from '../compose/registry.ts';
import { checkLadder, climb } from '../dom/ladder.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import { press } from '../dom/write.ts';
import type { Mailbox } from '../mailbox.ts';
import { ThreadWatch } from '../thread/watch.ts';
import { readAccount } from './account.ts';
import { composeAddress, isComposeWindow, isPopup } from './address.ts';
import { gmailAnatomy } from './anatomy.ts';
import { isDarkPage, railSpace } from './layout.ts';
import { checkCompose, findBoxes } from './read.ts';
import { page as pageParts, place, sometimes } from './selectors.ts';
import { checkThread, readThread } from './thread.ts';

export interface GmailMailboxOptions {
  /** Stops every observer and listener. */
  signal: AbortSignal;
  /** From `createPasteBridge`; needed in Firefox, a spare way elsewhere. */
  pasteInPage?: PasteInPage;
  /** For tests: how long to wait for a window, in milliseconds. */
  openTimeoutMs?: number;
}

/** Gmail in its own page. */
export function createGmailMailbox(page: Document, options: GmailMailboxOptions): Mailbox {
  const { signal } = options;
  const clock = () => performance.now();
  const windows = new ComposeRegistry(page, {
    anatomy: gmailAnatomy,
    pasteInPage: options.pasteInPage ?? null,
    clock,
    signal,
  });
  const threadNow = () => readThread(page, readAccount(page));
  const threads = new ThreadWatch(page, threadNow, signal);
  const openCompose = makeOpener({
    page,
    windows,
    anatomy: gmailAnatomy,
    ask: () => askForWindow(page),
    isAlone: () => isComposeWindow(page),
    isElsewhere: (box) => box.closest(place.inline) !== null,
    kinds: ['docked', 'fullscreen', 'popout'],
    timeoutMs: options.openTimeoutMs,
    signal,
  });
  return {
    site: 'gmail',
    account: () => readAccount(page),
    isDark: () => isDarkPage(page),
    openCompose,
    isComposeWindow: () => isComposeWindow(page),
    composeAddress: (prefill) => composeAddress(page, prefill),
    composes: () => windows.open(),
    onCompose: (found, stop) => windows.onFound(found, stop),
    thread: threadNow,
    onThread: (changed, stop) => threads.on(changed, stop),
    check: () => check(page),
    rail: () => railSpace(page),
  };
}

/** By the page's own button; without one, by the address that opens a window. */
function askForWindow(page: Document): string {
  const button = climb(page, pageParts.composeButton)?.element;
  if (button) {
    press(button);
    return 'the Compose button brought none';
  }
  const { location } = page;
  location.hash = `${(location.hash || '#inbox').replace(/\?.*$/, '')}?compose=new`;
  return 'the page has no Compose button that we know';
}

/** Each part of the page, of the thread that is open, and of the first compose window. A pop-up has no frame. */
function check(page: Document): PartCheck[] {
  const [box] = findBoxes(page);
  const { main, ...frame } = pageParts;
  const ofPage = isPopup(page) ? { main } : { ...frame, main };
  return [
    ...Object.values(ofPage).map((ladder) => checkLadder(page, ladder)),
    ...checkThread(page),
    ...(box ? [checkLadder(page, sometimes.box), ...checkCompose(box)] : []),
  ];
}
