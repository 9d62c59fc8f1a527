import type { CampaignOpening, LaunchStart, Step } from '../../contract/campaign.ts';
import type { LaunchTiming } from '../../contract/schedule.ts';
import { instantToLocal, localToInstant } from '../task/snooze.ts';
import { startOf } from './launch-start.ts';
import { type PastTime, pastTimes } from './past-times.ts';
import { stepsInOrder } from './steps.ts';

/** When whoever launches wants it to start, as the form has it. */
export interface StartWish {
  /** At once, or at the time below. */
  start: 'now' | 'at';
  /** Clock time where they are, `YYYY-MM-DDTHH:MM`; empty or half of one while it is written. */
  local: string;
  /** On whose clock days and times are counted. A time that is chosen is one there, too. */
  zone: NonNullable<LaunchTiming['zone']>;
  /** Of what comes after a task that is done late only what would meet it moves. */
  keepDates: boolean;
  /** What they answered to times that are over: at once, or the next day that counts; null: nothing yet. */
  past: 'now' | 'nextDay' | null;
}

/** When and where whoever launches is, and where those live whom they add. */
export interface LaunchClock {
  now: Date;
  timeZone: string;
  /** Null: not known, taken to be the one of whoever launches. */
  recipientZones: readonly (string | null)[];
}

type Opening = Pick<Step, 'type' | 'send' | 'dueTime'>;
type Read = { ok: true; value: LaunchStart } | { ok: false; asks: 'time' | 'past' };

/**
 * What the form begins with: today at the time that the opening step has, which also a mail without one is offered.
 * A mail at a fixed time keeps it unless something else is chosen.
 *
 * @param first - the campaign's first step; undefined: no campaign is chosen yet
 */
export function startWish(first: Opening | undefined, now: Date, timeZone: string): StartWish {
  const [today = ''] = instantToLocal(now.toISOString(), timeZone).split('T');
  return {
    start: first?.type === 'email' && first.send === 'fixed_time' ? 'at' : 'now',
    local: `${today}T${first?.dueTime ?? '09:00'}`,
    zone: 'sender',
    keepDates: false,
    past: null,
  };
}

/**
 * Steps whose time is over when it starts, for anybody, so that it must be asked what is meant: the first one where the
 * chosen time is, and any email of day 1 that has a time of its own.
 */
export function overAtStart(wish: StartWish, campaign: CampaignOpening, clock: LaunchClock): PastTime[] {
  const own = wish.zone === 'sender' ? [clock.timeZone] : clock.recipientZones;
  const zones = new Set(own.map((zone) => zone ?? clock.timeZone));
  const over = new Map<string, PastTime>();
  for (const zone of zones)
    for (const past of overIn(zone, wish, campaign, clock)) over.set(JSON.stringify(past), past);
  return [...over.values()];
}

function overIn(
  zone: string,
  { start, local, ...wish }: StartWish,
  campaign: CampaignOpening,
  { now, timeZone }: LaunchClock,
): PastTime[] {
  const startAt = start === 'at' ? startAtOf(local, { now, timeZone }) : undefined;
  const chosenThere = start === 'at' ? localToInstant(local, zone) : null;
  if (startAt === null) return [];
  const launch = { startAt, timeZone, timing: { zone: wish.zone } };
  const past = pastTimes(campaign, {
    startAt: startOf(launch, zone, now),
    timeZone: zone,
    opening: start === 'at' ? local.slice(11, 16) : null,
  });
  const isOver = chosenThere !== null && Date.parse(chosenThere) < now.getTime();
  const [first] = stepsInOrder(campaign);
  const isNamed = past.some(({ title }) => title === first?.step.title);
  if (!isOver || !first || isNamed) return past;
  return [{ title: first.step.title, clock: local.slice(11, 16) }, ...past];
}

/** As it begins where nobody says otherwise; what is still to be said where something is. */
export function usualStart(campaign: CampaignOpening, clock: LaunchClock): Read {
  const first = stepsInOrder(campaign)[0]?.step;
  return readStart(startWish(first, clock.now, clock.timeZone), campaign, clock);
}

/** The chosen moment; undefined: it is over, and now takes its place; null: it is none. */
function startAtOf(local: string, { now, timeZone }: Pick<LaunchClock, 'now' | 'timeZone'>) {
  const at = localToInstant(local, timeZone);
  return at !== null && Date.parse(at) < now.getTime() ? undefined : at;
}

/**
 * What the launch is to be told. A chosen time is that of an opening email, too, whatever its step says; times that are
 * over are what was answered: at once, or the next day that counts with everything after it.
 *
 * @returns what is still to be said where something is: the time, or what is meant by those that are over
 */
export function readStart(wish: StartWish, campaign: CampaignOpening, clock: LaunchClock): Read {
  const { start, local, past, zone, keepDates } = wish;
  const startAt = start === 'at' ? startAtOf(local, clock) : undefined;
  if (startAt === null) return { ok: false, asks: 'time' };
  const isOver = overAtStart(wish, campaign, clock).length > 0;
  if (isOver && past === null) return { ok: false, asks: 'past' };
  const isEmail = stepsInOrder(campaign)[0]?.step.type === 'email';
  const opening = start === 'now' ? { startNow: true } : { firstTime: local.slice(11, 16) };
  const timing: LaunchTiming = {
    ...(isEmail && opening),
    ...(isOver && past !== null && { pastTime: past }),
    ...(zone === 'recipient' && { zone }),
    ...(keepDates && { keepDates }),
  };
  return { ok: true, value: { ...(startAt !== undefined && { startAt }), timing } };
}
