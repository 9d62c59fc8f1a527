import type { Campaign, Step } from '../../contract/campaign.ts';
import type { LaunchTiming } from '../../contract/schedule.ts';
import { instantToLocal, localToInstant } from '../task/snooze.ts';
import { type PastTime, pastTimes } from './past-times.ts';
import { stepsInOrder } from './steps.ts';

/** When whoever launches wants it to start, as the form has it. */
export interface StartWish {
  /** At once, or at the time below. */
  start: 'now' | 'at';
  /** Clock time where they are, `YYYY-MM-DDTHH:MM`; empty or half of one while it is written. */
  local: string;
  /** What they answered to times that are over: at once, or the next day that counts; null: nothing yet. */
  past: 'now' | 'nextDay' | null;
}

/** What a launch is told about its start. */
export interface LaunchStart {
  /** Now when absent. */
  startAt?: string;
  timing: LaunchTiming;
}

type Opening = Pick<Step, 'type' | 'send' | 'dueTime'>;
type Read = { ok: true; value: LaunchStart } | { ok: false; asks: 'time' | 'past' };

/**
 * What the form begins with: today at the time that the opening step has, which also a mail without one is offered.
 * A mail at a fixed time keeps it unless something else is chosen.
 *
 * @param first - the campaign's first step
 */
export function startWish(first: Opening, now: Date, timeZone: string): StartWish {
  const [today = ''] = instantToLocal(now.toISOString(), timeZone).split('T');
  return {
    start: first.type === 'email' && first.send === 'fixed_time' ? 'at' : 'now',
    local: `${today}T${first.dueTime}`,
    past: null,
  };
}

/**
 * Steps whose time is over when it starts, so that it must be asked what is meant: the first one where the chosen time
 * is, and any email of day 1 that has a time of its own.
 */
export function overAtStart(
  wish: StartWish,
  campaign: Pick<Campaign, 'days' | 'settings'>,
  now: Date,
  timeZone: string,
): PastTime[] {
  const { start, local } = wish;
  const chosen = start === 'at' ? localToInstant(local, timeZone) : null;
  if (start === 'at' && chosen === null) return [];
  const isOver = chosen !== null && Date.parse(chosen) < now.getTime();
  const startAt = chosen === null || isOver ? now.toISOString() : chosen;
  const clock = local.slice(11, 16);
  const past = pastTimes(campaign, { startAt, timeZone, opening: start === 'at' ? clock : null });
  const [first] = stepsInOrder(campaign);
  const isNamed = past.some(({ title }) => title === first?.step.title);
  return isOver && first && !isNamed ? [{ title: first.step.title, clock }, ...past] : past;
}

/**
 * What the launch is to be told. A chosen time is that of an opening email, too, whatever its step says; times that are
 * over are what was answered: at once, or the next day that counts with everything after it.
 *
 * @returns what is still to be said where something is: the time, or what is meant by those that are over
 */
export function readStart(
  wish: StartWish,
  campaign: Pick<Campaign, 'days' | 'settings'>,
  now: Date,
  timeZone: string,
): Read {
  const { start, local, past } = wish;
  const startAt = start === 'at' ? localToInstant(local, timeZone) : null;
  if (start === 'at' && startAt === null) return { ok: false, asks: 'time' };
  const isOver = overAtStart(wish, campaign, now, timeZone).length > 0;
  if (isOver && past === null) return { ok: false, asks: 'past' };
  const pastTime = isOver && past !== null ? { pastTime: past } : {};
  const isEmail = stepsInOrder(campaign)[0]?.step.type === 'email';
  if (startAt === null)
    return { ok: true, value: { timing: { ...(isEmail && { startNow: true }), ...pastTime } } };
  const timing = { ...(isEmail && { firstTime: local.slice(11, 16) }), ...pastTime };
  const isAhead = Date.parse(startAt) >= now.getTime();
  return { ok: true, value: { ...(isAhead && { startAt }), timing } };
}
