import { z } from 'zod';
import { EnrolmentStatus, ReplyRule } from './campaign.ts';
import { PersonConsent } from './consent.ts';
import { Person } from './person.ts';
import { EmailAddress, Id, Instant } from './primitives.ts';
import { Activity, Task, TaskType } from './task.ts';

/** What ended a run, or was noted about it: undone by its id. */
export const RunEvent = z.object({
  id: Id,
  kind: z.enum(['replied', 'stopped']),
  /** `hand`: somebody said so; `mailbox`: the reply was seen in the mailbox. */
  source: z.enum(['hand', 'mailbox', 'server']),
  at: Instant,
  byName: z.string().nullable(),
  /** Nothing has happened to the run since. */
  undoable: z.boolean(),
});
export type RunEvent = z.infer<typeof RunEvent>;

/** A person's run of one campaign, as the mailbox shows it. */
export const EnrolmentContext = z.object({
  id: Id,
  campaignId: Id,
  campaignName: z.string(),
  status: EnrolmentStatus,
  /** What a reply does to this run. */
  onReply: ReplyRule,
  startAt: Instant,
  assigneeId: z.string(),
  assigneeName: z.string(),
  /** The caller is the assignee. */
  mine: z.boolean(),
  /** Where the run stands, or stood when it ended; null when all is done. */
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

/** Everything the mailbox shows about one person. */
export const PersonContext = z.object({
  person: Person,
  consent: PersonConsent,
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
});
export type PeopleFound = z.infer<typeof PeopleFound>;
