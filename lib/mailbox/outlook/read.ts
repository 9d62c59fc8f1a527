import type { PartCheck } from '../../contract/mail-page.ts';
import type { ComposeParts, RecipientField } from '../compose/anatomy.ts';
import { findAddress } from '../dom/addresses.ts';
import { checkLadder, climb, climbAll, type Found } from '../dom/ladder.ts';
import type { ComposeKind } from '../mailbox.ts';
import { chips, compose, page as pageParts, place, showCopies, sometimes } from './selectors.ts';
import { itemId } from './traffic.ts';

/**
 * Finds the parts of a compose window. Its recipient fields are not among them: Outlook draws them anew, so they are
 * looked for each time they are needed (`findWell`).
 *
 * @param root - element of the window, as `findBoxes` gives it
 * @returns the parts, or, when there is not even a body to write in, the names of all that is missing
 */
export function parseCompose(root: HTMLElement): ComposeParts | { missing: string[] } {
  const missing = checkCompose(root).flatMap(({ part, step }) => (step === null ? part : []));
  const body = climb(root, compose.body)?.element;
  if (!body) return { missing };
  const reply = isReply(root, body);
  return { kind: kindOf(root, reply), reply, body, subject: asInput(climb(root, compose.subject)), missing };
}

/** All compose windows of a page, built or still being built. */
export function findBoxes(page: ParentNode): HTMLElement[] {
  // A window of its own is one from the start; what stands in it comes later.
  const own = [...page.querySelectorAll<HTMLElement>(place.popout)];
  if (own.length > 0) return own;
  const named = climbAll(page, sometimes.box);
  return named.length > 0 ? named : boxesAroundEditors(page);
}

/** Where the page no longer names its windows: the nearest element around an editor and its Send. */
function boxesAroundEditors(page: ParentNode): HTMLElement[] {
  return climbAll(page, compose.body).flatMap((editor) => {
    for (let at = editor.parentElement; at; at = at.parentElement) {
      if (climb(at, compose.send) || climb(at, compose.subject)) return at;
    }
    return [];
  });
}

/** The element in which the recipients of a field stand and are typed; null when the field is not shown. */
export function findWell(root: ParentNode, field: RecipientField): HTMLElement | null {
  return climb(root, compose[field])?.element ?? null;
}

/**
 * Who stands in a recipient field. Of somebody whom the page shows without an address, the name stands here: that is
 * equal to no address, and nobody's.
 */
export function readRecipients(root: ParentNode, field: RecipientField): string[] {
  const well = findWell(root, field);
  if (!well) return [];
  return [...new Set(climbAll(well, chips).map(recipientOf))];
}

/** `address`, `Name <address>`, or only a name. */
function recipientOf(chip: HTMLElement): string {
  const label = chip.getAttribute('aria-label') ?? '';
  const inBrackets = /<([^<>]+)>\s*$/.exec(label)?.[1];
  return findAddress(inBrackets ?? label) ?? findAddress(chip.textContent ?? '') ?? (label || chipText(chip));
}

function chipText(chip: HTMLElement): string {
  return chip.textContent?.trim() || '?';
}

/**
 * Names the window is known by: `compose`, the number in the ids of its fields, which stays when the page draws it
 * anew; and `draft`, the message's id, where the window has an address of its own.
 */
export function readIds(root: HTMLElement): Record<string, string> {
  const draft = draftInAddress(root.ownerDocument.location);
  const number = numberOf(root);
  return { ...(draft && { draft }), ...(number && { compose: number }) };
}

function numberOf(root: HTMLElement): string | null {
  for (const part of [compose.subject, compose.to]) {
    const named = climb(root, part)?.element.closest('[id^="MSG_"]');
    const number = /^MSG_(.+)_[A-Z]+$/.exec(named?.id ?? '')?.[1];
    if (number) return number;
  }
  return null;
}

/** `/mail/compose/<id>`, also with an account's number before it. */
function draftInAddress(address: Location | null): string | null {
  const id = /^\/mail(?:\/\d+)?\/compose\/([^/]+)$/.exec(address?.pathname ?? '')?.[1];
  if (!id) return null;
  try {
    return itemId(decodeURIComponent(id));
  } catch {
    return itemId(id);
  }
}

function kindOf(root: HTMLElement, reply: boolean): ComposeKind {
  if (root.closest(place.popout) || isOwnWindow(root.ownerDocument)) return 'popout';
  return reply ? 'inline' : 'docked';
}

/** A browser window with nothing in it but a message to write. A link to one may also end in the inbox. */
export function isOwnWindow(page: Document): boolean {
  if (page.querySelector(place.popout)) return true;
  if (climb(page, pageParts.newMail) || climb(page, pageParts.account)) return false;
  if (page.location?.protocol === 'about:') return true;
  return /^\/mail(?:\/[^/]+)?\/(?:compose\/|deeplink\/compose)/.test(page.location?.pathname ?? '');
}

/** It quotes a message, or keeps its fields folded, as only answers and forwarded messages do. */
function isReply(root: HTMLElement, body: HTMLElement): boolean {
  return climb(body, sometimes.quote) !== null || isFolded(root);
}

function isFolded(root: ParentNode): boolean {
  return [compose.to, compose.cc, compose.subject].every((part) => climb(root, part) === null);
}

function asInput(found: Found | null): HTMLInputElement | null {
  return found?.element instanceof HTMLInputElement ? found.element : null;
}

/**
 * Which step holds for each part of a compose window. Fields for copies that have yet to be asked for are not lost, as
 * long as there is a button for each; and of a folded window no field is.
 */
export function checkCompose(root: ParentNode): PartCheck[] {
  const checks = Object.values(compose).map((ladder) => checkLadder(root, ladder));
  const hidden = checks.filter(({ part, step }) => COPIES.includes(part) && step === null);
  const buttons = climbAll(root, showCopies);
  const canBeShown = buttons.length >= hidden.length;
  const spared = new Set([
    ...(canBeShown ? hidden.map(({ part }) => part) : []),
    ...(isFolded(root) && climb(root, compose.body) ? FIELDS : []),
  ]);
  const kept = checks.filter(({ part, step }) => step !== null || !spared.has(part));
  return hidden.length > 0 && buttons.length > 0 ? [...kept, checkLadder(root, showCopies)] : kept;
}

const COPIES = [compose.cc.part, compose.bcc.part];
const FIELDS = [compose.to.part, compose.cc.part, compose.bcc.part, compose.subject.part];
