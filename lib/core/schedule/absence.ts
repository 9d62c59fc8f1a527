import { without, workingDays } from './counted-days.ts';
import { dayOf, isoOf, msOf } from './day.ts';
import type { Calendar, Hold } from './run.ts';
import { zoneOf } from './zone.ts';

/** A person who is away, as an automatic answer of theirs says. */
export interface Absence {
  /** When we learnt of it, ISO 8601 with `Z`. */
  heardAt: string;
  /** The day on which they are back, `YYYY-MM-DD` where they are. */
  backOn: string;
  timeZone: string;
  /** Their days off. */
  off?: Calendar;
}

/**
 * The hold that an absence puts on a run: until the working day after the one on which the person is back, so that ours
 * is not among the mails of the first morning.
 *
 * @throws {RangeError} if a day, an instant or the zone is none
 */
export function holdForAbsence({ heardAt, backOn, timeZone, off }: Absence): Hold {
  const days = off ? without(workingDays, Array.from(off.keys(), dayOf)) : workingDays;
  const resumeOn = days.from(dayOf(backOn) + 1);
  const untilMs = zoneOf(timeZone).instantOf(resumeOn, 0);
  return { from: heardAt, until: isoOf(Math.max(untilMs, msOf(heardAt))) };
}
