import { z } from 'zod';
import { BouncedAddress } from './bounce.ts';
import { EnrolmentStatus, ReplyRule } from './campaign.ts';
import { PersonConsent } from './consent.ts';
import { OurContacts } from './our-contacts.ts';
import { Person } from './person.ts';
import { EmailAddress, Id, Instant } from './primitives.ts';
import { Activity, Task, TaskType } from './task.ts';

/**
 * `replied`, `stopped`; `bounced`: a mail came back; `unsubscribed`: the person wants no more; `away`: an automatic
 * answer says so; `company`: somebody else of the company has answered; `blocked`: the workspace writes to nobody at the
 * domain of their address.
 */
export const RunEventKind = z.enum([
  'replied',
  'stopped',
  'bounced',
  'unsubscribed',
  'away',
  'company',
  'blocked',
]);
export type RunEventKind = z.infer<typeof RunEventKind>;

/** What is known of a run that is under way; what it does at a moment follows from that (`runPhase`). */
export const RunUnderWay = z.object({
  /** The step that it stands at, as its task has it; null: none is open. */
  task: z.object({ automatic: z.boolean(), trouble: z.boolean() }).nullable(),
  /** A mail of the step is in the hands of the server. */
  sending: z.boolean(),
  /** Until when nothing of it falls; null: it is not held. */
  heldUntil: Instant.nullable(),
});
export type RunUnderWay = z.infer<typeof RunUnderWay>;

/** What ended a run, or was noted about it: undone by its id. */
export const RunEvent = z.object({
  id: Id,
  kind: RunEventKind,
  /** `hand`: somebody said so; `mailbox`: the reply was seen in the mailbox. */
  source: z.enum(['hand', 'mailbox', 'server']),
  at: Instant,
  byName: z.string().nullable(),
  /** Nothing has happened to the run since, and the campaign is not private to others. */
  undoable: z.boolean(),
  /** What the mail server said of a bounce, who has answered at the company, or which domain is blocked. */
  note: z.string().nullable().optional(),
  /** Until when it keeps the run waiting. */
  until: Instant.nullable().optional(),
});
export type RunEvent = z.infer<typeof RunEvent>;

/** A person's run of one campaign, as the mailbox shows it. */
export const EnrolmentContext = z.object({
  id: Id,
  campaignId: Id,
  /** Null: the campaign is private to others. */
  campaignName: z.string().nullable(),
  status: EnrolmentStatus,
  /** Null: it is over. */
  underWay: RunUnderWay.nullable().optional(),
  /** What a reply does to this run. */
  onReply: ReplyRule,
  startAt: Instant,
  assigneeId: z.string(),
  assigneeName: z.string(),
  /** The caller is the assignee. */
  mine: z.boolean(),
  /** Where the run stands, or stood when it ended; null when all is done, or the campaign is private to others. */
  currentStep: z
    .object({
      id: Id,
      type: TaskType,
      title: z.string(),
      dayNumber: z.int(),
      stepNumber: z.int(),
      /** Number of steps of the whole campaign, and which of them this is, from 1. */
      position: z.int(),
      steps: z.int(),
    })
    .nullable(),
  /** When the step's task is due; null when none is open. */
  nextDueAt: Instant.nullable(),
  /** The open task, when it is the caller's own. */
  taskId: Id.nullable(),
  /** The latest event that has not been taken back. */
  lastEvent: RunEvent.nullable(),
});
export type EnrolmentContext = z.infer<typeof EnrolmentContext>;

/** What keeps mailings from reaching a person, whatever they have agreed to. */
export const PersonReach = z.object({
  /** Since when they work at their company no longer; null: they do, as far as is known. */
  formerSince: Instant.nullable(),
  /** Their address, in lower case, and what the server said of it last; null: it is used. */
  blocked: BouncedAddress.pick({ address: true, code: true, status: true, text: true, at: true }).nullable(),
});
export type PersonReach = z.infer<typeof PersonReach>;

/** Everything the mailbox shows about one person. */
export const PersonContext = z.object({
  person: Person,
  consent: PersonConsent,
  /** Not known where absent. */
  reach: PersonReach.optional(),
  /** Not known where absent. */
  contacts: OurContacts.optional(),
  /** Active ones first, then the newest; at most 50. */
  enrolments: z.array(EnrolmentContext),
  /** The caller's open tasks for the person, soonest first, at most 50. */
  tasks: z.array(Task),
  /** The first of them. */
  nextTask: Task.nullable(),
  /** Newest first, at most 50. */
  activities: z.array(Activity),
});
export type PersonContext = z.infer<typeof PersonContext>;

export const PeopleLookup = z.object({ emails: z.array(EmailAddress).min(1).max(30) });
export type PeopleLookup = z.infer<typeof PeopleLookup>;

export const PeopleFound = z.object({
  /** Each address asked for that somebody has, as it was asked. */
  matches: z.array(
    z.object({
      email: EmailAddress,
      /** Everybody who has this address, by name; at most 10. */
      people: z.array(PersonContext).min(1),
      /** How many they are in all. */
      total: z.int().min(1),
    }),
  ),
  /** Addresses that nobody in the workspace has, as they were asked. */
  unknown: z.array(EmailAddress),
  /** Addresses at a domain that the workspace writes to nobody at, as they were asked; none where absent. */
  blocked: z.array(z.object({ email: EmailAddress, domain: z.string() })).optional(),
});
export type PeopleFound = z.infer<typeof PeopleFound>;
