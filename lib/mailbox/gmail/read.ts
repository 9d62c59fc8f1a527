import type { PartCheck } from '../../contract/mail-page.ts';
import type { ComposeParts, RecipientField } from '../compose/anatomy.ts';
import { findAddress } from '../dom/addresses.ts';
import { checkLadder, climb, climbAll, type Found, type Ladder } from '../dom/ladder.ts';
import type { ComposeKind } from '../mailbox.ts';
import { chips, compose, place, sometimes } from './selectors.ts';
import { messageId } from './traffic.ts';

/** With the fields in which recipients are typed. */
export interface GmailParts extends ComposeParts {
  inputs: Record<RecipientField, HTMLInputElement | HTMLTextAreaElement | null>;
}

/**
 * Finds the parts of a compose window.
 *
 * @param root - element of the window, as `findBoxes` gives it
 * @returns the parts, or, when there is not even a body to write in, the names of all that is missing
 */
export function parseCompose(root: HTMLElement): GmailParts | { missing: string[] } {
  const missing = checkCompose(root).flatMap(({ part, step }) => (step === null ? part : []));
  const body = climb(root, compose.body)?.element;
  if (!body) return { missing };
  return {
    kind: kindOf(root),
    reply: isReply(root),
    body,
    subject: asInput(climb(root, compose.subject)),
    inputs: {
      to: asField(climb(root, compose.to)),
      cc: asField(climb(root, compose.cc)),
      bcc: asField(climb(root, compose.bcc)),
    },
    missing,
  };
}

/** All compose windows of a page, built or still being built. */
export function findBoxes(page: ParentNode): HTMLElement[] {
  return climbAll(page, sometimes.box);
}

/** Addresses that stand in a recipient field as chips; text not yet turned into a chip is no recipient. */
export function readRecipients(root: ParentNode, field: RecipientField): string[] {
  for (const css of chips[field]) {
    const found = [...query(root, css)].flatMap((chip) => findAddress(addressText(chip)) ?? []);
    if (found.length > 0) return [...new Set(found)];
  }
  return [];
}

/** Names the window is known by: `draft` (equals the message's id in the traffic) and `compose`; absent until known. */
export function readIds(root: HTMLElement): Record<string, string> {
  const draft = messageId(hiddenValue(climb(root, compose.draftId)));
  const composeId = root.getAttribute('data-compose-id') ?? hiddenValue(climb(root, compose.composeId));
  return { ...(draft && { draft }), ...(composeId && { compose: composeId }) };
}

function kindOf(root: HTMLElement): ComposeKind {
  if (root.closest(place.inline)) return 'inline';
  if (root.closest(place.fullscreen)) return 'fullscreen';
  if (root.closest(place.docked)) return 'docked';
  const dialog = root.closest(place.dialog);
  if (root.closest(place.popout) || !dialog) return 'popout';
  return isAboveFoot(dialog) ? 'fullscreen' : 'docked';
}

/** A docked window stands on the lower edge of the page; one in full screen leaves some of it free. */
function isAboveFoot(dialog: Element): boolean {
  const { bottom, height } = dialog.getBoundingClientRect();
  return height > 0 && bottom < dialog.ownerDocument.documentElement.clientHeight - 1;
}

function isReply(root: HTMLElement): boolean {
  return sometimes.replyTo.steps.some(
    (how) => hiddenValue(climb(root, { ...sometimes.replyTo, steps: [how] })) !== '',
  );
}

function hiddenValue(found: Found | null): string {
  if (!found) return '';
  return found.element instanceof HTMLInputElement
    ? found.element.value
    : (found.element.dataset.composeId ?? '');
}

function addressText(chip: Element): string {
  if (chip instanceof HTMLInputElement) return chip.value;
  return chip.getAttribute('data-hovercard-id') ?? chip.getAttribute('email') ?? '';
}

function asInput(found: Found | null): HTMLInputElement | null {
  return found?.element instanceof HTMLInputElement ? found.element : null;
}

function asField(found: Found | null): HTMLInputElement | HTMLTextAreaElement | null {
  const element = found?.element;
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
}

function query(root: ParentNode, css: string): Iterable<Element> {
  try {
    return root.querySelectorAll(css);
  } catch {
    return []; // not known to this selector engine
  }
}

/**
 * Which step holds for each part of a compose window. A window may build its recipient fields only when they are asked
 * for: while none of them is there, they are not lost as long as what brings them is; and once a field is there, what
 * brings it has done its work.
 */
export function checkCompose(root: ParentNode): PartCheck[] {
  const hasFields = STAND_INS.some(([field]) => climb(root, field));
  const spared = STAND_INS.flatMap(([field, link]) => {
    if (climb(root, field)) return link.part;
    return !hasFields && climb(root, link) ? field.part : [];
  });
  const checks = Object.values(compose).map((ladder) => checkLadder(root, ladder));
  return checks.filter(({ part, step }) => step !== null || !spared.includes(part));
}

/** A recipient field, and what brings it when it is not there. */
const STAND_INS: readonly (readonly [Ladder, Ladder])[] = [
  [compose.to, compose.cover],
  [compose.cc, compose.showCc],
  [compose.bcc, compose.showBcc],
];
