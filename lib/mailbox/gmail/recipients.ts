import type { FieldReport } from '../../contract/compose.ts';
import type { Recipient } from '../../contract/primitives.ts';
import type { RecipientField, WriteContext } from '../compose/anatomy.ts';
import { type Way, writeWell } from '../compose/recipients.ts';
import { addressList } from '../dom/addresses.ts';
import { climb } from '../dom/ladder.ts';
import type { PasteInPage } from '../dom/paste-bridge.ts';
import { isShown } from '../dom/shown.ts';
import { waitFor } from '../dom/wait.ts';
import { paste, press, pressEnter, setValue } from '../dom/write.ts';
import { parseCompose, readRecipients } from './read.ts';
import { compose } from './selectors.ts';

/** How long the page may take to make chips of what was pasted. */
const CHIPS_MS = 300;
/** How long a field may take to appear once its link was pressed. */
const REVEAL_MS = 500;

type Input = HTMLInputElement | HTMLTextAreaElement;

/** Writes one recipient field where nothing stands, and reads the chips back. */
export function writeRecipients(
  context: WriteContext,
  field: RecipientField,
  wanted: readonly Recipient[],
): Promise<FieldReport> {
  const { root } = context;
  const well = {
    read: () => readRecipients(root, field),
    reveal: () => reveal(context, field),
    find: () => fieldOf(root, field),
    pending: (input: Input) => input.value.trim(),
    clear: (input: Input) => setValue(input, ''),
    ways: (input: Input) => waysToWrite(input, context.pasteInPage),
    chipsMs: CHIPS_MS,
    goesOn: false,
  };
  return writeWell(context, well, wanted);
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

/**
 * Ways to get a list in, best first. Firefox shows the page an empty clipboard when a content script pastes, so there
 * the page's own world does it; it is told by its wrapped objects.
 */
function waysToWrite(field: Input, pasteInPage: PasteInPage | null): Way<Input>[] {
  const here: Way<Input> = (input, wanted) => void paste(input, addressList(wanted));
  const there: Way<Input> = (input, wanted) => void pasteInPage?.(input, addressList(wanted));
  if (field instanceof HTMLTextAreaElement) return [typed, here];
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
