import { Temporal } from 'temporal-polyfill';

/** The days of a run: where it starts, and which days count. */
export interface Run {
  /** Start of the run, ISO 8601 with `Z`. */
  startAt: string;
  /** IANA zone of the user who launched it; every calendar question is answered there. */
  timeZone: string;
  /** Count Monday to Friday only. */
  skipWeekends: boolean;
  /** Days of the run, 0 or more, by which late completions have shifted what follows. */
  shiftDays: number;
}

/**
 * The calendar day of a run's day N. Day 1 is the day on which the run starts; N is a position in the sequence,
 * not a gap. With `skipWeekends` only Monday to Friday are counted, so a run launched on a Saturday has its day 1
 * on Monday and several days never pile up on one Monday.
 *
 * @returns the local date, `YYYY-MM-DD`, in the run's own zone
 * @throws {RangeError} if `dayNumber` or `shiftDays` is not a whole number of 1, 0 or more
 */
export function dayOfRun(run: Run & { dayNumber: number }): string {
  const { dayNumber, shiftDays } = run;
  if (!Number.isInteger(dayNumber) || dayNumber < 1) {
    throw new RangeError(`dayNumber: expected a whole number of 1 or more, got ${dayNumber}`);
  }
  if (!Number.isInteger(shiftDays) || shiftDays < 0) {
    throw new RangeError(`shiftDays: expected a whole number of 0 or more, got ${shiftDays}`);
  }
  return addRunDays(firstDay(run), dayNumber - 1 + shiftDays, run.skipWeekends).toString();
}

/** The local date of an instant in a zone, `YYYY-MM-DD`. */
export function localDate(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/**
 * The instant of a clock time on a local date. In the gap of a clock change the offset before it counts (02:30
 * becomes 03:30), in the overlap the first of the two (Temporal's `compatible`, RFC 5545 §3.3.5).
 *
 * @returns ISO 8601 in UTC with milliseconds
 */
export function instantOf(date: string, clockTime: string, timeZone: string): string {
  const zoned = Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainTime.from(clockTime))
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  return zoned.toInstant().toString({ smallestUnit: 'millisecond' });
}

/** The first day of the run after `date`, `YYYY-MM-DD`. */
export function runDayAfter(date: string, skipWeekends: boolean): string {
  return toRunDay(Temporal.PlainDate.from(date).add({ days: 1 }), skipWeekends).toString();
}

/** `date` itself if it counts, else the Monday after it. */
export function runDayFrom(date: string, skipWeekends: boolean): string {
  return toRunDay(Temporal.PlainDate.from(date), skipWeekends).toString();
}

/** How many days of the run lie between two of its days; negative if `to` is the earlier one. */
export function runDaysBetween(from: string, to: string, skipWeekends: boolean): number {
  const start = Temporal.PlainDate.from(from);
  const days = start.until(Temporal.PlainDate.from(to)).days;
  if (!skipWeekends) return days;
  // Whole weeks hold five days that count; what is left is at most six days long.
  const weeks = Math.trunc(days / 7);
  const step = Math.sign(days);
  let count = weeks * 5;
  for (let day = weeks * 7; day !== days; day += step) {
    if (!isWeekend(start.add({ days: step > 0 ? day + 1 : day - 1 }))) count += step;
  }
  return count;
}

function firstDay(run: Run): Temporal.PlainDate {
  return toRunDay(Temporal.PlainDate.from(localDate(run.startAt, run.timeZone)), run.skipWeekends);
}

/** `start` must itself be a day that counts. */
function addRunDays(start: Temporal.PlainDate, days: number, skipWeekends: boolean): Temporal.PlainDate {
  if (!skipWeekends) return start.add({ days });
  const weekends = Math.floor((start.dayOfWeek - 1 + days) / 5);
  return start.add({ days: days + weekends * 2 });
}

function toRunDay(date: Temporal.PlainDate, skipWeekends: boolean): Temporal.PlainDate {
  return skipWeekends && isWeekend(date) ? date.add({ days: 8 - date.dayOfWeek }) : date;
}

function isWeekend(date: Temporal.PlainDate): boolean {
  return date.dayOfWeek > 5;
}
