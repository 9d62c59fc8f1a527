import type { PartCheck } from '../../contract/mail-page.ts';
import { makeOpener } from '../compose/open.ts';
import { ComposeRegistry } from '../compose/registry.ts';
import { checkLadder, climb, climbAll } from '../dom/ladder.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import { press } from '../dom/write.ts';
import type { Account, Mailbox } from '../mailbox.ts';
import { ThreadWatch } from '../thread/watch.ts';
import { readAccount } from './account.ts';
import { outlookAnatomy } from './anatomy.ts';
import { deepLink } from './deep-link.ts';
import { isDarkPage, isMail, railSpace } from './layout.ts';
import { checkCompose, findBoxes, isOwnWindow } from './read.ts';
import { page as pageParts, sometimes } from './selectors.ts';
import { checkThread, readThread } from './thread.ts';

export interface OutlookMailboxOptions {
  /** Stops every observer and listener. */
  signal: AbortSignal;
  /** From `createPasteBridge`: Outlook's editor takes text from its own world alone. */
  pasteInPage?: PasteInPage;
  /** For tests: how long to wait for a window, in milliseconds. */
  openTimeoutMs?: number;
}

/** Outlook on the web, in its own page or in a window with a message alone. */
export function createOutlookMailbox(page: Document, options: OutlookMailboxOptions): Mailbox {
  const { signal } = options;
  const windows = new ComposeRegistry(page, {
    anatomy: outlookAnatomy,
    pasteInPage: options.pasteInPage ?? null,
    clock: () => performance.now(),
    signal,
  });
  const account = rememberAccount(page);
  const threadNow = () => readThread(page, account());
  const threads = new ThreadWatch(page, threadNow, signal);
  const openCompose = makeOpener({
    page,
    windows,
    anatomy: outlookAnatomy,
    ask: () => askForWindow(page),
    kinds: ['docked', 'popout'],
    isAlone: () => isOwnWindow(page),
    timeoutMs: options.openTimeoutMs,
    signal,
  });
  return {
    site: 'outlook',
    account,
    isDark: () => isDarkPage(page),
    isComposeWindow: () => isOwnWindow(page),
    composeAddress: (prefill) => deepLink(page.location, prefill),
    openCompose,
    composes: () => windows.open(),
    onCompose: (found, stop) => windows.onFound(found, stop),
    thread: threadNow,
    onThread: (changed, stop) => threads.on(changed, stop),
    check: () => check(page),
    rail: () => railSpace(page),
  };
}

/**
 * A folded folder pane shows no address, but the page cannot change hands without being loaded anew: what it has shown
 * still holds under the same path.
 */
function rememberAccount(page: Document): () => Account {
  let seen: { path: string; account: Account } | null = null;
  return () => {
    const path = /^\/mail(\/[^/]*@[^/]*|\/\d+)?/.exec(page.location?.pathname ?? '')?.[0] ?? '';
    const account = readAccount(page);
    if (typeof account !== 'string') seen = { path, account };
    const isFolded = account === 'unknown' && climbAll(page, pageParts.account).length === 0;
    return isFolded && seen?.path === path ? seen.account : account;
  };
}

function askForWindow(page: Document): string {
  const button = climb(page, pageParts.newMail)?.element;
  if (!button) return 'the page has no New mail button that we know';
  press(button);
  return 'the New mail button brought none';
}

/** Each part of the page, and of the first compose window when one is open. */
function check(page: Document): PartCheck[] {
  if (!isMail(page.location) && !isOwnWindow(page)) return [];
  const [box] = findBoxes(page);
  const ofPage = isOwnWindow(page) ? [] : Object.values(pageParts).map((ladder) => checkLadder(page, ladder));
  return [
    ...ofPage,
    ...checkThread(page),
    ...(box ? [checkLadder(page, sometimes.box), ...checkCompose(box)] : []),
  ];
}
