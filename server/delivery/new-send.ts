import { z } from 'zod';
import { MailAddress, SendContent, SingleLine } from '../../lib/contract/send.ts';

const instant = z.date();
const messageId = z.string().regex(/^<[^\s<>]+>$/, 'expected <id@domain>');

/** A message to be planned. */
export const NewSend = z.object({
  workspaceId: z.uuid(),
  /** Names what it is for, once in a workspace: `step/<enrolment>/<step>`. */
  source: SingleLine.min(1).max(500),
  /** User in whose name it goes. */
  senderId: z.uuid(),
  recipient: MailAddress,
  lane: z.enum(['person', 'test', 'task', 'campaign', 'bulk']),
  dueAt: instant,
  /** Not sent any more after that. */
  notAfter: instant.nullable(),
  content: SendContent,
  taskId: z.uuid().nullable(),
  /** Message-ID, in angle brackets, of what it answers. */
  inReplyTo: messageId.nullable(),
  /** Message-IDs of the thread, oldest first. */
  references: z.array(messageId),
  /** Copies of one message to several people bear one Message-ID; left out: derived from the row. */
  messageId: messageId.optional(),
});
export type NewSend = z.infer<typeof NewSend>;
