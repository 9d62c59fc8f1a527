import { z } from 'zod';
import { EmailAddress, Id, Instant, Recipient } from './primitives.ts';

export const TaskType = z.enum(['email', 'call', 'inmail', 'custom']);
export type TaskType = z.infer<typeof TaskType>;

export const TaskStatus = z.enum(['open', 'done', 'skipped', 'cancelled']);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** Text and copies of an email, as templates: what goes where besides the person it is written to. */
export const EmailContent = z.object({
  subject: z.string().max(998),
  html: z.string().max(500_000),
  /** Further recipients in To, after the person. */
  alsoTo: z.array(Recipient).max(50),
  cc: z.array(Recipient).max(50),
  bcc: z.array(Recipient).max(50),
});
export type EmailContent = z.infer<typeof EmailContent>;

export const MailSite = z.enum(['gmail', 'outlook', 'practice']);
export type MailSite = z.infer<typeof MailSite>;

/** Why we say "sent": what the mail client's own traffic showed, never a click. */
export const SendProof = z.object({
  site: MailSite,
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
  outcome: TaskOutcome.nullable(),
  closedAt: Instant.nullable(),
  /** Id of the action that closed it; a reopening names it. */
  closedByAction: Id.nullable(),
  /** Raised by each change. */
  version: z.int().min(1),
});
export type Task = z.infer<typeof Task>;

/** A task of the user's own, outside any campaign. */
export const NewTask = z.object({
  type: TaskType,
  title: z.string().min(1).max(200),
  priority: z.enum(['normal', 'high']).default('normal'),
  dueAt: Instant,
  details: z.string().max(20_000).default(''),
  email: EmailContent.nullable().default(null),
  personId: Id,
});
export type NewTask = z.input<typeof NewTask>;

/** Something that happened to or with a person; the history in the sidebar. */
export const Activity = z.object({
  id: Id,
  at: Instant,
  kind: z.enum([
    'campaign.started',
    'campaign.completed',
    'task.done',
    'task.skipped',
    'task.snoozed',
    'task.reopened',
    'mail.sent',
  ]),
  personId: Id,
  taskId: Id.nullable(),
  campaignId: Id.nullable(),
  byName: z.string().nullable(),
  /** What the line is about: task title or campaign name. */
  title: z.string(),
  note: z.string().nullable(),
});
export type Activity = z.infer<typeof Activity>;
