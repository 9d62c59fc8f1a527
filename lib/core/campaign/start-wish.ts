import type { Step } from '../../contract/campaign.ts';
import type { LaunchTiming } from '../../contract/schedule.ts';
import { instantToLocal, localToInstant } from '../task/snooze.ts';

/** When whoever launches wants it to start, as the form has it. */
export interface StartWish {
  /** At once, or at the time below. */
  start: 'now' | 'at';
  /** Clock time where they are, `YYYY-MM-DDTHH:MM`; empty or half of one while it is written. */
  local: string;
  /** What they answered to a time that is over: at once, or the next day that counts; null: nothing yet. */
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

/** Is the chosen time over, so that it must be asked what is meant? */
export function isPast({ start, local }: StartWish, now: Date, timeZone: string): boolean {
  const at = start === 'at' ? localToInstant(local, timeZone) : null;
  return at !== null && Date.parse(at) < now.getTime();
}

/**
 * What the launch is to be told. A chosen time is that of an opening email, too, whatever its step says; one that is
 * over is what was answered: at once, or the next day that counts with everything after it.
 *
 * @returns what is still to be said where something is: the time, or what is meant by one that is over
 */
export function readStart(wish: StartWish, first: Opening, now: Date, timeZone: string): Read {
  const { start, local, past } = wish;
  const isEmail = first.type === 'email';
  if (start === 'now') return { ok: true, value: { timing: isEmail ? { startNow: true } : {} } };
  const startAt = localToInstant(local, timeZone);
  if (startAt === null) return { ok: false, asks: 'time' };
  const firstTime = isEmail ? { firstTime: local.slice(11, 16) } : {};
  if (!isPast(wish, now, timeZone)) return { ok: true, value: { startAt, timing: firstTime } };
  if (past === null) return { ok: false, asks: 'past' };
  return { ok: true, value: { timing: { ...firstTime, pastTime: past } } };
}
