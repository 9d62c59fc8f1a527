import type { FieldReport } from '../../contract/compose.ts';
import type { Recipient } from '../../contract/primitives.ts';
import type { RecipientField, WriteContext } from '../compose/anatomy.ts';
import { type Way, writeWell } from '../compose/recipients.ts';
import { findAddress } from '../dom/addresses.ts';
import { compact } from '../dom/html.ts';
import { climb, climbAll } from '../dom/ladder.ts';
import { isShown } from '../dom/shown.ts';
import { waitFor } from '../dom/wait.ts';
import { press, tellInput } from '../dom/write.ts';
import { findWell, readRecipients } from './read.ts';
import { chips, pickerRows, showCopies, sometimes } from './selectors.ts';

/** How long the page may take to make chips of what it was given. */
const CHIPS_MS = 400;
/** How long a field may take to appear once its button was pressed. */
const REVEAL_MS = 500;
/** How long the address picker may take to open. */
const PICKER_MS = 1000;

/**
 * Writes one recipient field where nothing stands, and reads the chips back. Sources disagree about what makes a chip,
 * so there are several ways; what none of them brings is refused, and the person copies it.
 */
export function writeRecipients(
  context: WriteContext,
  field: RecipientField,
  wanted: readonly Recipient[],
): Promise<FieldReport> {
  const { root } = context;
  const well = {
    read: () => readRecipients(root, field),
    reveal: () => reveal(context, field),
    find: () => findWell(root, field),
    pending: pendingText,
    clear,
    ways: () => waysToWrite(context, field),
    chipsMs: CHIPS_MS,
    goesOn: true,
  };
  return writeWell(context, well, wanted);
}

async function reveal({ root, signal }: WriteContext, field: RecipientField): Promise<HTMLElement | null> {
  const visible = () => {
    const well = findWell(root, field);
    return well && isShown(well, root) ? well : null;
  };
  for (const button of visible() ? [] : buttonsFor(root, field)) {
    if (button.isConnected) press(button);
    const shown = await waitFor(visible, root, REVEAL_MS, signal);
    if (shown) return shown;
  }
  return visible();
}

/**
 * Buttons that may bring a field, the likeliest first: they stand in the order of the fields that are not shown. The
 * field then tells its name; where it has none, only all three together tell which is which.
 */
function buttonsFor(root: HTMLElement, field: RecipientField): HTMLElement[] {
  const hidden = (['cc', 'bcc'] as const).filter((copy) => !findWell(root, copy)).map(String);
  const place = hidden.indexOf(field);
  const buttons = climbAll(root, showCopies);
  const own = buttons[place];
  return own ? [own, ...buttons.filter((button) => button !== own)] : place < 0 ? [] : buttons;
}

function waysToWrite(context: WriteContext, field: RecipientField): Way<HTMLElement>[] {
  const { pasteInPage } = context;
  const pasted: Way<HTMLElement> = (well, wanted) =>
    void pasteInPage?.(well, wanted.map(({ email }) => email).join(', '));
  const picked: Way<HTMLElement> = (_well, wanted) => pick(context, wanted, field);
  return [typed, ...(pasteInPage ? [pasted] : []), picked];
}

/** As an editing command, each address closed by a comma. */
function typed(well: HTMLElement, wanted: readonly Recipient[]): void {
  toEnd(well);
  for (const { email } of wanted) {
    write(well, email);
    write(well, ',');
  }
}

/** One after the other from the picker: the row of exactly this address, or the one that takes it as typed. */
async function pick(
  { root, signal, touched }: WriteContext,
  wanted: readonly Recipient[],
  field: RecipientField,
): Promise<void> {
  const page = root.ownerDocument;
  for (const { email } of wanted) {
    const well = findWell(root, field); // drawn anew after each pick
    if (!well || touched()) return;
    well.focus();
    toEnd(well);
    write(well, email);
    const row = await waitFor(() => rowOf(page, email), page.body, PICKER_MS, signal);
    if (!row || touched()) return;
    press(row);
    const stands = () => readRecipients(root, field).some((one) => one.toLowerCase() === email.toLowerCase());
    await waitFor(() => stands() || null, root, CHIPS_MS, signal);
  }
}

function rowOf(page: Document, email: string): HTMLElement | null {
  const list = climb(page, sometimes.picker)?.element;
  const rows = [...(list?.querySelectorAll<HTMLElement>(pickerRows) ?? [])];
  return rows.find((row) => addressIn(row)?.toLowerCase() === email.toLowerCase()) ?? null;
}

function addressIn(row: HTMLElement): string | null {
  return findAddress(row.textContent ?? '') ?? findAddress(row.getAttribute('aria-label') ?? '');
}

function write(well: HTMLElement, text: string): void {
  if (well.ownerDocument.activeElement !== well) return; // hidden by its page: what is written goes elsewhere
  if (!well.ownerDocument.execCommand('insertText', false, text)) {
    well.append(text);
    tellInput(well);
  }
}

function toEnd(well: HTMLElement): void {
  const selection = well.ownerDocument.getSelection();
  selection?.selectAllChildren(well);
  selection?.collapseToEnd();
}

/** What stands beside the chips and their zero-width gaps. */
function pendingText(well: HTMLElement): string {
  const copy = well.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  for (const chip of climbAll(copy, chips)) chip.remove();
  return compact(copy.textContent ?? '');
}

/** Takes away what was typed, and leaves the chips. */
function clear(well: HTMLElement): void {
  const page = well.ownerDocument;
  const texts = [...well.childNodes].filter((node) => node.nodeType === node.TEXT_NODE);
  const [first, last] = [texts[0], texts.at(-1)];
  well.focus();
  const range = page.createRange();
  if (climbAll(well, chips).length > 0 || !first || !last) {
    const text = texts.find((node) => compact(node.textContent ?? '') !== '');
    if (!text) return;
    range.selectNodeContents(text);
  } else {
    range.setStartBefore(first);
    range.setEndAfter(last);
  }
  const selection = page.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  page.execCommand('delete');
}
