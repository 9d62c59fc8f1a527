import { fail, ok, type Result } from '../../contract/result.ts';
import { waitFor } from '../dom/wait.ts';
import type { Compose, ComposeKind } from '../mailbox.ts';
import type { Anatomy } from './anatomy.ts';
import type { ComposeRegistry } from './registry.ts';

/** How long a page may take to bring a compose window. */
const OPEN_MS = 8000;
/** A browser window of its own is loaded whole, and may turn out to be another page after all. */
const LOAD_MS = 12_000;
/** How long an opened window may take until all its parts are there; then it is used with those it has. */
const BUILD_MS = 1500;

export interface Opening {
  page: Document;
  windows: ComposeRegistry;
  anatomy: Anatomy;
  /** Asks the page for a window by its own means, and says why none came, should none come. */
  ask(): string;
  /** Is the page one compose window and nothing else; then that one is meant, and nothing is asked for. */
  isAlone?(): boolean;
  /** Does the box stand where a new message never does: an answer in a thread, say, that is opened meanwhile. */
  isElsewhere?(box: HTMLElement): boolean;
  /** Kinds in which a new window is written. */
  kinds: readonly ComposeKind[];
  /** How long to wait for a window, in milliseconds. */
  timeoutMs?: number | undefined;
  signal: AbortSignal;
}

/** Opens compose windows of a page one after the other: a window that comes belongs to the press before it. */
export function makeOpener(opening: Opening): () => Promise<Result<Compose>> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const run = last
      .then(() => openWindow(opening))
      .catch(() => notOpened('the page answered in an unknown way'));
    last = run;
    return run;
  };
}

async function openWindow(opening: Opening): Promise<Result<Compose>> {
  const { page, anatomy, signal, timeoutMs = OPEN_MS } = opening;
  if (opening.isAlone?.()) {
    const own = await waitForOwn(opening);
    if (own) return useWindow(opening, own);
    if (opening.isAlone()) return notOpened('this window stayed empty');
  }
  const before = new Set(anatomy.findBoxes(page));
  const why = opening.ask();
  const isNew = (box: HTMLElement) => !before.has(box) && !opening.isElsewhere?.(box);
  const find = () => anatomy.findBoxes(page).find(isNew) ?? null;
  const box = await waitFor(find, page.body, timeoutMs, signal);
  return box ? useWindow(opening, box) : notOpened(why);
}

async function waitForOwn(opening: Opening): Promise<HTMLElement | null> {
  const { page, anatomy, signal, timeoutMs = LOAD_MS } = opening;
  const look = () => anatomy.findBoxes(page)[0] ?? (opening.isAlone?.() ? null : 'other');
  const found = await waitFor(look, page.body, timeoutMs, signal);
  return found === 'other' ? null : found;
}

/** The window in this box, once it is built. */
async function useWindow(opening: Opening, box: HTMLElement): Promise<Result<Compose>> {
  const { windows, anatomy, kinds, signal } = opening;
  const missing = () => anatomy.parse(box).missing;
  await waitFor(() => missing().length === 0 || null, box, BUILD_MS, signal);
  windows.look();
  const compose = windows.at(box);
  if (!compose?.isBuilt) return notOpened(`parts of it are missing: ${missing().join(', ')}`);
  if (compose.isReply) return notOpened('an answer was opened instead');
  const fits = compose.kind !== null && kinds.includes(compose.kind);
  return fits ? ok(compose) : notOpened(`it came as ${compose.kind}, where we do not write yet`);
}

function notOpened(why: string): Result<never> {
  return fail('COMPOSE_NOT_FOUND', `No compose window could be opened: ${why}.`);
}
