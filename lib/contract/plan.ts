import { z } from 'zod';
import { DayOff } from './calendar.ts';
import { PersonChoices } from './gate.ts';
import { mostPerLaunch } from './limits.ts';
import { Id, Instant, TimeZone } from './primitives.ts';
import { LaunchTiming } from './schedule.ts';

/**
 * Why a step does not fall where the one before in the list would put it. In the order in which they are asked:
 *
 * - `weekends`, `senderHolidays`, `companyHolidays`, `recipientHolidays`: days that do not count
 * - `shifted`: an earlier step that came later has moved the whole run
 * - `late`: the step before it was finished, or is planned, so late that this one makes way
 * - `nextDay`: its clock time was over at the start, and the launch says: a day later
 * - `timePassed`: its clock time is over: at once
 * - `strictOrder`: the step before it leaves later: right after that
 * - `held`: the run is held until then
 * - `away`: whoever launched the run is away until then, or has got that place for it after the return
 * - `startNow`: whoever launched wanted it at once
 * - `byHand`: a person has set this moment
 * - `window`: mails leave within the send window only; where that leads to a day off, its rule stands here once more
 * - `waited`: nobody closed its task in time, so that it leaves without a person
 * - `released`: it was held as too late, until a person let it go
 * - `dailyCap`, `batch`: the sender's other mails were first
 */
export const Rule = z.enum([
  'weekends',
  'senderHolidays',
  'companyHolidays',
  'recipientHolidays',
  'shifted',
  'late',
  'nextDay',
  'timePassed',
  'strictOrder',
  'held',
  'away',
  'startNow',
  'byHand',
  'window',
  'waited',
  'released',
  'dailyCap',
  'batch',
]);
export type Rule = z.infer<typeof Rule>;

/** One rule's doing: the instants before and after. */
export const Move = z.object({
  rule: Rule,
  from: Instant,
  to: Instant,
  /** The days off by which a rule of holidays has moved it, by day. */
  daysOff: z.array(DayOff).optional(),
});
export type Move = z.infer<typeof Move>;

/** Where a step's clock time comes from. */
export const ClockSource = z.object({
  /** `HH:MM` in the run's zone; what is less than a minute is left out. */
  clock: z.string(),
  /** The step itself, the launch, the start of the run, or the email of an earlier day (then `stepId` names it). */
  from: z.enum(['step', 'launch', 'start', 'email']),
  stepId: Id.nullable(),
  /** The clock was changed that day: there was no such time (a later one counts), or twice (the first counts). */
  change: z.enum(['gap', 'overlap']).nullable(),
});
export type ClockSource = z.infer<typeof ClockSource>;

/** One step of one person's run, and when. */
export const PlanLine = z.object({
  stepId: Id,
  /** Day of the campaign, and position inside that day, both from 1. */
  dayNumber: z.int(),
  stepNumber: z.int(),
  /** A mail that leaves by itself, or a task for a person. */
  kind: z.enum(['send', 'task']),
  /** When it is planned. For what is done already: when it was to be. */
  at: Instant,
  /** When it was done, skipped or passed by; null while it is ahead. */
  closedAt: Instant.nullable(),
  /**
   * The open task in front that must be closed first; null when `at` is certain. Until then `at` is the soonest: as if
   * that task were closed the moment it falls due.
   */
  waitsFor: Id.nullable(),
  time: ClockSource,
  /** The first candidate: its day counted from the start with every day counting. */
  countedAt: Instant,
  /** A chain: the first begins at `countedAt`, each where the one before it ended, the last ends at `at`. */
  moves: z.array(Move),
  /** Days of the run by which late completions have shifted it so far, this step included. */
  shiftDays: z.int(),
  /**
   * Mails: not sent after this moment (late guard). Tasks: the run waits no longer; what follows at the latest is the
   * plan with the task `passed` at it. Null: no such limit.
   */
  until: Instant.nullable(),
  /** Too late to leave by itself since then; it waits for a person to let it go. */
  heldAt: Instant.nullable().optional(),
});
export type PlanLine = z.infer<typeof PlanLine>;

const runPlan = {
  startAt: Instant,
  /** In which the run's days and clock times are counted. */
  timeZone: TimeZone,
  lines: z.array(PlanLine),
  /** Steps that the run has gone by and will not come back to. */
  leftOut: z.array(Id),
};

/** A run as planned from what has happened so far; of one that is over the steps that were closed. */
export const RunPlanned = z.object({ enrolmentId: Id, personId: Id, ...runPlan });
export type RunPlanned = z.infer<typeof RunPlanned>;

/** A launch that is thought of: the start and the times are those of a launch. */
export const LaunchQuestion = z.object({
  personIds: z.array(Id).min(1).max(mostPerLaunch),
  /** Now when absent. */
  startAt: Instant.optional(),
  timeZone: TimeZone,
  timing: LaunchTiming.optional(),
  /** As of the launch: whoever still lacks a field gets a mail by hand, for which what follows it waits. */
  choices: z.array(PersonChoices).max(mostPerLaunch).optional(),
  /** People whose first email was written anew: it leaves as it is. */
  rewritten: z.array(Id).max(mostPerLaunch).optional(),
});

/** What a launch would come to for each person; who would be refused is left out. */
export const LaunchPlanned = z.object({ plans: z.array(z.object({ personId: Id, ...runPlan })) });
export type LaunchPlanned = z.infer<typeof LaunchPlanned>;
