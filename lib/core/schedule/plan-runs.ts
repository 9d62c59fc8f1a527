import type { Campaign } from '../../contract/campaign.ts';
import type { Pace } from '../../contract/schedule.ts';
import { Agenda } from './agenda.ts';
import type { RunPlan } from './plan.ts';
import type { RunInNumbers } from './plan-run.ts';
import { Planner } from './plan-run.ts';
import type { PaceFloor, StepPlan } from './plan-step.ts';
import { Room } from './room.ts';
import type { RunToPlan } from './run.ts';
import type { PlannedMail, Twin } from './twins.ts';
import { mailsOf, Twins } from './twins.ts';
import type { Zone } from './zone.ts';
import { zoneOf } from './zone.ts';

/** A run among others; `senderId` says from whose address its mails leave. Ids differ. */
export interface RunOfMany extends RunToPlan {
  id: string;
  senderId: string;
}

/**
 * Plans many runs of one campaign together, so that no sender's automatic mails go beyond the campaign's pace. Mails
 * take their places in the order of their planned instants, those of one instant in the order of their runs' ids and
 * then of their steps, whatever order the runs are given in. Who finds a day or a batch full gets the first place after
 * it, inside the window and before those planned for that time; what follows in that run makes way as after a late
 * completion. What has left already, and what a person has set a moment for, has its place.
 *
 * @returns each id with its plan, one sender after the other, made as they are asked for; people whose runs are planned
 *   from the same may be given the very same plan
 * @throws {RangeError} as `planRun`
 */
export function* planRuns(
  campaign: Pick<Campaign, 'days' | 'settings'>,
  runs: readonly RunOfMany[],
): Generator<[id: string, plan: RunPlan]> {
  const planner = new Planner(campaign);
  const twins = new Twins(planner);
  const { pace } = campaign.settings;
  // Senders have nothing to do with each other, and a few thousand runs at a time stay close at hand.
  for (const ofSender of bySender(runs)) {
    const planned = ofSender.map((run) => twins.of(run));
    const moved = pace && placeMails(planner, pace, ofSender, planned);
    for (const [rank, run] of ofSender.entries()) {
      const behind = moved?.get(rank);
      yield [run.id, behind ? planner.write(behind.numbers) : twinAt(planned, rank).plan];
    }
  }
}

/** The runs of each sender in the order of their ids. */
function bySender(runs: readonly RunOfMany[]): Iterable<RunOfMany[]> {
  const found = new Map<string, RunOfMany[]>();
  for (const run of runs) {
    const others = found.get(run.senderId);
    if (others) others.push(run);
    else found.set(run.senderId, [run]);
  }
  for (const ofSender of found.values()) ofSender.sort((a, b) => (a.id < b.id ? -1 : 1));
  return found.values();
}

function twinAt(planned: readonly Twin[], rank: number): Twin {
  const twin = planned[rank];
  if (!twin) throw new RangeError(`rank: expected one of ${planned.length} runs, got ${rank}`);
  return twin;
}

function placeMails(
  planner: Planner,
  pace: Pace,
  runs: readonly RunOfMany[],
  planned: readonly Twin[],
): ReadonlyMap<number, MovedRun> {
  const placing = new Placing(planner, pace, runs, planned);
  for (const [rank, { mails }] of planned.entries()) placing.enter(rank, mails);
  placing.placeAll();
  return placing.moved;
}

/** Takes the places that one sender has. */
class SenderRoom {
  readonly #days: Room | null;
  readonly #batches: Room | null;
  readonly #pauseMs: number;

  constructor({ perDay, batch }: Pace) {
    this.#days = perDay === undefined ? null : new Room(perDay);
    this.#batches = batch ? new Room(batch.size) : null;
    this.#pauseMs = (batch?.pauseSeconds ?? 1) * 1_000;
  }

  /** Where a mail of this moment has to go at the earliest; null if it may stay. */
  floorAt(zone: Zone, ms: number): PaceFloor | null {
    const day = zone.dayOf(ms);
    const freeDay = this.#days?.freeFrom(day) ?? day;
    // The batches of a day that is full do not matter.
    if (freeDay > day) return { day: freeDay, ms };
    const batch = Math.floor(ms / this.#pauseMs);
    const freeBatch = this.#batches?.freeFrom(batch) ?? batch;
    return freeBatch > batch ? { day, ms: freeBatch * this.#pauseMs } : null;
  }

  take(zone: Zone, ms: number): void {
    this.#days?.take(zone.dayOf(ms));
    this.#batches?.take(Math.floor(ms / this.#pauseMs));
  }
}

/** A run of which a mail has moved, with what it has moved behind. */
interface MovedRun {
  numbers: RunInNumbers;
  pace: Map<number, PaceFloor>;
}

/**
 * Gives all mails of one sender their places. A mail is a number here, its run's rank times the count of steps plus the
 * step's index: there are many, and this is also their order within a moment.
 */
class Placing {
  /** By rank; all others stay where they are planned. */
  readonly moved = new Map<number, MovedRun>();
  readonly #planner: Planner;
  readonly #runs: readonly RunOfMany[];
  readonly #planned: readonly Twin[];
  readonly #room: SenderRoom;
  readonly #agenda = new Agenda<number>();
  readonly #isPlaced: Uint8Array;
  /** When each mail is planned. */
  readonly #atMs: Float64Array;

  /** @param planned - the runs by themselves, in the same order */
  constructor(planner: Planner, pace: Pace, runs: readonly RunOfMany[], planned: readonly Twin[]) {
    const mails = runs.length * planner.steps.length;
    this.#planner = planner;
    this.#runs = runs;
    this.#planned = planned;
    this.#room = new SenderRoom(pace);
    this.#isPlaced = new Uint8Array(mails);
    this.#atMs = new Float64Array(mails).fill(Number.NaN);
  }

  /** Puts mails of a run into the agenda; those that are out of our hands take their places at once. */
  enter(rank: number, mails: readonly PlannedMail[]): void {
    for (const { index, atMs, isFixed } of mails) {
      const mail = rank * this.#planner.steps.length + index;
      if (this.#isPlaced[mail] || this.#atMs[mail] === atMs) continue;
      this.#atMs[mail] = atMs;
      if (!isFixed) this.#agenda.add(atMs, mail);
      else {
        this.#isPlaced[mail] = 1;
        this.#room.take(this.#zoneOf(rank), atMs);
      }
    }
  }

  placeAll(): void {
    for (let due = this.#agenda.next(); due; due = this.#agenda.next()) {
      due.things.sort((a, b) => a - b);
      for (const mail of due.things) {
        // Planned again in the meantime, it stands in the agenda where it is now.
        if (!this.#isPlaced[mail] && this.#atMs[mail] === due.moment) this.#place(mail, due.moment);
      }
    }
  }

  #place(mail: number, plannedMs: number): void {
    const rank = Math.floor(mail / this.#planner.steps.length);
    const zone = this.#zoneOf(rank);
    const floor = this.#room.floorAt(zone, plannedMs);
    this.#isPlaced[mail] = 1;
    if (floor) this.#move(rank, mail % this.#planner.steps.length, floor);
    else this.#room.take(zone, plannedMs);
  }

  /** Moves a mail to the first place from `floor` on, and lets what follows in its run make way. */
  #move(rank: number, index: number, floor: PaceFloor): void {
    const { numbers, pace } = this.#movedRun(rank);
    const stop = numbers.stops.find((one) => one.index === index);
    if (!stop) throw new Error(`expected step ${index} among the stops of run ${rank}`);
    const zone = numbers.facts.senderZone;
    let plan: StepPlan = stop.plan;
    let atMs = Number.NaN;
    for (let next: PaceFloor | null = floor; next; next = this.#room.floorAt(zone, atMs)) {
      const moved = this.#planner.behind(numbers, stop, next);
      // Only a day that a zone has left out altogether could hold it up for ever: then over the measure once.
      if (moved.trail.atMs === atMs) break;
      plan = moved;
      atMs = moved.trail.atMs;
      pace.set(index, next);
    }
    this.#room.take(zone, atMs);
    this.#planner.planFrom(numbers, stop, plan);
    this.enter(rank, mailsOf(numbers));
  }

  #movedRun(rank: number): MovedRun {
    let run = this.moved.get(rank);
    if (!run) {
      const pace = new Map<number, PaceFloor>();
      run = { numbers: this.#planner.paced(twinAt(this.#planned, rank).numbers, pace), pace };
      this.moved.set(rank, run);
    }
    return run;
  }

  #zoneOf(rank: number): Zone {
    return zoneOf(this.#run(rank).timeZone);
  }

  #run(rank: number): RunOfMany {
    const run = this.#runs[rank];
    if (!run) throw new RangeError(`rank: expected one of ${this.#runs.length} runs, got ${rank}`);
    return run;
  }
}
