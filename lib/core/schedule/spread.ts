import type { Campaign } from '../../contract/campaign.ts';
import { type CountedDays, without, workingDays } from './counted-days.ts';
import { dateOf, dayOf, msOf } from './day.ts';
import type { PlannedStep, RunPlan } from './plan.ts';
import { Planner } from './plan-run.ts';
import { planRuns, type RunOfMany } from './plan-runs.ts';
import type { Away, Calendar } from './run.ts';
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
 * @returns the plans by run, and the places that were given
 */
export function planSpread(
  groups: readonly RunsOfVersion[],
  after: ReadonlyMap<string, AfterReturn>,
): { plans: Map<string, RunPlan>; places: Place[] } {
  const rooms = new Map(Array.from(after, ([id, one]) => [id, new DaysAfter(one)]));
  const places: Place[] = [];
  let current = [...groups];
  for (;;) {
    const planned = current.map((group) => ({ group, plans: new Map(planRuns(group.campaign, group.runs)) }));
    const waiting = planned.flatMap(({ group, plans }) => waitingOf(group, plans, rooms));
    if (waiting.length === 0) return { plans: new Map(planned.flatMap(({ plans }) => [...plans])), places };
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

function waitingOf(
  { campaign, runs }: RunsOfVersion,
  plans: ReadonlyMap<string, RunPlan>,
  rooms: ReadonlyMap<string, DaysAfter>,
): Waiting[] {
  return runs.flatMap((run) => {
    if (!run.aways?.some(({ id, placeOn }) => placeOn === undefined && rooms.has(id))) return [];
    for (const planned of plans.get(run.id)?.steps ?? []) {
      const found = awayWithoutPlace(run.aways, planned);
      if (found && rooms.has(found.away.id)) return [{ campaign, run, stepId: planned.step.id, ...found }];
    }
    return [];
  });
}

/** The absence that holds an open task and has no place for it. */
function awayWithoutPlace(
  aways: readonly Away[],
  { kind, closedAt, moves }: PlannedStep,
): Pick<Waiting, 'away' | 'plannedMs'> | null {
  const move = moves.find(({ rule }) => rule === 'away');
  if (kind !== 'task' || closedAt !== null || !move) return null;
  const plannedMs = msOf(move.from);
  // From the return from one absence it may have come into the next.
  for (let atMs = plannedMs; ; ) {
    const away = aways.find(
      ({ from, until, tasks }) => tasks === 'spread' && atMs >= msOf(from) && atMs < msOf(until),
    );
    if (!away) return null;
    if (away.placeOn === undefined) return { away, plannedMs };
    atMs = Math.max(msOf(away.until), zoneOf(away.timeZone).instantOf(dayOf(away.placeOn), 0));
  }
}

function placeOf({ campaign, run, stepId, away }: Waiting, rooms: ReadonlyMap<string, DaysAfter>): Place {
  const room = rooms.get(away.id);
  if (!room) throw new Error(`expected the days after absence ${away.id}`);
  const planner = new Planner(campaign);
  const zone = zoneOf(away.timeZone);
  for (let from = room.first; ; ) {
    const day = room.freeFrom(from);
    const place = { awayId: away.id, runId: run.id, day: dateOf(day) };
    const planned = planner.plan(withPlace(run, place)).steps.find(({ step }) => step.id === stepId);
    const landed = planned ? zone.dayOf(msOf(planned.at)) : day;
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
