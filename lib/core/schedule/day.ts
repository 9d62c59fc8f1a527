/**
 * Calendar days as whole numbers, counted from 1 January 1970, and instants as milliseconds: plain arithmetic, since
 * a plan asks for a great many of them.
 */
export const dayMs = 86_400_000;
const minuteMs = 60_000;

const datesByDay = new Map<number, string>();
/** `09:00` and `T09:00:00.000Z` by minute. */
const clocksByMinute = Array.from({ length: 1_440 }, (_, minute) => {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
});
const timesByMinute = clocksByMinute.map((clock) => `T${clock}:00.000Z`);

/**
 * @param date - `YYYY-MM-DD`
 * @throws {RangeError} if there is no such day
 */
export function dayOf(date: string): number {
  const day = Date.parse(`${date}T00:00:00Z`) / dayMs;
  if (!Number.isInteger(day) || dateOf(day) !== date)
    throw new RangeError(`date: expected a day such as 2026-06-04, got ${date}`);
  return day;
}

/** `YYYY-MM-DD` */
export function dateOf(day: number): string {
  let date = datesByDay.get(day);
  if (date === undefined) {
    date = new Date(day * dayMs).toISOString().slice(0, 10);
    datesByDay.set(day, date);
  }
  return date;
}

/**
 * The day of a moment on its own clock.
 * @param ms - at most a million years away from 1970
 */
export function dayIn(ms: number): number {
  // The bit operation tells the engine that this is a whole number: whatever is counted with it is twice as fast.
  return Math.floor(ms / dayMs) | 0;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: number): number {
  const sinceMonday = (day + 3) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
}

/**
 * @param instant - ISO 8601 with `Z`
 * @throws {RangeError} if it is none
 */
export function msOf(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`instant: expected ISO 8601 with Z, got ${instant}`);
  return ms;
}

/** ISO 8601 in UTC with milliseconds. */
export function isoOf(ms: number): string {
  const day = dayIn(ms);
  const time = timesByMinute[(ms - day * dayMs) / minuteMs];
  // Only whole minutes have a text at hand.
  return time === undefined ? new Date(ms).toISOString() : dateOf(day) + time;
}

/**
 * Milliseconds of a clock time since midnight.
 * @param clock - `HH:MM`
 */
export function clockMsOf(clock: string): number {
  return (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))) * minuteMs;
}

/**
 * `HH:MM`, what is less than a minute is left out.
 * @throws {RangeError} if it is no time of a day
 */
export function clockOf(clockMs: number): string {
  const clock = clocksByMinute[Math.floor(clockMs / minuteMs)];
  if (clock === undefined) throw new RangeError(`clockMs: expected less than a day, got ${clockMs}`);
  return clock;
}
