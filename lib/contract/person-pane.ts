import { z } from 'zod';
import { CampaignOpening } from './campaign.ts';
import { PersonConsent } from './consent.ts';
import { ErrorCode } from './errors.ts';
import { Person } from './person.ts';
import { EnrolmentContext, PersonReach } from './person-context.ts';
import { EmailAddress, Instant, MailIds } from './primitives.ts';
import { Activity, MailDirection, MailSite, Task } from './task.ts';
import { ThreadParticipant } from './thread.ts';

/** Somebody else in the open thread, to choose from. */
export const PaneParticipant = ThreadParticipant.omit({ own: true }).extend({
  /** Has anybody in the workspace this address; null while that is not known. */
  known: z.boolean().nullable(),
  companyName: z.string().nullable(),
});
export type PaneParticipant = z.infer<typeof PaneParticipant>;

/** One person as far as we know them now. */
export const PersonCard = z.object({
  person: Person,
  /** Null while only the copy of this browser is there, which holds own tasks and what they refer to. */
  consent: PersonConsent.nullable(),
  /** Not known where absent. */
  reach: PersonReach.optional(),
  enrolments: z.array(EnrolmentContext).nullable(),
  /** Own open tasks, soonest first. */
  tasks: z.array(Task),
  /** Newest first, at most 50. */
  activities: z.array(Activity),
});
export type PersonCard = z.infer<typeof PersonCard>;

/** Whom the Person tab shows, and why nobody. All of it belongs to the thread named by `key`. */
export const PersonPane = z.object({
  state: z.enum(['noMailbox', 'noThread', 'onlySelf', 'noAddress', 'several', 'person']),
  site: MailSite.nullable(),
  /** Null without an open thread. */
  key: z.string().nullable(),
  /** Everybody in the thread but oneself. */
  others: z.array(PaneParticipant),
  /** With state `person`: the address that is shown, and the name that the page gives it. */
  email: EmailAddress.nullable(),
  name: z.string(),
  /** Everybody who has that address, `total` of them in all; empty for somebody unknown, or not yet looked up. */
  cards: z.array(PersonCard),
  total: z.int(),
  /** The blocked domain that the address is at; absent: none that is known. */
  blockedDomain: z.string().optional(),
  /** `done`: what stands here is the server's word of the last minute. */
  lookup: z.enum(['done', 'asking', 'failed']),
  problem: z.object({ code: ErrorCode, message: z.string() }).nullable(),
  /** When the server last said what stands here; null for the copy of this browser. */
  asOf: Instant.nullable(),
  /** The last message of the thread, where its direction is beyond doubt: for writing it down. */
  mail: z.object({ direction: MailDirection, ids: MailIds }).nullable(),
  /** A page that does not name its messages, or whose mailbox, shows a reply that only a person can tell for one. */
  noticesReplies: z.boolean(),
});
export type PersonPane = z.infer<typeof PersonPane>;

/** A campaign to put somebody on. */
export const CampaignChoice = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  days: z.int(),
  steps: z.int(),
  opening: CampaignOpening,
});
export type CampaignChoice = z.infer<typeof CampaignChoice>;
