import { z } from 'zod';
import { EnrolmentStatus } from './campaign.ts';
import { Move } from './plan.ts';
import { EmailAddress, Id, Instant, Recipient } from './primitives.ts';
import { TaskType } from './task.ts';

/**
 * What a person of a rehearsal does with our mails.
 *
 * - `accepts`: their mail server takes them, and nothing more is heard
 * - `defers`: it asks to be tried again later (4xx), and then takes them
 * - `rejects`: it refuses them for good (5xx)
 * - `bounces`: it takes them, and sends word later that they could not be delivered
 * - `replies`: the person answers
 * - `outOfOffice`: an automatic answer names the day of return
 * - `scanner`: a machine opens each mail at once and follows all its links
 * - `reads`: the person opens the mail, and some follow a link
 */
export const Fate = z.enum([
  'accepts',
  'defers',
  'rejects',
  'bounces',
  'replies',
  'outOfOffice',
  'scanner',
  'reads',
]);
export type Fate = z.infer<typeof Fate>;

/** So many of a hundred people meet that fate; the rest accept. */
export const WorldMix = z
  .partialRecord(Fate.exclude(['accepts']), z.int().min(0).max(100))
  .refine((mix) => Object.values(mix).reduce((sum, share) => sum + share, 0) <= 100, {
    message: 'expected shares of 100 at most in all',
  });
export type WorldMix = z.infer<typeof WorldMix>;

/**
 * How the user works their tasks: each when it falls due, each so many days later, each at a moment of its own up to so
 * many days later (`varied`), or none at all.
 */
export const TaskWork = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('atDue') }),
  z.object({ kind: z.literal('late'), days: z.int().min(1).max(365) }),
  z.object({ kind: z.literal('varied'), days: z.int().min(1).max(365) }),
  z.object({ kind: z.literal('never') }),
]);
export type TaskWork = z.infer<typeof TaskWork>;

/** Something that the world did after a mail had reached it. */
export const WorldEventKind = z.enum(['bounce', 'reply', 'outOfOffice', 'opened', 'clicked', 'scanned']);
export type WorldEventKind = z.infer<typeof WorldEventKind>;

const count = z.int().min(0);

/** Figures of a rehearsal. Each part adds up by itself; `checks` compare what different books say. */
export const RehearsalCounts = z.object({
  /** People on campaigns, each campaign for itself: `asked` is the sum of all the others. */
  people: z.object({
    asked: count,
    refused: count,
    skipped: count,
    completed: count,
    replied: count,
    success: count,
    bounced: count,
    unsubscribed: count,
    removed: count,
    stopped: count,
    /** Their run stands at an open task. */
    waiting: count,
  }),
  /** Messages that the server was to send, one for each recipient: `planned` is the sum of all the others. */
  mails: z.object({
    planned: count,
    accepted: count,
    /** Taken, and come back later. */
    bounced: count,
    rejected: count,
    cancelled: count,
    held: count,
    unsure: count,
    waiting: count,
  }),
  /** `made` is the sum of all the others; `sent` are the steps whose mail left by itself. */
  tasks: z.object({
    made: count,
    sent: count,
    doneByHand: count,
    skipped: count,
    cancelled: count,
    open: count,
  }),
  /** Steps as they were planned at the launch: `planned` is the sum of all the others. */
  steps: z.object({ planned: count, asPlanned: count, moved: count, notReached: count }),
  /** What the world did. `delivered`: mails it took, from the server and (`byHand`) from the user’s mail client. */
  world: z.object({
    delivered: count,
    byHand: count,
    deferrals: count,
    bounces: count,
    replies: count,
    outOfOffice: count,
    opened: count,
    clicked: count,
    scanned: count,
    /** Mails that went to somebody after one to them had bounced. */
    afterBounce: count,
  }),
});
export type RehearsalCounts = z.infer<typeof RehearsalCounts>;

/** Two books that must say the same. */
export const RehearsalCheck = z.object({
  name: z.string(),
  one: z.int(),
  other: z.int(),
  ok: z.boolean(),
});
export type RehearsalCheck = z.infer<typeof RehearsalCheck>;

/** One step of one person’s run: when it was planned, and what came of it. */
export const RehearsedStep = z.object({
  stepId: Id,
  type: TaskType,
  title: z.string(),
  dayNumber: z.int(),
  stepNumber: z.int(),
  /** A mail that leaves by itself, or a task for a person. */
  kind: z.enum(['send', 'task']),
  /** As the plan before the launch had it, by which rules. */
  plannedAt: Instant,
  moves: z.array(Move),
  /** When it was due when its turn had come; null: its turn never came. */
  dueAt: Instant.nullable(),
  /** By which rules then, where they are others. */
  dueMoves: z.array(Move).optional(),
  /** When it was closed; null: it was not. */
  closedAt: Instant.nullable(),
  /**
   * `sent`: its mail left by itself; `done`: the user did it; `open`: it waits for somebody; `passed`: it is open, but the
   * run has gone on; `notReached`: its turn never came.
   */
  outcome: z.enum(['sent', 'done', 'skipped', 'cancelled', 'open', 'passed', 'notReached']),
  /** What stood in the way of its mail. */
  trouble: z.string().nullable(),
});
export type RehearsedStep = z.infer<typeof RehearsedStep>;

/** What the world did to one run, or the server wrote into its history. */
export const RehearsedEvent = z.object({
  at: Instant,
  /** Of the world, or `answered`: what its mail server said to a mail that it did not take. */
  kind: z.enum([...WorldEventKind.options, 'answered']),
  /** What was said, e.g. `450 4.2.0 Try again later`, or the day of return. */
  detail: z.string(),
  /** The mail that it is about. */
  messageId: z.string(),
  /** `acted`: the server took it in as it does every day; `shown`: it has no rule for it and did nothing. */
  effect: z.enum(['acted', 'shown']),
});
export type RehearsedEvent = z.infer<typeof RehearsedEvent>;

/** One person on one campaign. */
export const RehearsedRun = z.object({
  campaignId: Id,
  campaignName: z.string(),
  personId: Id,
  personName: z.string(),
  email: EmailAddress.nullable(),
  fate: Fate,
  /** Null: the person was not taken; `refusal` says why. */
  status: EnrolmentStatus.nullable(),
  refusal: z.string().nullable(),
  /** In which days and clock times are counted. */
  timeZone: z.string(),
  steps: z.array(RehearsedStep),
  events: z.array(RehearsedEvent),
});
export type RehearsedRun = z.infer<typeof RehearsedRun>;

/** A message as its recipient would see it. */
export const RehearsedMessage = z.object({
  messageId: z.string(),
  campaignId: Id,
  personId: Id,
  stepId: Id,
  at: Instant,
  from: Recipient,
  to: z.array(Recipient),
  cc: z.array(Recipient),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** It left by itself, or the user would have sent it. */
  byHand: z.boolean(),
  /** What the user would have filled in first. */
  missing: z.array(z.string()),
  /** `Re:` of an earlier one: its Message-ID. */
  inReplyTo: z.string().nullable(),
  outcome: z.enum(['accepted', 'rejected', 'cancelled', 'held', 'unsure', 'waiting']),
  /** What its mail server said last. */
  reply: z.string().nullable(),
});
export type RehearsedMessage = z.infer<typeof RehearsedMessage>;

/** A rehearsal that is over. */
export const Rehearsal = z.object({
  seed: z.int(),
  /** On the virtual clock. */
  startedAt: Instant,
  endedAt: Instant,
  /** It was stopped at the end of the time that a rehearsal may take, with things left to happen. */
  cutOff: z.boolean(),
  counts: RehearsalCounts,
  checks: z.array(RehearsalCheck),
  addsUp: z.boolean(),
  runs: z.array(RehearsedRun),
  messages: z.array(RehearsedMessage),
});
export type Rehearsal = z.infer<typeof Rehearsal>;
