import { createHash } from 'node:crypto';
import type { MailAddress } from '../../../lib/contract/send.ts';
import type { ClaimedSend } from '../../db/queries/sends-claim.ts';
import { headerAddresses, headerText } from './header-text.ts';
import { quotedPrintable } from './quoted-printable.ts';

/** Addresses of the usual letters. */
const usualAddress = /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+$/;
const usualId = /^<[\u0021-\u007e]{1,200}>$/;
const usualListId = /^[\w.-]{1,250}$/;
const usualUrl = /^[\u0021-\u007e]{1,800}$/;
/** Half of a letter of two: it cannot be written in UTF-8. */
const halfLetter = /\p{Surrogate}/u;
const LONGEST_LINE = 76;

/** A part of a message, as it is written. */
export interface WrittenPart {
  type: 'text/plain' | 'text/html';
  encoding: 'quoted-printable' | 'base64';
  bytes: Buffer;
}

/** Is it a message that {@link plainHeader} can write? Others are left to the composer that knows every case. */
export function isPlainMail({
  content,
  recipient,
  messageId,
  inReplyTo,
  references,
}: Omit<ClaimedSend, 'fence'>): boolean {
  const { from, replyTo, to = [], cc = [], subject, html, text, unsubscribeUrl, listId } = content;
  const people = [from, ...(replyTo ? [replyTo] : []), ...to, ...cc, { email: recipient }];
  return (
    people.every(({ email, name = '' }) => usualAddress.test(email) && !halfLetter.test(name)) &&
    [messageId, ...(inReplyTo ? [inReplyTo] : []), ...references].every((id) => usualId.test(id)) &&
    (unsubscribeUrl === undefined || usualUrl.test(unsubscribeUrl)) &&
    (listId === undefined || usualListId.test(listId)) &&
    subject !== '' &&
    html !== '' &&
    text !== '' &&
    !halfLetter.test(`${subject}${html}${text ?? ''}`)
  );
}

/** A text as a part. */
export function writtenPart(type: WrittenPart['type'], text: string): WrittenPart {
  const bytes = Buffer.byteLength(text);
  // Letters beyond ASCII grow threefold by the one, everything by a third by the other.
  if ((bytes - text.length) * 4 < bytes)
    return { type, encoding: 'quoted-printable', bytes: quotedPrintable(text) };
  const lines = Buffer.from(text.replaceAll(/\r\n?|\n/g, '\r\n')).toString('base64');
  const broken = lines.replaceAll(/.{76}(?=.)/g, '$&\r\n');
  return { type, encoding: 'base64', bytes: Buffer.from(broken, 'latin1') };
}

/**
 * A message of alternatives, the one to be preferred last.
 *
 * @param send - one that {@link isPlainMail}
 * @see RFC 5322, RFC 2046 §5.1.4, RFC 8058
 */
export function plainMime(
  send: Omit<ClaimedSend, 'fence'>,
  now: Date,
  parts: readonly WrittenPart[],
): Buffer {
  // No line of quoted-printable or base64 holds "=_" (RFC 2045 §6.7).
  const boundary = `=_${createHash('sha256').update(send.messageId).digest('hex').slice(0, 24)}`;
  const written = parts.flatMap(({ type, encoding, bytes }) => [
    Buffer.from(
      `\r\n--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
      'latin1',
    ),
    bytes,
  ]);
  const header = Buffer.from(plainHeader(send, now, boundary), 'latin1');
  return Buffer.concat([header, ...written, Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1')]);
}

function plainHeader(send: Omit<ClaimedSend, 'fence'>, now: Date, boundary: string): string {
  const { content, messageId, inReplyTo } = send;
  const {
    from,
    replyTo,
    to = [{ email: send.recipient }],
    cc = [],
    subject,
    unsubscribeUrl,
    listId,
  } = content;
  const references = send.references.length > 0 ? send.references : inReplyTo ? [inReplyTo] : [];
  const people = (name: string, list: readonly MailAddress[]) =>
    list.length === 0 ? [] : [`${name}: ${headerAddresses(list)}`];
  const fields = [
    ...people('From', [from]),
    ...people('To', to),
    ...people('Cc', cc),
    ...people('Reply-To', replyTo ? [replyTo] : []),
    `Subject: ${headerText(subject, 'Subject: '.length)}`,
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    ...(references.length > 0 ? [`References: ${folded(references)}`] : []),
    `Message-ID: ${messageId}`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    ...(listId ? [`List-Id: <${listId}>`] : []),
    ...(unsubscribeUrl
      ? [`List-Unsubscribe: <${unsubscribeUrl}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click']
      : []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"`,
  ];
  return `${fields.join('\r\n')}\r\n`;
}

/** Ids on one line where they fit, else each on its own. */
function folded(ids: readonly string[]): string {
  const line = ids.join(' ');
  return line.length + 'References: '.length <= LONGEST_LINE ? line : ids.join('\r\n ');
}
