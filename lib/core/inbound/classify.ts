import { answeredIds, returnedTo } from './answered.ts';
import { type AutoReplyAbout, autoReplyOf } from './auto-reply.ts';
import { type BouncedRecipient, worstOf } from './bounce.ts';
import { readBounceText } from './bounce-text.ts';
import { type DeliveryStatus, readDeliveryStatus } from './delivery-status.ts';
import { addressIn, headerOf, headersOf, type InboundMail, readHeaders, senderOf } from './mail.ts';
import { isOptOut } from './opt-out.ts';
import { ownWords } from './own-words.ts';
import type { Severity } from './reason.ts';
import { returnDate } from './return-date.ts';

interface Common {
  /** Message-IDs that it answers or gives back, the nearest first. */
  answers: string[];
  /** Who sent it, in lower case; empty where it does not say. */
  from: string;
  /** To whom it came, in lower case. */
  to: string[];
  /** Subject without what clients put in front. */
  subject: string;
}

/** What a mail is that has come in. */
export type InboundVerdict = Common &
  (
    | { kind: 'bounce'; severity: Severity; recipients: BouncedRecipient[] }
    /** Somebody or something has got it, and says no more than that. */
    | { kind: 'receipt' }
    /** `backOn`: the day on which who is away is back, `YYYY-MM-DD`; null where it is not said. */
    | { kind: 'autoReply'; about: AutoReplyAbout; backOn: string | null }
    /** The recipient has marked it as spam. */
    | { kind: 'complaint'; recipient: string | null }
    /** Goes to many: a newsletter, a list. */
    | { kind: 'bulk' }
    /** A person wrote it; whether to us, `answers` and `from` tell. `optOut`: it says nothing but that they want no more. */
    | { kind: 'reply'; optOut: boolean }
  );

/**
 * Tells what a mail is. Reports of mail servers come first, as they bear marks of automatic answers, too; what nothing
 * else claims was written by a person.
 *
 * @param heardOn - the day on which it came, `YYYY-MM-DD` where its reader is
 */
export function classify(mail: InboundMail, heardOn: string): InboundVerdict {
  const common: Common = {
    answers: answeredIds(mail),
    from: senderOf(mail),
    to: recipientsOf(mail),
    subject: bareSubject(headerOf(mail.headers, 'subject')),
  };
  const complaint = readComplaint(mail);
  if (complaint) return { ...common, ...complaint };
  if (isReadReceipt(mail)) return { ...common, kind: 'receipt' };
  const report = readDeliveryStatus(mail);
  if (report) return { ...common, ...ofReport(report) };
  const about = autoReplyOf(mail);
  if (about !== 'away' && about !== 'challenge' && about !== 'left') {
    const bounce = readBounceText(mail);
    if (bounce) return { ...common, ...ofRecipients(withReturned(bounce.recipients, mail)) };
  }
  if (about)
    return { ...common, kind: 'autoReply', about, backOn: about === 'away' ? backOn(mail, heardOn) : null };
  if (isBulk(mail)) return { ...common, kind: 'bulk' };
  return { ...common, kind: 'reply', optOut: isOptOut(ownWords(mail)) };
}

function ofReport({ failed }: DeliveryStatus) {
  return failed.length > 0 ? ofRecipients(failed) : ({ kind: 'receipt' } as const);
}

function ofRecipients(recipients: BouncedRecipient[]) {
  const severity = worstOf(recipients)?.severity ?? 'soft';
  return { kind: 'bounce', severity, recipients } as const;
}

/** Where the report names nobody, the message that it gives back does. */
function withReturned(recipients: BouncedRecipient[], mail: InboundMail): BouncedRecipient[] {
  const [only] = recipients;
  if (recipients.length !== 1 || !only || only.address !== null) return recipients;
  return [{ ...only, address: returnedTo(mail) }];
}

/** @see RFC 5965 */
function readComplaint(mail: InboundMail) {
  const report = mail.parts.find(({ type }) => type === 'message/feedback-report');
  if (!report) return null;
  const fields = readHeaders(report.text);
  const type = headerOf(fields, 'feedback-type').toLowerCase();
  // Reports about signatures say nothing about who got the mail; nor does "this is no spam".
  if (type !== '' && !/^(abuse|fraud|virus|miscategorized|opt-out|opt-out-list|other|complaint)/.test(type))
    return { kind: 'receipt' } as const;
  const named = headersOf(fields, 'original-rcpt-to').flatMap((value) => addressIn(value) ?? []);
  return { kind: 'complaint', recipient: named[0] ?? returnedTo(mail) } as const;
}

/** @see RFC 8098 */
function isReadReceipt({ headers, parts }: InboundMail): boolean {
  return (
    /report-type\s*=\s*"?disposition-notification/i.test(headerOf(headers, 'content-type')) ||
    parts.some(({ type }) => type === 'message/disposition-notification')
  );
}

function backOn(mail: InboundMail, heardOn: string): string | null {
  const language = headerOf(mail.headers, 'content-language');
  return returnDate(`${headerOf(mail.headers, 'subject')}. ${ownWords(mail)}`, heardOn, language);
}

function isBulk({ headers }: InboundMail): boolean {
  if (/^\s*(bulk|list|junk)/i.test(headerOf(headers, 'precedence'))) return true;
  if (headerOf(headers, 'list-id') !== '' || headerOf(headers, 'list-unsubscribe') !== '') return true;
  return /^(no-?reply|do-?not-?reply|noreply-)/.test(senderOf({ headers, parts: [] }));
}

function recipientsOf({ headers }: InboundMail): string[] {
  const named = ['to', 'delivered-to', 'x-original-to', 'envelope-to', 'cc'].flatMap((name) =>
    headersOf(headers, name),
  );
  return [
    ...new Set(named.flatMap((value) => value.split(',').flatMap((one) => addressIn(one) ?? []))),
  ].slice(0, 50);
}

/** A subject without `Re:` and its likes in any of our languages, in lower case. */
export function bareSubject(subject: string): string {
  return subject
    .replace(
      /^(\s*(re|sv|vs|aw|antw|antwort|ang|fwd?|wg|rv|r|ref|odp|tr|doorst|automatic reply|automatiskt svar|automatisk svar|automatisch antwoord|automatische antwort|autosvar|auto)\s*(\[\d+\])?\s*:\s*)+/i,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
