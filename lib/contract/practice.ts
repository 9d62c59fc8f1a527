import { z } from 'zod';
import { EmailAddress, Id, Instant, Recipient } from './primitives.ts';

/** Folders of the practice mailbox. Archived threads are found by searching. */
export const PracticeFolder = z.enum(['inbox', 'sent']);
export type PracticeFolder = z.infer<typeof PracticeFolder>;

const recipients = z.array(Recipient).max(100);
const content = {
  to: recipients,
  cc: recipients,
  bcc: recipients,
  subject: z.string().max(998),
  /** Body with signature and quote. */
  html: z.string().max(1_000_000),
  /** Thread and message that this answers. */
  threadId: Id.nullable().default(null),
  inReplyTo: z.string().max(998).nullable().default(null),
};

/** What the page saves while the person writes. */
export const PracticeDraftContent = z.object(content);
export type PracticeDraftContent = z.infer<typeof PracticeDraftContent>;

export const PracticeDraft = z.object({ id: Id, ...content, updatedAt: Instant });
export type PracticeDraft = z.infer<typeof PracticeDraft>;

/** A message to send. `draftId` makes a repeat harmless: one draft is sent once. */
export const PracticeSend = z
  .object({ draftId: Id, ...content })
  .refine((mail) => mail.to.length + mail.cc.length + mail.bcc.length > 0, {
    path: ['to'],
    message: 'expected at least one recipient in To, Cc or Bcc',
  });
export type PracticeSend = z.infer<typeof PracticeSend>;

/** The mail server has taken the message. */
export const PracticeSent = z.object({
  draftId: Id,
  /** Row of the message in Sent. */
  id: Id,
  threadId: Id,
  /** `<…@…>`, as in the mail's header. */
  messageId: z.string(),
  sentAt: Instant,
  /** One of its copies in the sink, to be looked at as the recipient would. */
  arrivalId: Id.nullable(),
});
export type PracticeSent = z.infer<typeof PracticeSent>;

/** The person whose mailbox is open. */
export const PracticeAccount = z.object({
  email: EmailAddress,
  name: z.string(),
  signatureHtml: z.string(),
  /** How long Send can be taken back. */
  undoMs: z.int().min(0),
  /** Unread threads in the inbox, drafts, and messages in the sink. */
  counts: z.object({ unread: z.int(), drafts: z.int(), sink: z.int() }),
});
export type PracticeAccount = z.infer<typeof PracticeAccount>;

/** One line of a list: a thread, by its newest message in the folder. */
export const PracticeThreadRow = z.object({
  threadId: Id,
  /** Who the line shows: the sender, or in Sent the recipients. */
  people: z.array(Recipient),
  subject: z.string(),
  snippet: z.string(),
  at: Instant,
  unread: z.boolean(),
  /** Messages in the thread. */
  count: z.int(),
});
export type PracticeThreadRow = z.infer<typeof PracticeThreadRow>;

export const PracticeMessage = z.object({
  id: Id,
  folder: PracticeFolder,
  messageId: z.string(),
  from: Recipient,
  to: z.array(Recipient),
  cc: z.array(Recipient),
  bcc: z.array(Recipient),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  at: Instant,
  read: z.boolean(),
});
export type PracticeMessage = z.infer<typeof PracticeMessage>;

export const PracticeThread = z.object({
  threadId: Id,
  subject: z.string(),
  archived: z.boolean(),
  messages: z.array(PracticeMessage),
});
export type PracticeThread = z.infer<typeof PracticeThread>;

/** What can be done to a thread; `restore` takes back `archive` and `delete`. */
export const PracticeThreadAction = z.enum(['archive', 'delete', 'restore', 'read', 'unread']);
export type PracticeThreadAction = z.infer<typeof PracticeThreadAction>;

/** A message as it arrived for one recipient. */
export const PracticeArrivalRow = z.object({
  id: Id,
  recipient: z.string(),
  from: z.string(),
  subject: z.string(),
  snippet: z.string(),
  at: Instant,
  bytes: z.int(),
});
export type PracticeArrivalRow = z.infer<typeof PracticeArrivalRow>;

export const PracticeArrival = PracticeArrivalRow.extend({
  envelopeFrom: z.string(),
  messageId: z.string().nullable(),
  /** To and Cc as the message shows them. */
  shownTo: z.string(),
  hasHtml: z.boolean(),
  text: z.string(),
  /** Header lines in order, unfolded. */
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  source: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), bytes: z.int() })),
});
export type PracticeArrival = z.infer<typeof PracticeArrival>;
