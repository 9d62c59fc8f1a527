import { z } from 'zod';

/** One line: what would end a header and begin another is refused. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
export const SingleLine = z.string().regex(/^[^\u0000-\u001f\u007f]*$/, 'expected one line of text');
const email = z.string().regex(/^[^\s<>@,;"()]+@[^\s<>@,;"()]+$/, 'expected an email address');
export const MailAddress = z.object({ email, name: SingleLine.optional() });
export type MailAddress = z.infer<typeof MailAddress>;

/** A file of a template that goes with a message; what it holds stays with the template. */
export const SendAttachment = z.object({
  templateId: z.uuid(),
  id: z.uuid(),
  name: z.string(),
  /** Media type. */
  type: z.string(),
  bytes: z.int().min(0),
});
export type SendAttachment = z.infer<typeof SendAttachment>;

/** What a message says; the row adds recipient, Message-ID and what it answers. */
export const SendContent = z.object({
  from: MailAddress,
  replyTo: MailAddress.optional(),
  /** As the message shows them; they do not receive this one. Without `to` it shows its recipient. */
  to: z.array(MailAddress).min(1).optional(),
  cc: z.array(MailAddress).optional(),
  subject: SingleLine,
  html: z.string(),
  /** Left out: made from the HTML. */
  text: z.string().optional(),
  attachments: z.array(SendAttachment).optional(),
  /** Address that ends further mail with one POST (RFC 8058). */
  unsubscribeUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Names the list that it went to (RFC 2919), without angle brackets. */
  listId: SingleLine.optional(),
  /** Of a mailing: its text is written when it leaves, from what is kept with the recipient. */
  mailing: z.object({ id: z.uuid(), recipientId: z.uuid() }).optional(),
});
export type SendContent = z.infer<typeof SendContent>;
