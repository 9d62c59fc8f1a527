import { z } from 'zod';
import { EmailAddress } from './primitives.ts';

/** Somebody who takes part in a thread, as far as the page shows it. Never text of a message. */
export const ThreadParticipant = z.object({
  /** Null where the page shows a name only; a guess would be somebody else's record. */
  email: EmailAddress.nullable(),
  name: z.string().max(200),
  /** `from`: has written at least one of the messages shown; `to`, `cc`: has only received them. */
  role: z.enum(['from', 'to', 'cc']),
  /** The person whose mailbox is open. */
  own: z.boolean(),
});
export type ThreadParticipant = z.infer<typeof ThreadParticipant>;

export const ThreadMessage = z.object({
  /** As the mail client knows the message; the same kind of id as a proof holds under `message`. */
  id: z.string().max(300),
  /** Written from the mailbox that is open; null where the page does not show it beyond doubt. */
  own: z.boolean().nullable(),
  /** Its sender, null where the page shows no address. */
  from: EmailAddress.nullable(),
});
export type ThreadMessage = z.infer<typeof ThreadMessage>;

/** The thread that is open in a mail page: ids and addresses, no text. */
export const MailThread = z.object({
  /** Changes with the thread, and only with it. */
  key: z.string().max(300),
  /** Ids by name, the same kinds that a proof holds: `thread`, and what else the site has. */
  ids: z.record(z.string(), z.string().max(300)),
  participants: z.array(ThreadParticipant).max(100),
  /** In the order shown, oldest first; of a folded thread only those the page holds. */
  messages: z.array(ThreadMessage).max(500),
});
export type MailThread = z.infer<typeof MailThread>;
