import { z } from 'zod';
import { EmailAddress, GivenName, Id, Instant, TimeZone } from './primitives.ts';
import { SingleLine } from './send.ts';
import { Sharing } from './sharing.ts';

/** What a mailing puts out; chosen when it is begun, and never changed. */
export const MailingType = z.enum(['email', 'sms', 'document', 'form_response']);
export type MailingType = z.infer<typeof MailingType>;

/**
 * Where a mailing stands. `preparing`: its list is read anew before it leaves; `stopped`: by a person, and can go on;
 * `failed`: by the server, and `problem` says why.
 */
export const MailingStatus = z.enum([
  'draft',
  'preparing',
  'scheduled',
  'sending',
  'finished',
  'finished_with_errors',
  'stopped',
  'failed',
]);
export type MailingStatus = z.infer<typeof MailingStatus>;

export const MailingPane = z.enum(['setup', 'template', 'content', 'recipients', 'confirm']);
export type MailingPane = z.infer<typeof MailingPane>;

const name = SingleLine.trim().max(200);
const address = z.object({ email: EmailAddress, name: name.default('') });

/** In whose name a mailing goes: always the same, or whoever looks after the recipient, else the one given. */
export const MailingFrom = z.object({
  mode: z.enum(['always', 'sales_contact', 'support_contact']),
  ...address.shape,
});
export type MailingFrom = z.infer<typeof MailingFrom>;

/** Where answers go; `from`: where it comes from. */
export const MailingReplyTo = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('from') }),
  MailingFrom,
]);
export type MailingReplyTo = z.infer<typeof MailingReplyTo>;

/** Who of an associated selection and project gets it, where there are both. */
export const SourceRule = z.enum(['selection', 'union', 'intersection', 'difference']);
export type SourceRule = z.infer<typeof SourceRule>;

const word = z
  .string()
  .trim()
  .max(100)
  .regex(/^[^\s&=#?]*$/, 'expected one word, without blanks and & = # ?');

/** What the first step of the wizard asks. */
export const MailingSetup = z.object({
  name: GivenName.min(1).max(200),
  /** The subscription type that people can decline it by; null: of no particular type. */
  typeId: Id.nullable(),
  subject: SingleLine.max(998),
  from: MailingFrom,
  replyTo: MailingReplyTo,
  /** Where it is listed; who is in there gets it, too. */
  selectionId: Id.nullable(),
  projectId: Id.nullable(),
  rule: SourceRule.default('selection'),
  /** Also links that are not registered are tracked. */
  trackAll: z.boolean(),
  trackOpens: z.boolean(),
  /** For the recipients' websites; the medium is always `email`. Null: nothing is added. */
  utm: z.object({ source: word, campaign: word }).nullable(),
  /** A mail is not sent later than so many hours after its time. Null: whenever it can be. */
  lateHours: z.int().min(1).max(720).nullable(),
});
export type MailingSetup = z.infer<typeof MailingSetup>;

/** What recipients read, as templates are written. */
export const MailingContent = z.object({
  html: z.string().max(500_000),
  /** The plain-text part as somebody has written it; null: made of `html`. */
  text: z.string().max(200_000).nullable(),
  /** What a list of mails shows after the subject. */
  preheader: z.string().max(250),
  /** BCP 47 tag of the text; null: not known. */
  language: z.string().max(35).nullable(),
  /** The template that it was begun with. */
  templateId: Id.nullable(),
});
export type MailingContent = z.infer<typeof MailingContent>;

/** Options of the recipient step. */
export const MailingOptions = z.object({
  /** Also to people without consent or subscription; why, in the words of whoever chose it. */
  override: z.object({ reason: z.string().trim().min(3).max(500) }).nullable(),
  onePerAddress: z.boolean(),
  /** Selections and projects are read again when it leaves. */
  updateWhenSending: z.boolean(),
  includeCompanies: z.boolean(),
  preferCompany: z.boolean(),
});
export type MailingOptions = z.infer<typeof MailingOptions>;

/** Where recipients come from. */
export const SourceKind = z.enum(['selection', 'project', 'contacts', 'import', 'addresses']);
export type SourceKind = z.infer<typeof SourceKind>;

export const MailingSource = z.object({
  id: Id,
  kind: SourceKind,
  /** Of the selection, the project, or what was imported. */
  refId: Id.nullable(),
  name: z.string(),
  /** People, or addresses, that it brings; null: not counted yet. */
  count: z.int().nullable(),
  /** Whoever it brings gets nothing, wherever else they stand. */
  excludes: z.boolean(),
  /** It stands here because the setup names it. */
  bySetup: z.boolean(),
});
export type MailingSource = z.infer<typeof MailingSource>;

/** What one recipient of a mailing is to it. */
export const RecipientStatus = z.enum([
  'ready',
  'no_address',
  'no_mailings',
  'no_consent',
  'no_subscription',
  'too_many_bounces',
  'complained_before',
  'left_out',
  'company_instead',
  'duplicate',
  'sending',
  'sent',
  'read',
  'soft_bounced',
  'bounced',
  'complained',
  'failed',
  'unsure',
]);
export type RecipientStatus = z.infer<typeof RecipientStatus>;

/** What a list of recipients is filtered by. */
export const RecipientGroup = z.enum(['ready', 'sent', 'read', 'bounced', 'blocked', 'complained']);
export type RecipientGroup = z.infer<typeof RecipientGroup>;

export const MailingRecipient = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  /** Null: not a contact of the workspace. */
  personId: Id.nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  status: RecipientStatus,
  sentAt: Instant.nullable(),
  openedAt: Instant.nullable(),
  clickedAt: Instant.nullable(),
  unsubscribedAt: Instant.nullable(),
  /** What the mail server, or a report, said of a mail that did not arrive. */
  reason: z.string().nullable(),
});
export type MailingRecipient = z.infer<typeof MailingRecipient>;

/** How the list of recipients stands. */
export const ListState = z.enum(['none', 'computing', 'ready', 'cancelled', 'failed']);
export type ListState = z.infer<typeof ListState>;

/** Counts of a mailing, by what they count: statuses of recipients, openings, clicks. Absent: none. */
export const MailingFigures = z.record(z.string(), z.int());
export type MailingFigures = z.infer<typeof MailingFigures>;

/** A part of a whole, as results show it: “42 % (1,260)”. */
export const Rate = z.object({
  count: z.int(),
  of: z.int(),
  /** From 0 to 1; null where there is nothing to be a part of. */
  rate: z.number().nullable(),
});
export type Rate = z.infer<typeof Rate>;

/** What a mailing has come to, in people; machines count nowhere but in their own figures. */
export const MailingSummary = z.object({
  sent: z.int(),
  delivered: z.int(),
  opened: Rate,
  clicked: Rate,
  /** However many by one person. */
  clicks: z.int(),
  /** Of those who opened it. */
  clickToOpen: Rate,
  bounced: Rate,
  hardBounced: Rate,
  softBounced: Rate,
  unsubscribed: Rate,
  complained: Rate,
  machineOpens: z.int(),
  machineClicks: z.int(),
});
export type MailingSummary = z.infer<typeof MailingSummary>;

/** A line in the list of mailings. */
export const MailingRow = z.object({
  id: Id,
  type: MailingType,
  name: z.string(),
  status: MailingStatus,
  subject: z.string(),
  ownerId: Id.nullable(),
  ownerName: z.string().nullable(),
  ...Sharing.shape,
  startsAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  updatedAt: Instant,
  figures: MailingFigures,
  /** The asking user may change and send it: it is theirs, or they are an admin. */
  mayChange: z.boolean(),
});
export type MailingRow = z.infer<typeof MailingRow>;

/** A mailing as its wizard and its results show it. */
export const Mailing = MailingRow.extend({
  setup: MailingSetup,
  content: MailingContent,
  options: MailingOptions,
  sources: z.array(MailingSource),
  summary: MailingSummary,
  pane: MailingPane,
  list: z.object({
    state: ListState,
    /** Recipients read so far. */
    done: z.int(),
    at: Instant.nullable(),
    problem: z.string().nullable(),
  }),
  /** Zone in which the start was chosen. */
  timeZone: TimeZone.nullable(),
  /** Why it failed. */
  problem: z.string().nullable(),
  /** Counts changes, so that two who write at once do not overwrite each other. */
  version: z.int(),
});
export type Mailing = z.infer<typeof Mailing>;
