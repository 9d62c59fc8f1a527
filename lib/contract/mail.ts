import { z } from 'zod';
import { Period } from './period.ts';
import { Id, Instant } from './primitives.ts';

/** Where a mail is found in the Command Center. `unsure`: nobody knows whether it left; `spam`: its reader has complained. */
export const MailFolder = z.enum([
  'delivered',
  'archived',
  'scheduled',
  'draft',
  'inProgress',
  'unsure',
  'failed',
  'bounced',
  'spam',
]);
export type MailFolder = z.infer<typeof MailFolder>;

/**
 * Where a mail stands, more exactly than its folder. Of the send ledger: `accepted` to `withdrawn`; `bounced` was
 * refused by the recipient's server at once, `returned` came back later, `complained` was called spam; `refused` is a
 * rejection that is no word of the recipient's server, `ended` was cancelled with its run. `sent`: by a person, proven.
 * Of open tasks: `waiting` for its moment, `late` and held for it, `unwritten` because its text could not be made,
 * `draft` of a mail outside campaigns.
 */
export const MailStanding = z.enum([
  'sent',
  'accepted',
  'planned',
  'deferred',
  'claimed',
  'handing_over',
  'unsure',
  'held',
  'refused',
  'bounced',
  'returned',
  'complained',
  'ended',
  'withdrawn',
  'waiting',
  'late',
  'unwritten',
  'draft',
]);
export type MailStanding = z.infer<typeof MailStanding>;

/** What can be done to a mail from its row. `arrived` and `notSent` are a person's word on an unsure one. */
export const MailAction = z.enum([
  'archive',
  'unarchive',
  'success',
  'noSuccess',
  'edit',
  'retry',
  'arrived',
  'notSent',
  'delete',
]);
export type MailAction = z.infer<typeof MailAction>;
/** Those that the server does; `restore` takes a deletion back. `edit` opens what the mail is made of. */
export const MailDeed = z.enum([...MailAction.exclude(['edit']).options, 'restore']);
export type MailDeed = z.infer<typeof MailDeed>;

/** One mail to one person. */
export const Mail = z.object({
  id: Id,
  standing: MailStanding,
  folder: MailFolder,
  /** Never more than two. */
  actions: z.array(MailAction).max(2),
  /** Who sends it. */
  senderId: z.string().nullable(),
  senderName: z.string().nullable(),
  personId: Id.nullable(),
  personName: z.string().nullable(),
  companyName: z.string().nullable(),
  jobTitle: z.string().nullable(),
  email: z.string().nullable(),
  subject: z.string(),
  campaignId: Id.nullable(),
  campaignName: z.string().nullable(),
  stepTitle: z.string().nullable(),
  templateId: Id.nullable(),
  templateName: z.string().nullable(),
  taskId: Id.nullable(),
  /** Through which it went, or the mail client that sent it. */
  channel: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  dueAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  failedAt: Instant.nullable(),
  /** The moment its folder goes by. */
  at: Instant,
  /** Why it did not go, as it was said. */
  reason: z.string().nullable(),
  replies: z.int(),
  /** Null: it has no opening image, so that nobody knows. */
  opens: z.int().nullable(),
  /** Null: none of its links is tracked, so that nobody knows. */
  clicks: z.int().nullable(),
  /** The last that came of it. */
  lastActivityAt: Instant.nullable(),
  success: z.boolean(),
  /** Selections that their person is in and the asking user may see, by name. */
  selections: z.array(z.string()),
});
export type Mail = z.infer<typeof Mail>;

/** Which moment of a mail a period is about; `at` is the one its folder goes by. */
export const MailMoment = z.enum(['at', 'created', 'sent', 'failed', 'scheduled']);
export type MailMoment = z.infer<typeof MailMoment>;

const yesNo = z.enum(['yes', 'no']);
/** What a search asks for; all of it must hold. Flat, because it travels in an address as well. */
export const MailFilters = z.object({
  /** One or several, parted by commas; all where absent. */
  folders: z
    .string()
    .regex(/^[a-zA-Z]+(,[a-zA-Z]+)*$/)
    .refine((list) => list.split(',').every((name) => MailFolder.safeParse(name).success), {
      message: `expected folders (${MailFolder.options.join(', ')}), parted by commas`,
    })
    .optional(),
  /** Words that stand in person, company, address or subject. */
  text: z.string().max(200).optional(),
  personId: Id.optional(),
  /** Of those who are in this selection now. */
  selectionId: Id.optional(),
  campaignId: Id.optional(),
  templateId: Id.optional(),
  moment: MailMoment.optional(),
  period: Period.optional(),
  /** Instants: from the first, before the second. */
  from: Instant.optional(),
  to: Instant.optional(),
  replied: yesNo.optional(),
  /** Of mails with an opening image only. */
  opened: yesNo.optional(),
  /** Of mails with tracked links only. */
  clicked: yesNo.optional(),
  success: yesNo.optional(),
});
export type MailFilters = z.infer<typeof MailFilters>;

export const MailSort = z.enum(['at', 'person', 'company', 'campaign', 'subject', 'created', 'updated']);
export type MailSort = z.infer<typeof MailSort>;

export const MailColumn = z.enum([
  'person',
  'email',
  'jobTitle',
  'company',
  'sender',
  'campaign',
  'step',
  'template',
  'subject',
  'status',
  'replies',
  'opens',
  'clicks',
  'at',
  'scheduled',
  'sent',
  'failed',
  'created',
  'updated',
  'activity',
  'selections',
  'followUp',
  'channel',
  'reason',
]);
export type MailColumn = z.infer<typeof MailColumn>;

/** How a user has arranged the table of one folder. */
export const MailLayout = z.object({
  columns: z
    .array(z.object({ name: MailColumn, widthPx: z.int().min(60).max(900) }))
    .min(1)
    .refine((columns) => new Set(columns.map(({ name }) => name)).size === columns.length, {
      message: 'expected each column once',
    }),
  sort: MailSort,
  descending: z.boolean(),
});
export type MailLayout = z.infer<typeof MailLayout>;

/** Searches that one user may keep. */
export const MOST_SEARCHES = 50;
/** A search that was given a name: what it finds is found anew each time. */
export const MailSearch = z.object({
  id: Id,
  name: z.string().trim().min(1).max(100),
  filters: MailFilters,
});
export type MailSearch = z.infer<typeof MailSearch>;
