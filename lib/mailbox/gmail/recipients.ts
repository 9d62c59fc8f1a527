import type { FieldReport } from '../../contract/compose.ts';
import type { Recipient } from '../../contract/primitives.ts';
import { addressList, sameAddresses } from '../dom/addresses.ts';
import { climb } from '../dom/ladder.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import { waitFor } from '../dom/wait.ts';
import { paste, press, pressEnter, setValue } from '../dom/write.ts';
import { parseCompose, readRecipients } from './read.ts';
import { compose, type RecipientField } from './selectors.ts';

/** How long the page may take to make chips of what was pasted. */
const CHIPS_MS = 300;
/** How long a field may take to appear once its link was pressed. */
const REVEAL_MS = 500;

type Input = HTMLInputElement | HTMLTextAreaElement;

export interface WriteContext {
  root: HTMLElement;
  pasteInPage: PasteInPage | null;
  /** The person has begun to write; nothing more may be written. */
  touched(): boolean;
  signal: AbortSignal;
}

/**
 * Writes one recipient field where nothing stands, and reads the chips back.
 *
 * @returns `already` when these recipients stand there, `refused` when others do or the page took not all of them
 */
export async function writeRecipients(
  context: WriteContext,
  field: RecipientField,
  wanted: readonly Recipient[],
): Promise<FieldReport> {
  const { root } = context;
  const emails = wanted.map(({ email }) => email);
  const standing = readRecipients(root, field);
  if (sameAddresses(standing, emails)) return emails.length === 0 ? 'empty' : 'already';
  if (emails.length === 0) return 'empty';
  if (standing.length > 0 || context.touched()) return 'refused';
  const input = await reveal(context, field);
  if (input === null || input.value.trim() !== '') return 'refused';
  for (const way of waysToWrite(input, context.pasteInPage)) {
    if (context.touched()) return 'refused';
    const now = fieldOf(root, field) ?? input; // the page may have drawn it anew
    now.focus();
    way(now, wanted);
    const done = await waitFor(
      () => sameAddresses(readRecipients(root, field), emails) || null,
      root,
      CHIPS_MS,
      context.signal,
    );
    if (done) return 'done';
    if (readRecipients(root, field).length > 0) break; // it took some: another way would double them
    if (now.value !== '' && !context.touched()) setValue(now, '');
  }
  return 'refused';
}

function fieldOf(root: HTMLElement, field: RecipientField): Input | null {
  const parts = parseCompose(root);
  return 'inputs' in parts ? parts.inputs[field] : null;
}

/** Opens the cover over the fields, and the field's own link, as far as they are in the way. */
async function reveal(context: WriteContext, field: RecipientField): Promise<Input | null> {
  const { root, signal } = context;
  const visible = () => {
    const input = fieldOf(root, field);
    return input && isShown(input, root) ? input : null;
  };
  if (visible()) return visible();
  const cover = climb(root, compose.cover)?.element;
  if (cover && isShown(cover, root)) uncover(cover);
  if (field !== 'to' && !visible()) pressLink(root, field);
  return (await waitFor(visible, root, REVEAL_MS, signal)) ?? fieldOf(root, field);
}

function uncover(cover: HTMLElement): void {
  cover.focus();
  press(cover);
}

function pressLink(root: HTMLElement, field: RecipientField): void {
  const link = climb(root, field === 'cc' ? compose.showCc : compose.showBcc)?.element;
  if (link) press(link);
}

/** Nothing between the element and the window's root is `display: none`; a field may well be 0 px wide when idle. */
function isShown(element: HTMLElement, root: HTMLElement): boolean {
  const view = root.ownerDocument.defaultView;
  for (let at: HTMLElement | null = element; at && at !== root; at = at.parentElement) {
    if (view?.getComputedStyle(at).display === 'none') return false;
  }
  return true;
}

type Way = (input: Input, wanted: readonly Recipient[]) => void;

/**
 * Ways to get a list in, best first. Firefox shows the page an empty clipboard when a content script pastes, so there
 * the page's own world does it; it is told by its wrapped objects.
 */
function waysToWrite(input: Input, pasteInPage: PasteInPage | null): Way[] {
  const here: Way = (field, wanted) => paste(field, addressList(wanted));
  const there: Way = (field, wanted) => pasteInPage?.(field, addressList(wanted));
  if (input instanceof HTMLTextAreaElement) return [typed, here];
  const isFirefox = 'wrappedJSObject' in window;
  return [
    ...(isFirefox ? [there, here] : [here, there]).filter((way) => way !== there || pasteInPage),
    typed,
  ];
}

/** One address after the other, each closed by Enter. */
function typed(input: Input, wanted: readonly Recipient[]): void {
  for (const recipient of wanted) {
    setValue(input, addressList([recipient]));
    pressEnter(input);
  }
}
