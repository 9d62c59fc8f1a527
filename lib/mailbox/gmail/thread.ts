import type { PartCheck } from '../../contract/mail-page.ts';
import type { MailThread, ThreadMessage, ThreadParticipant } from '../../contract/thread.ts';
import { findAddress } from '../dom/addresses.ts';
import { checkLadder, climbAllThat, type Ladder } from '../dom/ladder.ts';
import { isShown } from '../dom/shown.ts';
import type { Account } from '../mailbox.ts';
import { mergeParticipants } from '../thread/participants.ts';
import { inMessage, thread as parts } from './selectors.ts';
import { messageId } from './traffic.ts';

/**
 * The thread that Gmail shows. Threads that were open before stay hidden in the page and are passed over, and what
 * others have written is no part of the page, whatever it looks like.
 *
 * @param account - whose mailbox is open; without a certain one nobody counts as oneself
 */
export function readThread(page: Document, account: Account): MailThread | null {
  const messages = shownMessages(page);
  const ids = idsOf(shown(page, parts.heading)[0]);
  // Not the address: it changes before the page shows the thread it names.
  const key = ids.thread ?? ids.legacyThread ?? idOf(messages[0]);
  if (!key || messages.length === 0) return null;
  const me = typeof account === 'string' ? null : account.email.toLowerCase();
  return {
    key,
    ids,
    messages: messages.map((message) => readMessage(message, me)),
    participants: participantsOf(messages, me),
  };
}

/** Which step holds for each part of a thread; nothing where none is open. */
export function checkThread(page: Document): PartCheck[] {
  const messages = shownMessages(page);
  const isOpen = messages.length > 0 || shown(page, parts.heading).length > 0 || isThreadAddress(page);
  if (!isOpen) return [];
  const [last] = messages.slice(-1);
  const fits = (one: HTMLElement) => isOfPage(one) && isShown(one);
  const inLast = (ladder: Ladder) => checkLadder(last ?? page, ladder, fits);
  const ofPage = (ladder: Ladder) => checkLadder(page, ladder, fits);
  return [ofPage(parts.heading), ofPage(parts.message), inLast(parts.sender), inLast(parts.recipient)];
}

/** Messages stand side by side; one within another is a forgery of its text. */
function shownMessages(page: Document): HTMLElement[] {
  const css = parts.message.steps.join(', ');
  return shown(page, parts.message).filter((one) => !one.parentElement?.closest(css));
}

function shown(root: ParentNode, ladder: Ladder): HTMLElement[] {
  return climbAllThat(root, ladder, (one) => isOfPage(one) && isShown(one));
}

function isOfPage(element: HTMLElement): boolean {
  return element.closest(inMessage.text) === null;
}

/** `data-thread-perm-id` may hold the text `undefined`. */
function idsOf(heading: HTMLElement | undefined): Record<string, string> {
  const known = (value: string | undefined) =>
    value && value !== 'undefined' ? messageId(value) : undefined;
  const thread = known(heading?.dataset.threadPermId);
  const legacyThread = known(heading?.dataset.legacyThreadId);
  return { ...(thread && { thread }), ...(legacyThread && { legacyThread }) };
}

/** Such as `#inbox/FMfcgz…`; a list has no such part. */
function isThreadAddress({ location }: Document): boolean {
  return /^#[^?]*\/[A-Za-z]{16,}(?:$|\?)/.test(location.hash);
}

function readMessage(message: HTMLElement, me: string | null): ThreadMessage {
  const from = addressOf(senderOf(message));
  return {
    id: idOf(message),
    from,
    own: me === null || from === null ? null : from.toLowerCase() === me,
  };
}

function idOf(message: HTMLElement | undefined): string {
  return messageId(message?.dataset.messageId ?? message?.dataset.legacyMessageId ?? '');
}

function participantsOf(messages: readonly HTMLElement[], me: string | null): ThreadParticipant[] {
  const found = messages.flatMap((message) => {
    const sender = senderOf(message);
    const recipients = climbAllThat(
      headerOf(message),
      parts.recipient,
      (one) => one !== sender && isOfPage(one),
    );
    const to = recipients.map((one) => asParticipant(one, 'to', me));
    return sender ? [asParticipant(sender, 'from', me), ...to] : to;
  });
  return mergeParticipants(found);
}

function senderOf(message: HTMLElement): HTMLElement | undefined {
  return climbAllThat(headerOf(message), parts.sender, isOfPage)[0];
}

function headerOf(message: HTMLElement): HTMLElement {
  return climbAllThat(message, inMessage.header, isOfPage)[0] ?? message;
}

function asParticipant(
  element: HTMLElement,
  role: ThreadParticipant['role'],
  me: string | null,
): ThreadParticipant {
  const email = addressOf(element);
  return { email, name: nameOf(element, email), role, own: email !== null && email.toLowerCase() === me };
}

function nameOf(element: HTMLElement, email: string | null): string {
  const name = (element.getAttribute('name') ?? element.textContent ?? '').trim();
  return name.toLowerCase() === email?.toLowerCase() ? '' : name.slice(0, 200);
}

function addressOf(element: HTMLElement | undefined): string | null {
  if (!element) return null;
  const text = element.getAttribute('email') ?? element.getAttribute('data-hovercard-id') ?? '';
  return findAddress(text);
}
