import { randomUUID } from 'node:crypto';
import { convert } from 'html-to-text';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import type { Recipient } from '../../lib/contract/primitives.ts';
import { withoutPreheader } from '../../lib/core/template/preheader.ts';
import type { NewPracticeArrival } from '../db/queries/practice-arrivals.ts';

/** A message as it came over SMTP, taken apart. */
export interface ParsedArrival {
  messageId: string | null;
  /** Message-IDs that tie it to a thread: its own, what it answers, and what that answered. */
  related: string[];
  from: Recipient;
  to: Recipient[];
  cc: Recipient[];
  subject: string;
  html: string | null;
  text: string;
  headers: { name: string; value: string }[];
  attachments: { name: string; type: string; bytes: number }[];
}

/**
 * Takes a message apart.
 * @returns what is wrong with it, as a sentence for an SMTP reply, when it is no message (RFC 5322 §3.6 asks for
 *   From and Date; a missing Date is forgiven, as real servers do)
 */
export async function parseArrival(source: Buffer): Promise<ParsedArrival | string> {
  const mail = await simpleParser(source, { skipImageLinks: false });
  if (mail.headerLines.length === 0) return 'the message has no headers';
  const from = addressesOf(mail.from)[0];
  if (!from) return 'the message has no usable From header';
  return {
    messageId: mail.messageId ?? null,
    related: relatedIds(mail),
    from,
    to: addressesOf(mail.to),
    cc: addressesOf(mail.cc),
    subject: mail.subject ?? '',
    html: mail.html || null,
    text: mail.text ?? (mail.html ? textOf(mail.html) : ''),
    headers: mail.headerLines.map(({ line }) => headerOf(line)),
    attachments: mail.attachments.map((part) => ({
      name: part.filename ?? 'unnamed',
      type: part.contentType,
      bytes: part.size,
    })),
  };
}

/** The row of one recipient's copy. */
export function arrivalOf(
  mail: ParsedArrival,
  envelope: { workspaceId: string; recipient: string; from: string; source: Buffer; at: Date },
): NewPracticeArrival {
  return {
    id: randomUUID(),
    workspaceId: envelope.workspaceId,
    recipient: envelope.recipient,
    envelopeFrom: envelope.from,
    messageId: mail.messageId,
    sender: shown(mail.from),
    shownTo: [...mail.to, ...mail.cc].map(shown).join(', '),
    subject: mail.subject,
    // PostgreSQL's text holds every character but this one; the source keeps it.
    html: mail.html === null ? null : withoutNul(mail.html),
    text: withoutNul(mail.text),
    headers: mail.headers.map(({ name, value }) => ({ name, value: withoutNul(value) })),
    attachments: mail.attachments,
    source: envelope.source,
    at: envelope.at,
  };
}

/** Plain text of an HTML body, without its preheader, for the part that mail clients without HTML show. */
export function textOf(html: string): string {
  return convert(withoutPreheader(html), {
    wordwrap: 76,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
    ],
  });
}

function shown({ email, name }: Recipient): string {
  return name ? `${name} <${email}>` : email;
}

function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '');
}

function headerOf(line: string): { name: string; value: string } {
  const unfolded = line.replace(/\r?\n[ \t]+/g, ' ');
  const colon = unfolded.indexOf(':');
  return { name: unfolded.slice(0, colon), value: unfolded.slice(colon + 1).trim() };
}

function addressesOf(header: AddressObject | AddressObject[] | undefined): Recipient[] {
  const objects = header === undefined ? [] : Array.isArray(header) ? header : [header];
  const flat = objects.flatMap((object) => object.value).flatMap((one) => one.group ?? [one]);
  return flat.flatMap(({ address, name }) =>
    address ? [{ email: address, ...(name ? { name: name.slice(0, 200) } : {}) }] : [],
  );
}

function relatedIds(mail: ParsedMail): string[] {
  const references = typeof mail.references === 'string' ? [mail.references] : (mail.references ?? []);
  return [mail.messageId, mail.inReplyTo, ...references].filter(
    (id) => id !== undefined && id !== '',
  ) as string[];
}
