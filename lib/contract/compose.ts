import { z } from 'zod';
import { LinkOutcome } from './link.ts';
import { EmailAddress, Id, Instant, Recipient } from './primitives.ts';
import { MailSite } from './task.ts';

/** What a compose window is to hold; already rendered. */
export const Prefill = z.object({
  to: z.array(Recipient),
  cc: z.array(Recipient),
  bcc: z.array(Recipient),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** What stands in subject and `html` to be replaced, as the renderer has written it; absent: nothing. */
  marks: z.array(z.string()).optional(),
});
export type Prefill = z.infer<typeof Prefill>;

export const ComposeField = z.enum(['to', 'cc', 'bcc', 'subject', 'body']);
export type ComposeField = z.infer<typeof ComposeField>;

/**
 * What became of one field. `done`: written and read back equal; `already`: it held that before; `refused`: it held
 * something else, or the page would not take it; `unverified`: written, but could not be read back.
 */
export const FieldReport = z.enum(['done', 'already', 'refused', 'unverified', 'empty']);
export type FieldReport = z.infer<typeof FieldReport>;
export const FillReport = z.record(ComposeField, FieldReport);
export type FillReport = z.infer<typeof FillReport>;

/** Fields and prompts that stand in a window and are still to be replaced, as they are written there. */
export const OpenMarks = z.array(z.string().max(400)).max(50);

/** Ids by which a compose window can be told from every other. */
export const ComposeIds = z.record(z.string(), z.string());
export type ComposeIds = z.infer<typeof ComposeIds>;

/** What has become of a message as far as it is proven. */
export const ComposeState = z.enum([
  'opening', // asked for, no window yet
  'writing', // filled; the person is at it
  'sending', // the send request has been seen
  'sent', // and its success
  'failed', // and its failure; the text is still in the mail client
  'unsure', // the window went after a press on Send, without proof; the person is asked
  'scheduled', // the mail client will send it later; the person says when it has gone
  'discarded',
  'closed', // window closed, draft kept
  'undone', // sent, then taken back inside the undo window
  'refused', // no window was opened or filled; `problem` says why
]);
export type ComposeState = z.infer<typeof ComposeState>;

/** One attempt to write one task's email in a mail client; at most one per task is not final. */
export const ComposeSession = z.object({
  id: Id,
  taskId: Id,
  site: MailSite,
  tabId: z.int(),
  account: EmailAddress.nullable(),
  state: ComposeState,
  ids: ComposeIds,
  report: FillReport.nullable(),
  /** What became of the links that were filled in; absent where nothing was. */
  links: LinkOutcome.optional(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** As in the window when last read: what was really sent may differ from the template. */
  recipients: z
    .object({ to: z.array(EmailAddress), cc: z.array(EmailAddress), bcc: z.array(EmailAddress) })
    .nullable(),
  subject: z.string().nullable(),
  /** What was still to be replaced in it then. */
  marks: OpenMarks.optional(),
  /** Whom the task's letter is for. */
  addressees: z.array(EmailAddress).optional(),
  /** The window shows somebody without an address: `recipients` are not all. */
  partial: z.boolean().optional(),
  /** When the person last pressed Send, where that is followed (not Gmail); null when they took it back there. */
  pressedAt: Instant.nullable().optional(),
  /** The send request has succeeded, and it is still to be seen whether the page agrees. */
  answered: z.boolean().optional(),
  /** Tab from which the window's own was opened; its requests may still be made there. */
  openerTabId: z.int().optional(),
  /** The window has been told gone, and not come back since; only then can it come back. */
  windowGone: z.boolean().optional(),
  /** Browser's id of the send request that is under way. */
  requestId: z.string().nullable(),
  /** The one that has failed last: what is told of it afterwards is no other send. */
  failedRequestId: z.string().optional(),
  /** Action that completed the task after the proof; named when the send is undone. */
  actionId: Id.nullable(),
  startedAt: Instant,
  changedAt: Instant,
});
export type ComposeSession = z.infer<typeof ComposeSession>;

/** What the page's own window tells; `pressed` and `gone` are hints, never proof (except on our practice page). */
export const ComposeSignal = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ids'), ids: ComposeIds }),
  z.object({
    type: z.literal('content'),
    to: z.array(EmailAddress),
    cc: z.array(EmailAddress),
    bcc: z.array(EmailAddress),
    subject: z.string(),
    /** The window shows somebody without an address: the lists are not all. */
    partial: z.boolean().optional(),
    marks: OpenMarks.optional(),
  }),
  /** The person pressed Send (button or key). */
  z.object({ type: z.literal('pressed') }),
  /** The page has answered the press with a question or a refusal, and keeps the message. */
  z.object({ type: z.literal('held') }),
  z.object({ type: z.literal('discarded') }),
  /** The window is gone; `afterPress` when Send was pressed before and nothing since spoke against it. */
  z.object({ type: z.literal('gone'), afterPress: z.boolean() }),
  /** The window is back with the same draft: the send was undone or has failed. */
  z.object({ type: z.literal('returned') }),
  /** Only from our own practice page: its server's answer to the send. */
  z.object({ type: z.literal('practice.sent'), ids: ComposeIds }),
  z.object({ type: z.literal('practice.failed'), message: z.string() }),
]);
export type ComposeSignal = z.infer<typeof ComposeSignal>;
