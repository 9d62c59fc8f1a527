import { z } from 'zod';
import { FieldTexts } from './gate.ts';
import { EmailAddress, Id, Instant, MailIds, Recipient } from './primitives.ts';

export const TaskType = z.enum(['email', 'call', 'inmail', 'custom']);
export type TaskType = z.infer<typeof TaskType>;

export const TaskStatus = z.enum(['open', 'done', 'skipped', 'cancelled']);
export type TaskStatus = z.infer<typeof TaskStatus>;

/**
 * Why a task was cancelled: the person answered, the run was stopped, the step before it was opened again, the campaign
 * was edited and its step is gone, the person's address is dead (`bounced`), they want no more mail (`unsubscribed`), or
 * somebody else of their company has answered (`company`), their domain is blocked (`blocked`), or a user has deleted it (`deleted`); or why it was skipped
 * by nobody: its step waited for it as long as it was to (`waited`).
 */
export const CancelCause = z.enum([
  'replied',
  'stopped',
  'taken_back',
  'waited',
  'edited',
  'bounced',
  'unsubscribed',
  'company',
  'deleted',
  'blocked',
]);
export type CancelCause = z.infer<typeof CancelCause>;

/** Text and copies of an email, as templates: what goes where besides the person it is written to. */
export const EmailContent = z.object({
  subject: z.string().max(998),
  html: z.string().max(500_000),
  /** Further recipients in To, after the person. */
  alsoTo: z.array(Recipient).max(50),
  cc: z.array(Recipient).max(50),
  bcc: z.array(Recipient).max(50),
  /** Plain-text part as written by hand; null or absent: made of `html`. */
  text: z.string().max(200_000).nullable().optional(),
  preheader: z.string().max(250).optional(),
  /** Of the text itself, as a BCP 47 tag: how its dates, numbers and lists are written. */
  language: z.string().max(35).nullable().optional(),
  /** Of a business that is under way: goes to people who have unsubscribed from sales, too. No where absent. */
  nonCommercial: z.boolean().optional(),
  /** The template that this text was copied from, and its version then. */
  fromTemplate: z.object({ id: Id, version: z.int().min(1) }).optional(),
});
export type EmailContent = z.infer<typeof EmailContent>;

export const MailSite = z.enum(['gmail', 'outlook', 'practice']);
export type MailSite = z.infer<typeof MailSite>;

/** Why we say "sent": what the mail client's own traffic showed, never a click. */
export const SendProof = z.object({
  /** Mail client that sent it, or `server`: it left by itself. */
  site: z.enum([...MailSite.options, 'server']),
  /** Mailbox it left from. */
  account: EmailAddress,
  sentAt: Instant,
  to: z.array(EmailAddress),
  cc: z.array(EmailAddress),
  bcc: z.array(EmailAddress),
  subject: z.string(),
  /** Ids the mail client used, by name: `draft`, `message`, `thread`, `messageId`. */
  ids: z.record(z.string(), z.string()),
  /** `network`: request and its success were seen; `person`: the user said so when we were unsure. */
  evidence: z.enum(['network', 'person']),
});
export type SendProof = z.infer<typeof SendProof>;

export const CallResult = z.enum(['reached', 'voicemail', 'no_answer', 'busy', 'wrong_number']);
export type CallResult = z.infer<typeof CallResult>;

export const TaskOutcome = z.object({
  callResult: CallResult.optional(),
  note: z.string().max(10_000).optional(),
  proof: SendProof.optional(),
});
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/**
 * Why an automatic mail has not gone: `MAIL_REJECTED`, `MAIL_NOT_SENT`, `MAIL_UNSURE` (it may have arrived), `MAIL_HELD`,
 * or the error that stood in the way of writing it; `message` is what was said.
 */
export const TaskTrouble = z.object({ code: z.string(), message: z.string() });
export type TaskTrouble = z.infer<typeof TaskTrouble>;

/** A piece of work for one user about one person. */
export const Task = z.object({
  id: Id,
  type: TaskType,
  title: z.string().min(1).max(200),
  status: TaskStatus,
  priority: z.enum(['normal', 'high']),
  dueAt: Instant,
  /** Talk track, InMail text or notes; a template. */
  details: z.string(),
  email: EmailContent.nullable(),
  assigneeId: z.string(),
  /** Name of the user who is or was away and whose it was; absent: nobody is stood in for. */
  standingInFor: z.string().optional(),
  personId: Id,
  /** Shown in lists; kept beside the id so that a list needs no second look-up. */
  personName: z.string(),
  companyName: z.string().nullable(),
  campaignId: Id.nullable(),
  campaignName: z.string().nullable(),
  enrolmentId: Id.nullable(),
  stepId: Id.nullable(),
  /** Day of the campaign and position inside that day, both from 1. */
  dayNumber: z.int().nullable(),
  stepNumber: z.int().nullable(),
  /** Texts of its run for fields without a value, by field; absent where there are none. */
  defaults: FieldTexts.optional(),
  outcome: TaskOutcome.nullable(),
  /** With status `cancelled`, and with `skipped` where no person did it. */
  cause: CancelCause.nullable(),
  /**
   * A mail that leaves by itself once it is due, unless somebody is first: its step says so, or (`waited`) nobody has
   * closed its task in time. Absent: a person sends it.
   */
  automatic: z.enum(['step', 'waited']).optional(),
  /** A mail that does not leave by itself until a person lets it go: it would have been later than it may be. */
  held: z.object({ cause: z.literal('late'), at: Instant }).optional(),
  /** Nobody has closed it in time, and its run has gone on. */
  passedAt: Instant.optional(),
  closedAt: Instant.nullable(),
  /** Id of the action that closed it; a reopening names it. */
  closedByAction: Id.nullable(),
  /** What stood in the way of its mail; absent: nothing. */
  trouble: TaskTrouble.optional(),
  /** Raised by each change. */
  version: z.int().min(1),
});
export type Task = z.infer<typeof Task>;

/** A task of the user's own, outside any campaign. */
export const NewTask = z.object({
  /** Made by the caller so that a repeat adds nothing; made by the server when absent. */
  id: Id.optional(),
  type: TaskType,
  title: z.string().min(1).max(200),
  priority: z.enum(['normal', 'high']).default('normal'),
  dueAt: Instant,
  details: z.string().max(20_000).default(''),
  email: EmailContent.nullable().default(null),
  personId: Id,
  /** Whose it is; the caller's where absent. */
  assigneeId: z.string().max(100).optional(),
});
export type NewTask = z.input<typeof NewTask>;

/** Which way a message went that was written down by hand. */
export const MailDirection = z.enum(['in', 'out']);
export type MailDirection = z.infer<typeof MailDirection>;

export const ActivityKind = z.enum([
  'campaign.started',
  'campaign.completed',
  'campaign.stopped',
  // the person wants no more mail, by their answer, a complaint or what somebody has noted
  'campaign.unsubscribed',
  // somebody else of the person's company has answered
  'campaign.company',
  'task.done',
  'task.skipped',
  'task.snoozed',
  'task.reopened',
  // by the rules of a campaign, when nobody has acted in time
  'task.passed',
  'task.expired',
  'task.turnedAutomatic',
  'task.held',
  // a person has let a held mail go
  'task.released',
  'mail.sent',
  'reply.received',
  // an answer that nobody has written: the person is away
  'reply.automatic',
  // a mail could not be delivered
  'mail.bounced',
  'link.clicked',
  // a file that a mail linked to
  'content.opened',
  'mail.opened',
  'consent.changed',
  'interest.added',
  'interest.removed',
  // somebody else turned out to be the same person
  'person.merged',
  // written down by hand
  'note.logged',
  'call.logged',
  'meeting.logged',
  'mail.logged',
]);
export type ActivityKind = z.infer<typeof ActivityKind>;

/** Something that happened to or with a person; the history in the sidebar. */
export const Activity = z.object({
  id: Id,
  at: Instant,
  kind: ActivityKind,
  personId: Id,
  taskId: Id.nullable(),
  campaignId: Id.nullable(),
  byName: z.string().nullable(),
  /**
   * What the line is about: task title, campaign name, subject, host and path of a clicked link, name of a file, an interest or somebody who was merged; of
   * `consent.changed` the purpose, `no_mailings`, or the name of a type of mailings.
   */
  title: z.string(),
  /**
   * Of `consent.changed` the new status; of `no_mailings` it is `forbidden` or `allowed`, of a type of mailings `declined`
   * or `accepted`. Of `person.merged` what was not kept of them.
   */
  note: z.string().nullable(),
  /** How often a link was clicked, a file looked at, or a mail opened, when more than once. */
  count: z.int().min(2).optional(),
  /** `mail.logged` only. */
  direction: MailDirection.optional(),
});
export type Activity = z.infer<typeof Activity>;

/** Something that is written down by hand. */
export const NewActivity = z
  .object({
    /** Made by the caller: a repeat adds nothing. */
    id: Id,
    kind: z.enum(['note.logged', 'call.logged', 'meeting.logged', 'mail.logged']),
    /** When it happened, not in the future. */
    at: Instant,
    title: z.string().trim().min(1).max(200),
    note: z.string().max(10_000).nullable().default(null),
    direction: MailDirection.optional(),
    /** `mail.logged`: which message; one with the same `message` is written down once for a person. */
    ids: MailIds.optional(),
  })
  .refine((activity) => (activity.kind === 'mail.logged') === (activity.direction !== undefined), {
    path: ['direction'],
    message: 'expected in or out with mail.logged, and none with any other kind',
  })
  .refine((activity) => activity.kind === 'mail.logged' || activity.ids === undefined, {
    path: ['ids'],
    message: 'expected none with any other kind than mail.logged',
  });
export type NewActivity = z.input<typeof NewActivity>;
