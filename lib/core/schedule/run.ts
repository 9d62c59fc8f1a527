import type { CampaignSettings, Step } from '../../contract/campaign.ts';
import type { Rule } from '../../contract/plan.ts';
import type { HolidaysOf, LaunchTiming } from '../../contract/schedule.ts';
import type { CountedDays } from './counted-days.ts';
import { everyDay, without, workingDays } from './counted-days.ts';
import { clockMsOf, dayOf, msOf } from './day.ts';
import type { Zone } from './zone.ts';
import { zoneOf } from './zone.ts';

/** Something that has happened to a step of one run. */
export interface Happening {
  stepId: string;
  /**
   * `done`: sent, or its task completed; `skipped`; `passed`: its task is open, but the run has gone on without it;
   * `scheduled`: a person has set the moment at which its mail leaves; `snoozed`: its task falls due at another moment;
   * `turned`: nobody closed its task in time, so that its mail leaves without a person; `held`: it is too late to leave
   * by itself; `released`: a person has let it go all the same; `leftOut`: an edit put the step behind this person;
   * `placed`: its mail has got its place among the sender's others; `given`: somebody else does it than whoever launched;
   * `byHand`: its mail cannot leave by itself as it is, so that a person has to send it.
   */
  kind:
    | 'done'
    | 'skipped'
    | 'passed'
    | 'scheduled'
    | 'snoozed'
    | 'turned'
    | 'held'
    | 'released'
    | 'leftOut'
    | 'placed'
    | 'given'
    | 'byHand';
  /** ISO 8601 with `Z`; of `scheduled`, `snoozed` and `placed` the moment set, of `leftOut`, `given` and `byHand` of no meaning. */
  at: string;
}

/** A stretch in which nothing of a run falls; `until` is not part of it. ISO 8601 with `Z`. */
export interface Hold {
  from: string;
  until: string;
}

/** An absence of whoever launched a run: what is to become of what falls in it. */
export interface Away {
  id: string;
  /** ISO 8601 with `Z`; `until` is not part of it. */
  from: string;
  until: string;
  /** Of who is away; their days are those that places are counted on. */
  timeZone: string;
  /** Tasks wait for the return, each for the day that it gets there, fall as planned, or are done by a stand-in. */
  tasks: 'spread' | 'leave' | 'handOver';
  /** Automatic mails leave as planned, or wait for the return. */
  mails: 'goOn' | 'hold';
  /** With `handOver`: when the stand-in is away too, so that tasks wait for the return. */
  alone?: readonly Hold[];
  /** The day after the return, `YYYY-MM-DD`, that this run's task has got; the first one where absent. */
  placeOn?: string;
}

/** Days off with their names, by `YYYY-MM-DD` where whoever has them lives; must not change once planned with. */
export type Calendar = ReadonlyMap<string, string>;

export type Holidays = Partial<Record<HolidaysOf, Calendar>>;

/** One person's run, as far as times go. */
export interface RunToPlan {
  /** Start of the run, ISO 8601 with `Z`. */
  startAt: string;
  /** IANA zone of the user who launched it; days and clock times are counted there unless the timing says otherwise. */
  timeZone: string;
  /** Of the person; null: unknown, taken to be the run's. */
  recipientZone?: string | null;
  holidays?: Holidays;
  timing?: LaunchTiming;
  /** In any order; of several about one step the last one of each kind counts. */
  happened?: readonly Happening[];
  holds?: readonly Hold[];
  aways?: readonly Away[];
}

/** Days of a run after one more reason for days off was heard. */
interface Layer {
  rule: Rule;
  days: CountedDays;
  /** The days by which it has fewer than the layer before, ascending; none of weekends, which have no names. */
  off: readonly NamedDay[];
  /** Day 1 of the run by these days. */
  firstDay: number;
}

/** A day off and how it is called. */
export interface NamedDay {
  day: number;
  name: string;
}

interface DaysOff {
  rule: Rule;
  days: ReadonlyMap<number, string>;
  /** The same, ascending. */
  named: readonly NamedDay[];
  zone: Zone;
}

const noHolds: RunFacts['holds'] = [];
const noAways: RunFacts['aways'] = [];

/** What every step of one run is planned by, in numbers. */
export interface RunFacts {
  /** In which days and clock times are counted: the sender's or the recipient's. */
  zone: Zone;
  senderZone: Zone;
  recipientZone: Zone;
  startMs: number;
  /** The day of the start, whether it counts or not. */
  startDay: number;
  timing: LaunchTiming;
  /** From weekends to the recipient's holidays; only those that change something. */
  layers: readonly Layer[];
  /** The days that count after all layers, and day 1 by them. */
  days: CountedDays;
  firstDay: number;
  skipWeekends: boolean;
  /** Days off by the calendar of where they are; a mail's day there may be another than the run's. */
  off: readonly DaysOff[];
  holds: readonly { fromMs: number; untilMs: number }[];
  aways: readonly AwayFacts[];
}

/** An absence in numbers. */
export interface AwayFacts {
  fromMs: number;
  untilMs: number;
  /** The return; later than the end of a part in which the stand-in is away too. */
  returnMs: number;
  /** What waits for its end, and for tasks how long at least; a follow-up is a task that only its sender can do. */
  holds: { task: boolean; followUp: boolean; send: boolean };
  /** Somebody else does the tasks that can be handed over. */
  hasStandIn: boolean;
  placeMs: number;
}

/** The send window in numbers. */
export interface OpenHours {
  weekdays: ReadonlySet<number>;
  fromMs: number;
  toMs: number;
  zone: 'recipient' | 'sender';
}

export function openHours({ window }: CampaignSettings): OpenHours | null {
  if (!window) return null;
  const { weekdays, from, to, zone } = window;
  return { weekdays: new Set(weekdays), fromMs: clockMsOf(from), toMs: clockMsOf(to), zone };
}

/** Does the step leave by itself. */
export function isAutomatic(step: Pick<Step, 'type' | 'send'>): boolean {
  return step.type === 'email' && (step.send ?? 'manual_task') !== 'manual_task';
}

function awayFacts({ from, until, timeZone, tasks, mails, alone, placeOn }: Away): AwayFacts[] {
  const returnMs = msOf(until);
  const placeMs = placeOn === undefined ? returnMs : zoneOf(timeZone).instantOf(dayOf(placeOn), 0);
  const whole: AwayFacts = {
    fromMs: msOf(from),
    untilMs: returnMs,
    returnMs,
    holds: { task: tasks === 'spread', followUp: tasks !== 'leave', send: mails === 'hold' },
    hasStandIn: tasks === 'handOver',
    placeMs: Math.max(returnMs, placeMs),
  };
  const parts = (alone ?? []).map((part) => ({
    ...whole,
    fromMs: msOf(part.from),
    untilMs: msOf(part.until),
    holds: { task: true, followUp: true, send: false },
    hasStandIn: false,
  }));
  return [whole, ...parts];
}

const layerOrder = [
  { whose: 'sender', rule: 'senderHolidays' },
  { whose: 'company', rule: 'companyHolidays' },
  { whose: 'recipient', rule: 'recipientHolidays' },
] as const;

/** Days without some, and which. */
type Fewer = Pick<Layer, 'days' | 'off'>;

/** Reads runs of one campaign; what people share (days off of a country) is worked out once. */
export class RunReader {
  readonly #settings: CampaignSettings;
  readonly #offDays = new WeakMap<Calendar, Pick<DaysOff, 'days' | 'named'>>();
  readonly #without = new WeakMap<CountedDays, WeakMap<readonly NamedDay[], Fewer>>();

  constructor(settings: CampaignSettings) {
    this.#settings = settings;
  }

  read(run: RunToPlan): RunFacts {
    const senderZone = zoneOf(run.timeZone);
    const recipientZone = run.recipientZone ? zoneOf(run.recipientZone) : senderZone;
    const zone = run.timing?.zone === 'recipient' ? recipientZone : senderZone;
    const off = this.#daysOff(run.holidays ?? {}, senderZone, recipientZone);
    const startMs = msOf(run.startAt);
    const startDay = zone.dayOf(startMs);
    const layers = this.#layers(off, startDay);
    return {
      zone,
      senderZone,
      recipientZone,
      startMs,
      startDay,
      timing: run.timing ?? {},
      layers,
      days: layers.at(-1)?.days ?? everyDay,
      firstDay: layers.at(-1)?.firstDay ?? startDay,
      skipWeekends: this.#settings.skipWeekends,
      off,
      holds: run.holds?.map(({ from, until }) => ({ fromMs: msOf(from), untilMs: msOf(until) })) ?? noHolds,
      aways: run.aways?.flatMap(awayFacts) ?? noAways,
    };
  }

  #daysOff(holidays: Holidays, zone: Zone, recipientZone: Zone): DaysOff[] {
    const found: DaysOff[] = [];
    for (const { whose, rule } of layerOrder) {
      const off = holidays[whose];
      if (!off || !this.#settings.holidays?.includes(whose)) continue;
      const { days, named } = this.#numbers(off);
      found.push({ rule, days, named, zone: whose === 'recipient' ? recipientZone : zone });
    }
    return found;
  }

  #layers(off: readonly DaysOff[], startDay: number): Layer[] {
    const layers: Layer[] = [];
    let days = everyDay;
    if (this.#settings.skipWeekends) {
      days = workingDays;
      layers.push({ rule: 'weekends', days, off: [], firstDay: days.from(startDay) });
    }
    for (const { rule, named } of off) {
      const { days: left, off: own } = this.#fewer(days, named);
      if (left !== days) layers.push({ rule, days: left, off: own, firstDay: left.from(startDay) });
      days = left;
    }
    return layers;
  }

  #fewer(days: CountedDays, off: readonly NamedDay[]): Fewer {
    let known = this.#without.get(days);
    if (!known) {
      known = new WeakMap();
      this.#without.set(days, known);
    }
    let fewer = known.get(off);
    if (!fewer) {
      const own = off.filter(({ day }) => days.counts(day));
      fewer = {
        days: without(
          days,
          own.map(({ day }) => day),
        ),
        off: own,
      };
      known.set(off, fewer);
    }
    return fewer;
  }

  #numbers(off: Calendar): Pick<DaysOff, 'days' | 'named'> {
    let numbers = this.#offDays.get(off);
    if (!numbers) {
      const named = Array.from(off, ([date, name]) => ({ day: dayOf(date), name }));
      named.sort((a, b) => a.day - b.day);
      numbers = { days: new Map(named.map(({ day, name }) => [day, name])), named };
      this.#offDays.set(off, numbers);
    }
    return numbers;
  }
}
