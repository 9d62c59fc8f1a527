import type { PartCheck } from '../../contract/mail-page.ts';
import type { MailThread, ThreadMessage, ThreadParticipant } from '../../contract/thread.ts';
import { findAddress } from '../dom/addresses.ts';
import { checkLadder, climb, climbAll, climbAllThat } from '../dom/ladder.ts';
import { isShown } from '../dom/shown.ts';
import type { Account } from '../mailbox.ts';
import { mergeParticipants } from '../thread/participants.ts';
import { thread as parts } from './selectors.ts';

/**
 * The conversation that Outlook shows. Those that were open before stay hidden in the page and are passed over.
 * Messages have no ids in the page, and one's own no address: both are left open.
 *
 * @param account - whose mailbox is open; without a certain one nobody counts as oneself
 */
export function readThread(page: Document, account: Account): MailThread | null {
  const view = shownView(page);
  const key = view && keyOf(page)?.key;
  if (!view || !key) return null;
  const me = typeof account === 'string' ? null : account.email.toLowerCase();
  const messages = messagesIn(view);
  if (messages.length === 0) return null;
  return {
    key,
    ids: { thread: key },
    messages: messages.map((message) => readMessage(message, me)),
    participants: mergeParticipants(messages.flatMap((message) => peopleOf(message, me))),
  };
}

/** Which step holds for each part of a conversation; nothing where none is open. */
export function checkThread(page: Document): PartCheck[] {
  const view = shownView(page);
  if (!view && !showsMessage(page)) return [];
  const [last] = view ? messagesIn(view).slice(-1) : [];
  const message = checkLadder(view ?? page, parts.message, (one) => isShown(one));
  return [
    checkLadder(page, parts.view, (one) => isShown(one)),
    { ...checkLadder(page, parts.heading), step: keyOf(page)?.step ?? null },
    last && message.step === null ? { ...message, step: parts.message.steps.length } : message,
    checkLadder(last ?? page, parts.sender),
  ];
}

function shownView(page: Document): HTMLElement | undefined {
  return climbAll(page, parts.view).find((one) => isShown(one));
}

/** Texts and times of messages are there where a conversation is, whatever its frame is called by now. */
function showsMessage(page: Document): boolean {
  return [parts.body, parts.time].some((part) => climbAll(page, part).some((one) => isShown(one)));
}

/** A view that holds no message by a name we know is taken for one message, if its head is whole. */
function messagesIn(view: HTMLElement): HTMLElement[] {
  const messages = climbAllThat(view, parts.message, (one) => isShown(one, view) && senderOf(one) !== null);
  if (messages.length > 0) return messages;
  return climbAll(view, parts.time).length === 1 && senderOf(view) ? [view] : [];
}

/** By the heading that is shown; else by the one row that is selected, else by the page's address. */
function keyOf(page: Document): { key: string; step: number } | null {
  const heading = climbAll(page, parts.heading).find((one) => isShown(one));
  const inHeading = /^CONV_(.+)_SUBJECT$/.exec(heading?.id ?? '')?.[1];
  if (inHeading) return { key: inHeading, step: 0 };
  const selected = climbAll(page, parts.row).flatMap(({ dataset }) => dataset.convid ?? []);
  if (selected.length > 1) return null;
  const [key = idInAddress(page.location?.pathname ?? '')] = selected;
  return key === null ? null : { key, step: selected.length === 1 ? 1 : 2 };
}

function idInAddress(path: string): string | null {
  const id = /\/id\/([^/]+)/.exec(path)?.[1];
  try {
    return id ? decodeURIComponent(id) : null;
  } catch {
    return null;
  }
}

function readMessage(message: HTMLElement, me: string | null): ThreadMessage {
  const from = findPerson(senderOf(message)?.textContent ?? '').email;
  return { id: '', from, own: me === null || from === null ? null : from.toLowerCase() === me };
}

/** The first that looks like a person, before those the message went to and the time; never one in its text. */
function senderOf(message: HTMLElement): HTMLElement | null {
  const to = climb(message, parts.recipients)?.element;
  const end = to ?? climb(message, parts.time)?.element ?? climb(message, parts.body)?.element;
  const isBefore = (one: HTMLElement) =>
    !end || (end.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  return climbAll(message, parts.sender).find((one) => !to?.contains(one) && isBefore(one)) ?? null;
}

function peopleOf(message: HTMLElement, me: string | null): ThreadParticipant[] {
  const sender = senderOf(message);
  const to = climb(message, parts.recipients)?.element;
  const recipients = to ? climbAll(to, parts.sender) : [];
  return [
    ...(sender ? [asParticipant(sender, 'from', me)] : []),
    ...recipients.map((one) => asParticipant(one, 'to', me)),
  ];
}

function asParticipant(
  element: HTMLElement,
  role: ThreadParticipant['role'],
  me: string | null,
): ThreadParticipant {
  const { email, name } = findPerson(element.textContent ?? '');
  return { email, name, role, own: email !== null && email.toLowerCase() === me };
}

/** `Name<address>`, a bare address, or a bare name. */
function findPerson(text: string): { email: string | null; name: string } {
  const both = /^(.*)<([^<>]+)>\s*$/su.exec(text);
  const email = findAddress(both?.[2] ?? text);
  const name = (both?.[1] ?? (email ? '' : text)).trim();
  return { email, name: name.toLowerCase() === email?.toLowerCase() ? '' : name.slice(0, 200) };
}
