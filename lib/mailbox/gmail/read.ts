import { findAddress } from '../dom/addresses.ts';
import { climb, climbAll, type Found, type Ladder } from '../dom/ladder.ts';
import type { PartCheck } from '../mailbox.ts';
import { chips, compose, place, type RecipientField, sometimes } from './selectors.ts';
import { messageId } from './traffic.ts';

export type ComposeKind = 'docked' | 'fullscreen' | 'popout' | 'inline';

/** The parts of one compose window; a part that is lost is null, and its name stands in `missing`. */
export interface ComposeParts {
  kind: ComposeKind;
  /** An answer in a thread: its recipients and subject belong to the thread and are never written. */
  reply: boolean;
  body: HTMLElement;
  subject: HTMLInputElement | null;
  inputs: Record<RecipientField, HTMLInputElement | HTMLTextAreaElement | null>;
  missing: string[];
}

/**
 * Finds the parts of a compose window.
 *
 * @param root - element of the window, as `findBoxes` gives it
 * @returns the parts, or, when there is not even a body to write in, the names of all that is missing
 */
export function parseCompose(root: HTMLElement): ComposeParts | { missing: string[] } {
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
  const inDialog = root.closest(place.dialog) !== null;
  return root.closest(place.popout) || !inDialog ? 'popout' : 'docked';
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

/** Which step of a ladder holds, for the self-check. */
export function checkLadder(root: ParentNode, ladder: Ladder): PartCheck {
  return { part: ladder.part, step: climb(root, ladder)?.step ?? null, function: ladder.function };
}

/**
 * Which step holds for each part of a compose window. A field that has yet to be asked for, or whose link has done its
 * work, is not lost: of such a pair the one that is not there is left out.
 */
export function checkCompose(root: ParentNode): PartCheck[] {
  const spared = STAND_INS.flatMap(([one, other]) => {
    if (climb(root, one)) return other.part;
    return climb(root, other) ? one.part : [];
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
