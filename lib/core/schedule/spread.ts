import type { Campaign } from '../../contract/campaign.ts';
import { keptFromStandIn } from '../task/stand-in.ts';
import { type CountedDays, without, workingDays } from './counted-days.ts';
import { dateOf, dayOf, msOf } from './day.ts';
import type { PlannedStep, RunPlan } from './plan.ts';
import { Planner } from './plan-run.ts';
import { planRuns, type RunOfMany } from './plan-runs.ts';
import type { Away, Calendar, Happening } from './run.ts';
import { zoneOf } from './zone.ts';

/** Where the tasks of an absence go after the return. */
export interface AfterReturn {
  /** From which moment on there are places, ISO 8601 with `Z`: the return, or now when that is over. */
  from: string;
  timeZone: string;
  /** At most so many of them on one day. */
  perDay: number;
  /** Days on which they do not work, besides weekends. */
  off: Calendar;
  /** How many places are taken already, by `YYYY-MM-DD`. */
  taken: ReadonlyMap<string, number>;
}

/** Runs of one version of a campaign. */
export interface RunsOfVersion {
  campaign: Pick<Campaign, 'days' | 'settings'>;
  runs: readonly RunOfMany[];
  /** Planned along with them for the pace; given no places. */
  others?: readonly RunOfMany[];
}

/** A day that the task of a run has got after an absence. */
export interface Place {
  awayId: string;
  runId: string;
  /** `YYYY-MM-DD` where who was away lives. */
  day: string;
}

/** The working days after one return with what is taken of them. */
class DaysAfter {
  readonly #days: CountedDays;
  readonly #taken: Map<number, number>;
  readonly #perDay: number;
  readonly first: number;

  constructor({ from, timeZone, perDay, off, taken }: AfterReturn) {
    this.#days = without(workingDays, Array.from(off.keys(), dayOf));
    this.#taken = new Map(Array.from(taken, ([date, count]) => [dayOf(date), count]));
    this.#perDay = perDay;
    this.first = zoneOf(timeZone).dayOf(msOf(from));
  }

  /** The first working day from `day` on that has a place. */
  freeFrom(day: number): number {
    let free = this.#days.from(day);
    while ((this.#taken.get(free) ?? 0) >= this.#perDay) free = this.#days.plus(free, 1);
    return free;
  }

  take(day: number): void {
    this.#taken.set(day, (this.#taken.get(day) ?? 0) + 1);
  }
}

/** A task that an absence holds and that has no place yet. */
interface Waiting {
  campaign: RunsOfVersion['campaign'];
  run: RunOfMany;
  stepId: string;
  /** Its mails in front that have made way for the sender’s others, where they are. */
  paced: Happening[];
  away: Away;
  /** When it would have been due. */
  plannedMs: number;
}

/**
 * Plans runs so that the tasks which fall due while somebody is away are spread over the working days after the return,
 * at most so many a day, in the order in which they would have been due, those of one moment in the order of their runs.
 * What has a place keeps it. A task stays where its run allows it: where its place is somebody’s holiday, it takes one
 * on the next day that has room.
 *
 * @param after - by the absence's id; of an absence that it lacks nothing is spread, all falls on the return
 * @returns the plans by run, the places that were given, and the absences that tasks wait for and `after` lacks
 */
export function planSpread(
  groups: readonly RunsOfVersion[],
  after: ReadonlyMap<string, AfterReturn>,
): { plans: Map<string, RunPlan>; places: Place[]; lacking: Set<string> } {
  const rooms = new Map(Array.from(after, ([id, one]) => [id, new DaysAfter(one)]));
  const places: Place[] = [];
  let current = [...groups];
  for (;;) {
    const planned = current.map((group) => ({ group, plans: new Map(plansOf(group)) }));
    const found = planned.flatMap(({ group, plans }) => waitingOf(group, plans));
    const waiting = found.filter(({ away }) => rooms.has(away.id));
    if (waiting.length === 0) {
      const lacking = new Set(found.map(({ away }) => away.id));
      return { plans: new Map(planned.flatMap(({ plans }) => [...plans])), places, lacking };
    }
    waiting.sort((a, b) => a.plannedMs - b.plannedMs || (a.run.id < b.run.id ? -1 : 1));
    const given = new Map<string, Place>();
    for (const one of waiting) given.set(one.run.id, placeOf(one, rooms));
    places.push(...given.values());
    current = current.map((group) => ({
      ...group,
      runs: group.runs.map((run) => withPlace(run, given.get(run.id))),
    }));
  }
}

function plansOf({ campaign, runs, others = [] }: RunsOfVersion): [string, RunPlan][] {
  const wanted = new Set(runs.map(({ id }) => id));
  return [...planRuns(campaign, [...others, ...runs])].filter(([id]) => wanted.has(id));
}

function waitingOf({ campaign, runs }: RunsOfVersion, plans: ReadonlyMap<string, RunPlan>): Waiting[] {
  return runs.flatMap((run) => {
    const { aways } = run;
    if (!aways) return [];
    const paced: Happening[] = [];
    for (const planned of plans.get(run.id)?.steps ?? []) {
      const found = awayWithoutPlace(aways, planned);
      const { step, at, closedAt, moves } = planned;
      if (found) return [{ campaign, run, stepId: step.id, paced, ...found }];
      if (closedAt === null && moves.some(({ rule }) => rule === 'dailyCap' || rule === 'batch'))
        paced.push({ stepId: step.id, kind: 'placed', at });
    }
    return [];
  });
}

/** The absence that holds an open task and has no place for it. */
function awayWithoutPlace(
  aways: readonly Away[],
  { step, kind, closedAt, moves }: PlannedStep,
): Pick<Waiting, 'away' | 'plannedMs'> | null {
  const move = moves.find(({ rule }) => rule === 'away');
  if (kind !== 'task' || closedAt !== null || !move) return null;
  const plannedMs = msOf(move.from);
  const isFollowUp = keptFromStandIn(step) === 'followUp';
  // From the return from one absence it may have come into the next.
  for (let atMs = plannedMs; ; ) {
    const away = aways.find(
      (one) =>
        (one.tasks === 'spread' || (one.tasks === 'handOver' && (isFollowUp || isAlone(one, atMs)))) &&
        isWithin(one, atMs),
    );
    if (!away) return null;
    if (away.placeOn === undefined) return { away, plannedMs };
    atMs = Math.max(msOf(away.until), zoneOf(away.timeZone).instantOf(dayOf(away.placeOn), 0));
  }
}

/** Is the stand-in away, too? */
function isAlone({ alone = [] }: Away, atMs: number): boolean {
  return alone.some((part) => isWithin(part, atMs));
}

function isWithin({ from, until }: Pick<Away, 'from' | 'until'>, atMs: number): boolean {
  return atMs >= msOf(from) && atMs < msOf(until);
}

function placeOf(
  { campaign, run: planned, stepId, paced, away }: Waiting,
  rooms: ReadonlyMap<string, DaysAfter>,
): Place {
  const room = rooms.get(away.id);
  if (!room) throw new Error(`expected the days after absence ${away.id}`);
  const planner = new Planner(campaign);
  const zone = zoneOf(away.timeZone);
  // Alone it would be planned as if the sender had no other mails.
  const run = { ...planned, happened: [...(planned.happened ?? []), ...paced] };
  for (let from = room.first; ; ) {
    const day = room.freeFrom(from);
    const place = { awayId: away.id, runId: run.id, day: dateOf(day) };
    const step = planner.plan(withPlace(run, place)).steps.find((one) => one.step.id === stepId);
    const isHeld = step?.moves.some(({ rule }) => rule === 'away');
    const landed = step && isHeld ? zone.dayOf(msOf(step.at)) : day;
    if (landed <= day) {
      room.take(day);
      return place;
    }
    from = landed;
  }
}

function withPlace(run: RunOfMany, place: Place | undefined): RunOfMany {
  if (!place || !run.aways) return run;
  const { awayId, day } = place;
  return { ...run, aways: run.aways.map((away) => (away.id === awayId ? { ...away, placeOn: day } : away)) };
}
