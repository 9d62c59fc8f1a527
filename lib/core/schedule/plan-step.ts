import type { ClockSource } from '../../contract/plan.ts';
import type { PlacedStep } from '../campaign/steps.ts';
import { awaysOf } from './aways.ts';
import { clockMsOf } from './day.ts';
import { moveIntoOpenHours, moveOutOfHold } from './open-hours.ts';
import type { Happening, OpenHours, RunFacts } from './run.ts';
import { Trail } from './trail.ts';

/** A step of a campaign, read once for all of its runs. */
export interface StepFacts {
  placed: PlacedStep;
  kind: 'send' | 'task';
  /** A task, but one that only its sender can do. */
  isFollowUp: boolean;
  /** Its own clock time. */
  ownClockMs: number;
  /** Its own time, the start's, or that of the email before; an opening email's can be given at the launch. */
  clock: 'own' | 'start' | 'previous';
  /** The campaign's first step, and an email. */
  isOpening: boolean;
}

/** A clock time and the email it is from. */
export interface MailClock {
  stepId: string;
  clockMs: number;
}

/** How far a run has come, in numbers: all that planning its next step needs to know of those before. */
export interface RunState {
  shiftDays: number;
  /** The day whose steps are being planned; 0 before the first. */
  dayNumber: number;
  /** The latest moment at which a step of an earlier day was closed, or will be; -Infinity before. */
  earlierDaysMs: number;
  /** The same of this day's steps, and of its tasks alone. */
  sameDayMs: number;
  sameDayTasksMs: number;
  /** The last email of the earlier days, and the last one at all. */
  earlierMail: MailClock | null;
  lastMail: MailClock | null;
}

/** What has happened to one step. */
export type StepHappenings = Partial<Record<Happening['kind'], number>>;

/** The moment that a person has set for it; undefined if nobody has. */
export function momentSet({ scheduled, snoozed }: StepHappenings): number | undefined {
  return scheduled ?? snoozed;
}

/** The sender's other mails: not before this day of the sender's calendar, not before this moment. */
export interface PaceFloor {
  day: number;
  ms: number;
}

/** One step planned, in numbers. */
export interface StepPlan {
  trail: Trail;
  /** Where it was before the sender's other mails had a say: what its clock time is, for those after it. */
  unpacedMs: number;
  clock: StepClock;
  day: number;
  shiftDays: number;
}

/** At what clock time a step is planned, and which email it is from. */
interface StepClock {
  from: ClockSource['from'];
  stepId: string | null;
  clockMs: number;
}

/** What all steps of a campaign are planned by. */
export interface StepRules {
  strictOrder: boolean;
  /** A sender's mails make way for each other. */
  isPaced: boolean;
  hours: OpenHours | null;
}

/** Before the first step. */
export const startState: RunState = {
  shiftDays: 0,
  dayNumber: 0,
  earlierDaysMs: Number.NEGATIVE_INFINITY,
  sameDayMs: Number.NEGATIVE_INFINITY,
  sameDayTasksMs: Number.NEGATIVE_INFINITY,
  earlierMail: null,
  lastMail: null,
};

/** The state in which a step is planned: on a new day, what was of the same day is of an earlier one. */
export function enterDay(state: RunState, dayNumber: number): RunState {
  if (state.dayNumber === dayNumber) return state;
  return {
    shiftDays: state.shiftDays,
    dayNumber,
    earlierDaysMs: Math.max(state.earlierDaysMs, state.sameDayMs),
    sameDayMs: Number.NEGATIVE_INFINITY,
    sameDayTasksMs: Number.NEGATIVE_INFINITY,
    earlierMail: state.lastMail,
    lastMail: state.lastMail,
  };
}

/**
 * When a step falls due, or its mail leaves. Its planned day is counted from the start of the run; if what it waits for
 * ends so late that this day is over, or is the day of that end although the two belong to different days, the step
 * moves to the next day that counts and everything after it moves along: gaps between later steps are kept, and two
 * steps of different days never meet on one day. A step is never due before what it waits for was closed: all steps of
 * earlier days, and those of its own day, except that a mail waits for mails of its day with strict order only.
 *
 * @param state - as `enterDay` gives it for this step
 * @throws {RangeError} if the step's day number is not a whole number of 1 or more
 */
export function planStep(
  facts: RunFacts,
  rules: StepRules,
  state: RunState,
  step: StepFacts,
  happened: StepHappenings,
  pace: PaceFloor | null,
): StepPlan {
  const clock = clockOfStep(facts, state, step);
  const mayStartNow = step.isOpening && step.kind === 'send' && facts.timing.startNow === true;
  const setMs = momentSet(happened);
  const isWanted = mayStartNow || setMs !== undefined;
  const doing = step.isFollowUp ? 'followUp' : step.kind;
  const asPlanned = awaysOf(facts, isWanted ? null : doing, happened);
  const plan = planDay(asPlanned, rules, state, step, clock, mayStartNow);
  const { trail } = plan;
  const asMail = awaysOf(facts, isWanted ? null : 'send', happened);
  if (setMs !== undefined) trail.move('byHand', setMs);
  else if (mayStartNow) {
    trail.move('startNow', facts.startMs);
    letGo(trail, happened);
  } else if (step.kind === 'send' || happened.turned !== undefined) {
    letGo(trail, happened);
    moveIntoOpenHours(trail, asMail, rules.hours, clock.clockMs);
  }
  plan.unpacedMs = trail.atMs;
  if (rules.isPaced && happened.placed !== undefined) place(trail, facts, happened.placed);
  else if (pace) movePaced(trail, asMail, rules, pace, clock.clockMs);
  return plan;
}

/** A mail that was a task, or was held, leaves no sooner than it was decided that it may. */
function letGo(trail: Trail, { turned, released }: StepHappenings): void {
  if (turned !== undefined && turned > trail.atMs) trail.move('waited', turned);
  if (released !== undefined && released > trail.atMs) trail.move('released', released);
}

function clockOfStep(facts: RunFacts, state: RunState, step: StepFacts): StepClock {
  const given = step.isOpening ? facts.timing.firstTime : undefined;
  if (given !== undefined) return { from: 'launch', stepId: null, clockMs: clockMsOf(given) };
  if (step.clock === 'own') return { from: 'step', stepId: null, clockMs: step.ownClockMs };
  const mail = step.clock === 'previous' ? state.earlierMail : null;
  if (mail) return { from: 'email', stepId: mail.stepId, clockMs: mail.clockMs };
  return { from: 'start', stepId: null, clockMs: facts.zone.clockMsAt(facts.startMs) };
}

/** The day by the calendar and by what it waits for, with the clock time on it. */
function planDay(
  facts: RunFacts,
  rules: StepRules,
  state: RunState,
  step: StepFacts,
  clock: StepClock,
  startsNow: boolean,
): StepPlan {
  const { zone, days, timing } = facts;
  const at = (on: number) => zone.instantOf(on, clock.clockMs);
  const { dayNumber } = step.placed;
  const trail = countDays(facts, dayNumber, at);
  const planned = days.plus(facts.firstDay, dayNumber - 1 + state.shiftDays);
  trail.move('shifted', at(planned));
  const waitedMs = step.kind === 'send' && !rules.strictOrder ? state.sameDayTasksMs : state.sameDayMs;
  let day = Math.max(planned, earliestDay(facts, state.earlierDaysMs, waitedMs));
  trail.move('late', at(day));
  let kept = 0;
  const notBefore = Math.max(facts.startMs, state.earlierDaysMs, waitedMs);
  if (
    notBefore === facts.startMs &&
    trail.atMs < notBefore &&
    !startsNow &&
    hasOwnTime(clock) &&
    timing.pastTime === 'nextDay'
  ) {
    day = days.plus(day, 1);
    kept = timing.keepDates ? 1 : 0;
    trail.move('nextDay', at(day));
  }
  if (trail.atMs < notBefore) {
    // Whoever said “at once” asked for it; that its time was over is none of its reasons.
    const atOnce = startsNow ? 'startNow' : 'timePassed';
    trail.move(waitsForMail(step, state, notBefore) ? 'strictOrder' : atOnce, notBefore);
  }
  while (moveOutOfHold(trail, facts, clock.clockMs)) day = Math.max(day, days.from(zone.dayOf(trail.atMs)));
  const late = timing.keepDates ? kept : days.between(planned, day);
  return { trail, unpacedMs: trail.atMs, clock, day, shiftDays: state.shiftDays + late };
}

/** Counts to a day of the run, first with every day, then with ever fewer. */
function countDays({ startDay, layers }: RunFacts, dayNumber: number, at: (day: number) => number): Trail {
  if (!Number.isInteger(dayNumber) || dayNumber < 1)
    throw new RangeError(`dayNumber: expected a whole number of 1 or more, got ${dayNumber}`);
  const trail = new Trail(at(startDay + dayNumber - 1));
  for (const layer of layers) trail.move(layer.rule, at(layer.days.plus(layer.firstDay, dayNumber - 1)));
  trail.endCounting();
  return trail;
}

/** The first day on which a step may stand: after the days of earlier days' steps, and not before its own day's. */
function earliestDay({ zone, days }: RunFacts, earlierDaysMs: number, sameDayMs: number): number {
  const after = Number.isFinite(earlierDaysMs) ? days.from(zone.dayOf(earlierDaysMs) + 1) : earlierDaysMs;
  const same = Number.isFinite(sameDayMs) ? days.from(zone.dayOf(sameDayMs)) : sameDayMs;
  return Math.max(after, same);
}

/** Only a time that somebody wrote down can be over at the start. */
function hasOwnTime({ from }: StepClock): boolean {
  return from === 'step' || from === 'launch';
}

function waitsForMail(step: StepFacts, state: RunState, notBefore: number): boolean {
  return step.kind === 'send' && state.sameDayMs > state.sameDayTasksMs && notBefore === state.sameDayMs;
}

/** Where it was put when its turn came: later mails are told by the same rule as then. */
function place(trail: Trail, { senderZone }: RunFacts, placedMs: number): void {
  const isSameDay = senderZone.dayOf(trail.atMs) === senderZone.dayOf(placedMs);
  trail.move(isSameDay ? 'batch' : 'dailyCap', placedMs);
}

/** Behind the sender's other mails. */
function movePaced(
  trail: Trail,
  facts: RunFacts,
  { hours }: StepRules,
  pace: PaceFloor,
  clockMs: number,
): void {
  if (facts.senderZone.dayOf(trail.atMs) < pace.day) {
    trail.move('dailyCap', firstOnDay(facts, pace.day, clockMs));
    moveIntoOpenHours(trail, facts, hours, clockMs);
  }
  if (trail.atMs < pace.ms) {
    trail.move('batch', pace.ms);
    moveIntoOpenHours(trail, facts, hours, clockMs);
  }
}

/** At this clock time in the run's zone, and not before this day of the sender's, which may begin at another moment. */
function firstOnDay({ zone, senderZone, days }: RunFacts, senderDay: number, clockMs: number): number {
  for (let day = days.from(senderDay - 1); ; day = days.plus(day, 1)) {
    const atMs = zone.instantOf(day, clockMs);
    if (senderZone.dayOf(atMs) >= senderDay) return atMs;
  }
}
