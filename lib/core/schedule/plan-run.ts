import type { Campaign, CampaignSettings, Step } from '../../contract/campaign.ts';
import type { PlacedStep } from '../campaign/steps.ts';
import { stepsInOrder } from '../campaign/steps.ts';
import { keptFromStandIn } from '../task/stand-in.ts';
import { dayAfterWaiting } from './aways.ts';
import { clockMsOf, clockOf, isoOf, msOf } from './day.ts';
import type { PlannedStep, RunPlan } from './plan.ts';
import type { PaceFloor, RunState, StepFacts, StepHappenings, StepPlan, StepRules } from './plan-step.ts';
import { enterDay, planStep, startState } from './plan-step.ts';
import type { Happening, RunFacts, RunToPlan } from './run.ts';
import { isAutomatic, openHours, RunReader } from './run.ts';
import { closedAt } from './step-closed.ts';
import { writeMoves } from './write-moves.ts';

const hourMs = 3_600_000;
const nothing: StepHappenings = {};
const nothingAtAll: ReadonlyMap<string, StepHappenings> = new Map();
const noPace: RunInNumbers['pace'] = new Map();

/** One step of a run in numbers, with the state in which it was planned. */
export interface Stop {
  /** Of the step in the campaign's order, and of this among the run's stops. */
  index: number;
  place: number;
  step: StepFacts;
  plan: StepPlan;
  state: RunState;
  closedMs: number | null;
  waitsFor: string | null;
  /** A mail that leaves by itself: as its step says, or because its task was not closed in time. */
  sends: boolean;
  /** Since when it is held as too late; null if it is not, or not any more. */
  heldMs: number | null;
  /** As it was told when somebody asked first; runs that share the stop share it. */
  written: PlannedStep | null;
}

/** One run in numbers; `stops` lack the steps that the run has gone by. */
export interface RunInNumbers {
  facts: RunFacts;
  happened: ReadonlyMap<string, StepHappenings>;
  /** By the step's index: where the sender's other mails have let it go. */
  pace: ReadonlyMap<number, PaceFloor>;
  stops: Stop[];
  leftOut: string[];
}

/**
 * Plans the runs of one version of a campaign. What its runs share is worked out once, so for many people one planner
 * is to be asked, not many; neither the campaign nor a set of holidays may change in the meantime.
 */
export class Planner {
  readonly steps: readonly StepFacts[];
  readonly #settings: CampaignSettings;
  readonly #rules: StepRules;
  readonly #reader: RunReader;

  constructor(campaign: Pick<Campaign, 'days' | 'settings'>) {
    const { settings } = campaign;
    this.#settings = settings;
    this.#rules = {
      strictOrder: settings.strictOrder ?? false,
      isPaced: settings.pace !== undefined,
      hours: openHours(settings),
    };
    this.#reader = new RunReader(settings);
    this.steps = stepsInOrder(campaign).map(stepFacts);
  }

  /**
   * All steps of a run: when, by which rules, and what they wait for.
   *
   * @throws {RangeError} if a zone, an instant or a day is none, or no mail could ever leave
   */
  plan(run: RunToPlan): RunPlan {
    return this.write(this.inNumbers(run));
  }

  /** @param pace - read anew whenever a part of the run is planned again */
  inNumbers(run: RunToPlan, pace = noPace): RunInNumbers {
    const happened = run.happened ? byStep(run.happened) : nothingAtAll;
    const leftOut = this.#leftOut(happened);
    const numbers = { facts: this.#reader.read(run), happened, pace, stops: [], leftOut };
    this.#go(numbers, 0, startState, null);
    return numbers;
  }

  /** The same run with another pace, as long as nothing of it has moved; what is planned again there stays there. */
  paced(run: RunInNumbers, pace: RunInNumbers['pace']): RunInNumbers {
    return { ...run, pace, stops: [...run.stops] };
  }

  /** A stop as it would be behind the sender's other mails. */
  behind({ facts, happened }: RunInNumbers, { step, state }: Stop, pace: PaceFloor): StepPlan {
    const own = happened.get(step.placed.step.id) ?? nothing;
    return planStep(facts, this.#rules, state, step, own, pace);
  }

  /** Puts a stop where it is `behind` others, and plans again all that comes after it. */
  planFrom(run: RunInNumbers, stop: Stop, plan: StepPlan): void {
    run.stops.length = stop.place;
    this.#go(run, stop.index, stop.state, stop.waitsFor, plan);
  }

  write({ facts, stops, leftOut }: RunInNumbers): RunPlan {
    return {
      steps: stops.map((stop) => {
        stop.written ??= this.#writeStop(facts, stop);
        return stop.written;
      }),
      leftOut,
    };
  }

  /** @param given - of the first step, where it is known */
  #go(
    run: RunInNumbers,
    from: number,
    before: RunState,
    waitedFor: string | null,
    given: StepPlan | null = null,
  ): void {
    let state = before;
    let waitsFor = waitedFor;
    for (let index = from; index < this.steps.length; index += 1) {
      const id = this.steps[index]?.placed.step.id;
      if (id === undefined || run.leftOut.includes(id)) continue;
      const stop = this.#stop(run, index, state, waitsFor, index === from ? given : null);
      run.stops.push(stop);
      state = stateAfter(run, stop);
      waitsFor ??= isWaitedFor(stop) ? id : null;
    }
  }

  #stop(
    { facts, happened, pace, stops }: RunInNumbers,
    index: number,
    before: RunState,
    waitsFor: string | null,
    given: StepPlan | null,
  ): Stop {
    const step = this.steps[index];
    if (!step) throw new RangeError(`index: expected one of ${this.steps.length} steps, got ${index}`);
    const own = happened.get(step.placed.step.id) ?? nothing;
    const state = enterDay(before, step.placed.dayNumber);
    const closedMs = closedAt(own);
    const floor = closedMs === null ? (pace.get(index) ?? null) : null;
    const plan = given ?? planStep(facts, this.#rules, state, step, own, floor);
    const sends = (step.kind === 'send' || own.turned !== undefined) && own.byHand === undefined;
    const heldMs = closedMs === null ? heldAt(own) : null;
    const place = stops.length;
    return { index, place, step, plan, state, closedMs, waitsFor, sends, heldMs, written: null };
  }

  /** Steps that an edit has put behind the person: said so, or of a day before one that has had a step closed. */
  #leftOut(happened: ReadonlyMap<string, StepHappenings>): string[] {
    if (happened.size === 0) return [];
    const own = ({ placed }: StepFacts) => happened.get(placed.step.id) ?? nothing;
    const closed = this.steps.filter((step) => closedAt(own(step)) !== null);
    const lastDay = closed.at(-1)?.placed.dayNumber ?? 0;
    return this.steps
      .filter((step) => closedAt(own(step)) === null)
      .filter((step) => own(step).leftOut !== undefined || step.placed.dayNumber < lastDay)
      .map((step) => step.placed.step.id);
  }

  #writeStop(facts: RunFacts, stop: Stop): PlannedStep {
    const { step, plan, closedMs, waitsFor, heldMs } = stop;
    const { trail, day } = plan;
    const { clockMs } = plan.clock;
    const onTime = trail.atMs === facts.zone.instantOf(day, clockMs);
    const { placed } = step;
    return {
      step: placed.step,
      dayNumber: placed.dayNumber,
      stepNumber: placed.stepNumber,
      kind: stop.sends ? 'send' : 'task',
      at: isoOf(trail.atMs),
      closedAt: closedMs === null ? null : isoOf(closedMs),
      waitsFor,
      time: {
        clock: clockOf(clockMs),
        from: plan.clock.from,
        stepId: plan.clock.stepId,
        change: onTime ? facts.zone.changeAt(day, clockMs) : null,
      },
      countedAt: isoOf(trail.countedMs),
      moves: writeMoves(facts, trail),
      shiftDays: plan.shiftDays,
      until: this.#until(facts, stop),
      ...(heldMs !== null && { heldAt: isoOf(heldMs) }),
    };
  }

  #until(facts: RunFacts, { step, sends, plan }: Stop): string | null {
    const { isFollowUp } = step;
    const { zone, days } = facts;
    const { wait, lateHours = this.#settings.lateHours } = step.placed.step;
    const { atMs } = plan.trail;
    if (sends) return lateHours === undefined ? null : isoOf(atMs + lateHours * hourMs);
    if (!wait) return null;
    const day = days.from(zone.dayOf(atMs));
    const clockMs = zone.clockMsAt(atMs);
    return isoOf(
      zone.instantOf(dayAfterWaiting(facts, { day, wait: wait.days, clockMs, isFollowUp }), clockMs),
    );
  }
}

/**
 * The plan of one run: a pure function of the campaign's version, the launch, the person, the calendars, and what has
 * happened so far. Preview, rehearsal and engine ask it alike.
 */
export function planRun(campaign: Pick<Campaign, 'days' | 'settings'>, run: RunToPlan): RunPlan {
  return new Planner(campaign).plan(run);
}

function stepFacts(placed: PlacedStep, index: number): StepFacts {
  const { step } = placed;
  return {
    placed,
    kind: isAutomatic(step) ? 'send' : 'task',
    isFollowUp: keptFromStandIn(step) === 'followUp',
    ownClockMs: clockMsOf(step.dueTime),
    clock: clockKind(step),
    isOpening: index === 0 && step.type === 'email',
  };
}

function clockKind({ send }: Step): StepFacts['clock'] {
  switch (send) {
    case 'choose_at_launch':
      return 'start';
    case 'same_time_as_previous':
      return 'previous';
    case 'fixed_time':
    case 'manual_task':
    case undefined:
      return 'own';
  }
}

function byStep(happened: readonly Happening[]): ReadonlyMap<string, StepHappenings> {
  const found = new Map<string, StepHappenings>();
  for (const { stepId, kind, at } of happened) {
    const own = found.get(stepId) ?? {};
    own[kind] = Math.max(msOf(at), own[kind] ?? Number.NEGATIVE_INFINITY);
    found.set(stepId, own);
  }
  return found;
}

function heldAt({ held, released }: StepHappenings): number | null {
  return held !== undefined && (released === undefined || released < held) ? held : null;
}

/** Nobody knows when a person will close a task, or let a held mail go. */
function isWaitedFor({ closedMs, sends, heldMs }: Stop): boolean {
  return closedMs === null && (!sends || heldMs !== null);
}

/** The state behind a step, which is closed or taken to be closed at its time. */
function stateAfter({ facts, happened }: RunInNumbers, stop: Stop): RunState {
  const { step, plan, state, closedMs } = stop;
  const { id, type } = step.placed.step;
  const endMs = closedMs ?? plan.trail.atMs;
  const { sameDayTasksMs } = state;
  const mailMs = type === 'email' ? mailAt(stop, happened.get(id) ?? nothing) : null;
  return {
    shiftDays: plan.shiftDays,
    dayNumber: state.dayNumber,
    earlierDaysMs: state.earlierDaysMs,
    sameDayMs: Math.max(state.sameDayMs, endMs),
    sameDayTasksMs: step.kind === 'task' ? Math.max(sameDayTasksMs, endMs) : sameDayTasksMs,
    earlierMail: state.earlierMail,
    lastMail: mailMs === null ? state.lastMail : { stepId: id, clockMs: facts.zone.clockMsAt(mailMs) },
  };
}

/**
 * The moment whose clock time later mails follow: set by hand, of a task when it was really sent, of an automatic mail
 * when it was planned (retries and the sender's other mails would make the time creep).
 */
function mailAt({ sends, plan }: Stop, { scheduled, done }: StepHappenings): number {
  return scheduled ?? (sends ? undefined : done) ?? plan.unpacedMs;
}
