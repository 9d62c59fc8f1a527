import { readBody, readMarks } from '../compose/body.ts';
import { climb } from '../dom/ladder.ts';
import type { ComposeContent } from '../mailbox.ts';
import { fieldOf, KEPT, compose as parts, RECIPIENT } from './selectors.ts';

export type RecipientField = 'to' | 'cc' | 'bcc';

const states = ['writing', 'held', 'sending', 'sent', 'failed', 'discarded'] as const;
/** What a window is at, as the page says it: `sent` stands only after its server's answer. */
export type WindowState = (typeof states)[number];

export interface ComposeParts {
  to: HTMLInputElement;
  subject: HTMLInputElement;
  body: HTMLElement;
}

/** The parts that are read and written, or the names of those that are missing. */
export function parseCompose(root: ParentNode): ComposeParts | { missing: string[] } {
  const to = climb(root, parts.to)?.element;
  const subject = climb(root, parts.subject)?.element;
  const body = climb(root, parts.body)?.element;
  if (to instanceof HTMLInputElement && subject instanceof HTMLInputElement && body)
    return { to, subject, body };
  const missing = Object.entries({ to, subject, body }).filter(([, element]) => !element);
  return { missing: missing.map(([name]) => name) };
}

/**
 * Everything in the window but signature and quote; null when parts are missing.
 *
 * @param known - as of `readMarks`
 */
export function readContent(root: ParentNode, known: readonly string[] = []): ComposeContent | null {
  const found = parseCompose(root);
  if ('missing' in found) return null;
  const html = readBody(found.body, KEPT);
  return {
    to: readRecipients(root, 'to'),
    cc: readRecipients(root, 'cc'),
    bcc: readRecipients(root, 'bcc'),
    subject: found.subject.value,
    html,
    marks: readMarks(found.subject.value, html, known),
  };
}

/** Addresses of a field; one that the page marks as no address counts as empty text, so the field is not empty. */
export function readRecipients(root: ParentNode, name: RecipientField): string[] {
  const chips = root.querySelectorAll<HTMLElement>(`${fieldOf(name)} ${RECIPIENT}`);
  return [...chips].map((chip) => chip.dataset.practiceRecipient ?? '');
}

export function readState(root: HTMLElement): WindowState {
  return states.find((state) => state === root.dataset.practiceState) ?? 'writing';
}

/** Ids by which the window, and later its message, is known to the practice server. */
export function readIds(root: HTMLElement): Record<string, string> {
  const { practiceCompose, practiceDraft, practiceMessage, practiceMessageId, practiceThread } = root.dataset;
  const ids = {
    compose: practiceCompose,
    draft: practiceDraft,
    message: practiceMessage,
    messageId: practiceMessageId,
    thread: practiceThread,
  };
  return Object.fromEntries(
    Object.entries(ids).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
