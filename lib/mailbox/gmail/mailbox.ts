import { fail, ok, type Result } from '../../contract/result.ts';
import { climb } from '../dom/ladder.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import { waitFor } from '../dom/wait.ts';
import { press } from '../dom/write.ts';
import type { Compose, Mailbox, PartCheck } from '../mailbox.ts';
import { readAccount } from './account.ts';
import type { GmailCompose } from './compose.ts';
import { isDarkPage, railSpace } from './layout.ts';
import { checkCompose, checkLadder, findBoxes, parseCompose } from './read.ts';
import { ComposeRegistry } from './registry.ts';
import { page as pageParts, sometimes } from './selectors.ts';

/** How long Gmail may take to bring a compose window. */
const OPEN_MS = 8000;
/** How long an opened window may take until all its parts are there; then it is used with those it has. */
const BUILD_MS = 1500;

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
  const windows = new ComposeRegistry(page, { pasteInPage: options.pasteInPage ?? null, clock, signal });
  let opening: Promise<unknown> = Promise.resolve();
  const open = () => openWindow(page, windows, options.openTimeoutMs ?? OPEN_MS, signal);
  return {
    site: 'gmail',
    account: () => readAccount(page),
    isDark: () => isDarkPage(page),
    openCompose() {
      // One after the other: a window that comes belongs to the press before it.
      const run = opening.then(open).catch(() => notFound('the page answered in an unknown way'));
      opening = run;
      return run;
    },
    composes: () => windows.open(),
    onCompose: (found, stop) => windows.onFound(found, stop),
    check: () => check(page),
    rail: () => railSpace(page),
  };
}

async function openWindow(
  page: Document,
  windows: ComposeRegistry,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Result<Compose>> {
  const before = new Set(findBoxes(page));
  const askedForIt = askForWindow(page);
  const box = await waitFor(
    () => findBoxes(page).find((b) => !before.has(b)) ?? null,
    page.body,
    timeoutMs,
    signal,
  );
  if (!box) return notFound(askedForIt);
  await waitFor(() => isComplete(box) || null, box, BUILD_MS, signal);
  windows.look();
  const compose = windows.at(box);
  if (!compose || !isUsable(box)) return notFound(`parts of it are missing: ${missingOf(box).join(', ')}`);
  return kindFits(compose) ? ok(compose) : notFound(`it came as ${compose.kind}, where we do not write yet`);
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

function kindFits(compose: GmailCompose): boolean {
  return compose.kind === 'docked';
}

function isComplete(box: HTMLElement): boolean {
  return missingOf(box).length === 0;
}

function isUsable(box: HTMLElement): boolean {
  return 'body' in parseCompose(box);
}

function missingOf(box: HTMLElement): string[] {
  return parseCompose(box).missing;
}

function notFound(why: string): Result<never> {
  return fail('COMPOSE_NOT_FOUND', `No compose window could be opened: ${why}.`);
}

/** Each part of the page, and of the first compose window when one is open. */
function check(page: Document): PartCheck[] {
  const [box] = findBoxes(page);
  const ofPage = Object.values(pageParts).map((ladder) => checkLadder(page, ladder));
  if (!box) return ofPage;
  return [...ofPage, checkLadder(page, sometimes.box), ...checkCompose(box)];
}
