import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailAddress } from '../../../lib/contract/send.ts';
import { htmlToText } from '../../../lib/core/template/plain-text.ts';
import type { ClaimedSend } from '../../db/queries/sends-claim.ts';
import type { Attachment } from '../../db/queries/template-attachments.ts';
import { isPlainMail, plainMime, writtenPart } from './plain-mime.ts';

/**
 * The bytes of a message, without a signature: the same of the same row at the same moment.
 *
 * @param with.attached - what its attachments hold
 * @param with.bcc - stand in the header; only for providers that take them from there and out of it
 */
export async function renderMail(
  send: Omit<ClaimedSend, 'fence'>,
  now: Date,
  { bcc = [], attached = [] }: { bcc?: readonly MailAddress[]; attached?: readonly Attachment[] } = {},
): Promise<Buffer> {
  const isPlain = bcc.length === 0 && attached.length === 0 && isPlainMail(send);
  return isPlain ? plainMail(send, now) : composedMail(send, now, bcc, attached);
}

/** Most mails are words alone, and are written without further ado. */
function plainMail(send: Omit<ClaimedSend, 'fence'>, now: Date): Buffer {
  const { html, text = htmlToText(html) } = send.content;
  const shown = text === '' ? [] : [writtenPart('text/plain', text)];
  return plainMime(send, now, [...shown, writtenPart('text/html', html)]);
}

/** By a composer that knows every case: attachments, addresses of any letters. */
async function composedMail(
  send: Omit<ClaimedSend, 'fence'>,
  now: Date,
  bcc: readonly MailAddress[],
  attached: readonly Attachment[],
): Promise<Buffer> {
  const { content } = send;
  const {
    from,
    replyTo,
    to = [{ email: send.recipient }],
    cc = [],
    subject,
    html,
    text,
    unsubscribeUrl,
    listId,
  } = content;
  const references = send.references.length > 0 ? send.references : send.inReplyTo ? [send.inReplyTo] : [];
  const composer = new MailComposer({
    from: addressOf(from),
    to: to.map(addressOf),
    cc: cc.map(addressOf),
    bcc: bcc.map(addressOf),
    ...(replyTo && { replyTo: addressOf(replyTo) }),
    subject,
    html,
    text: text ?? htmlToText(html),
    date: now,
    baseBoundary: createHash('sha256').update(send.messageId).digest('hex').slice(0, 16),
    attachments: attached.map(partOf),
    messageId: send.messageId,
    ...(send.inReplyTo && { inReplyTo: send.inReplyTo }),
    ...(references.length > 0 && { references }),
    headers: {
      ...(listId && { 'List-Id': { prepared: true, value: `<${listId}>` } }),
      ...(unsubscribeUrl && {
        'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    // A body is text, never the name of a file or page to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = composer.compile();
  Object.assign(message, { keepBcc: true });
  return withLineEnds(await message.build());
}

/**
 * Lines of a message end with CRLF. The composer leaves the breaks of texts as they are; whoever hands the message over
 * would mend them after it was signed.
 */
function withLineEnds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(/\r\n?|\n/g, '\r\n'), 'latin1');
}

function partOf({ name, type, content }: Attachment) {
  return {
    filename: name,
    content: Buffer.from(content),
    // A message within the message must not be encoded (RFC 2046 §5.2.1), and would then not arrive to the letter.
    contentType: /^(?:message|multipart)\//i.test(type) ? 'application/octet-stream' : type,
    contentTransferEncoding: 'base64' as const,
    contentDisposition: 'attachment' as const,
  };
}

function addressOf({ email, name = '' }: MailAddress): { address: string; name: string } {
  return { address: email, name };
}
