import type { PracticeAccount, PracticeDraft, PracticeMessage } from '../../../lib/contract/practice.ts';
import type { Recipient } from '../../../lib/contract/primitives.ts';
import { escapeHtml, sanitise } from '../sanitise.ts';
import { longTime, t } from '../text.ts';

/** With what a compose window opens. */
export interface NewCompose {
  id: string;
  to: Recipient[];
  cc: Recipient[];
  bcc: Recipient[];
  subject: string;
  html: string;
  threadId: string | null;
  inReplyTo: string | null;
  /** The server knows it already. */
  saved: boolean;
}

const LINE = '<div><br></div>';

/** An empty message: a line to write on, and the signature. */
export function emptyCompose(account: PracticeAccount): NewCompose {
  const html = `${LINE}${signature(account)}`;
  return {
    id: crypto.randomUUID(),
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    html,
    threadId: null,
    inReplyTo: null,
    saved: false,
  };
}

export function draftCompose(draft: PracticeDraft): NewCompose {
  const { id, to, cc, bcc, subject, html, threadId, inReplyTo } = draft;
  return { id, to, cc, bcc, subject, html: sanitise(html), threadId, inReplyTo, saved: true };
}

export type AnswerKind = 'reply' | 'replyAll' | 'forward';

/** An answer to a message, with the message below the signature. */
export function answerCompose(
  account: PracticeAccount,
  message: PracticeMessage,
  kind: AnswerKind,
): NewCompose {
  const empty = emptyCompose(account);
  const html = `${LINE}${signature(account)}${quote(message, kind)}`;
  if (kind === 'forward') return { ...empty, html, subject: prefixed('Fwd:', message.subject) };
  const { to, cc } = recipientsOfAnswer(account, message, kind);
  return { ...empty, to, cc, html, subject: prefixed('Re:', message.subject), inReplyTo: message.messageId };
}

function recipientsOfAnswer(account: PracticeAccount, message: PracticeMessage, kind: AnswerKind) {
  const others = (list: Recipient[]) =>
    list.filter(({ email }) => email.toLowerCase() !== account.email.toLowerCase());
  // Answering one's own message goes to those it went to.
  const own = message.folder === 'sent';
  const first = own ? message.to : [message.from];
  if (kind === 'reply') return { to: first, cc: [] };
  return { to: own ? first : [...first, ...others(message.to)], cc: others(message.cc) };
}

function prefixed(prefix: 'Re:' | 'Fwd:', subject: string): string {
  return subject.toLowerCase().startsWith(prefix.toLowerCase()) ? subject : `${prefix} ${subject}`;
}

function signature(account: PracticeAccount): string {
  return `<div data-practice-signature="" style="margin-top:14px">${sanitise(account.signatureHtml)}</div>`;
}

function quote(message: PracticeMessage, kind: AnswerKind): string {
  const who = escapeHtml(message.from.name ?? message.from.email);
  const date = escapeHtml(longTime(message.at));
  const lead = kind === 'forward' ? escapeHtml(t('forwarded')) : t('writtenOn', { date, who });
  const bar = 'margin:0 0 0 4px;padding-inline-start:12px;border-inline-start:2px solid #b8c0cc';
  return `<div data-practice-quote=""><div>${lead}</div><blockquote style="${bar}">${sanitise(message.html)}</blockquote></div>`;
}

/** Has the person written anything above signature and quote? */
export function hasOwnText(body: Element): boolean {
  const copy = body.cloneNode(true);
  if (!(copy instanceof Element)) return false;
  for (const part of copy.querySelectorAll('[data-practice-signature], [data-practice-quote]')) part.remove();
  return copy.textContent?.trim() !== '' || copy.querySelector('img, hr, table') !== null;
}
