import { dayBounds } from '../lib/core/task/group.ts';
import { locale, t } from './i18n.ts';

/** The present instant and the person's zone: what every written time depends on. */
export interface Clock {
  now: Date;
  timeZone: string;
}

/** A time of day, `14:30` or `2:30 PM` as the locale has it. */
export function clockTime(at: string | Date, timeZone: string): string {
  return write(at, { hour: 'numeric', minute: '2-digit', timeZone });
}

/**
 * An instant as short as the day allows: `14:30` today, `Yesterday 14:30`, `Tomorrow 9:00`, a weekday within the
 * week around, else the date.
 */
export function shortTime(at: string, clock: Clock): string {
  const time = clockTime(at, clock.timeZone);
  const days = daysApart(at, clock);
  if (days === 0) return time;
  return t('time.dayTime', { day: dayName(at, days, clock), time });
}

/** Only the day: `Yesterday`, a weekday within the week around, else the date. Of what is days late the hour says nothing. */
export function shortDay(at: string, clock: Clock): string {
  return dayName(at, daysApart(at, clock), clock);
}

/** @param day - `YYYY-MM-DD`, wherever that is; e.g. `Fri, Jun 12` */
export function calendarDay(day: string): string {
  return write(day, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
}

/** As `shortTime`, with `Today` said. */
export function dayAndTime(at: string, clock: Clock): string {
  const day = dayName(at, daysApart(at, clock), clock);
  return t('time.dayTime', { day, time: clockTime(at, clock.timeZone) });
}

/** As `dayAndTime`, for the middle of a sentence: `tomorrow 9:00`. */
export function dayAndTimeWithin(at: string, clock: Clock): string {
  return t('time.dayTime', { day: dayWithin(at, clock), time: clockTime(at, clock.timeZone) });
}

/** As `shortTime`, for the middle of a sentence. */
export function shortTimeWithin(at: string, clock: Clock): string {
  return daysApart(at, clock) === 0 ? clockTime(at, clock.timeZone) : dayAndTimeWithin(at, clock);
}

/** Day and time whatever the day is today: `Fri 21 Nov, 14:30`, with the year where it is another one than this. */
export function dateAndTime(at: string, clock: Clock): string {
  return write(at, {
    weekday: 'short',
    ...dateOf(at, clock),
    hour: 'numeric',
    minute: '2-digit',
  });
}

/** Day and time in full, for tooltips and screen readers: `Friday 21 November 2026 at 14:30`. */
export function fullTime(at: string, timeZone: string): string {
  return write(at, { dateStyle: 'full', timeStyle: 'short', timeZone });
}

/**
 * The other person's place when their clock differs from ours at that instant, else null.
 *
 * @returns e.g. `{ time: '8:30', place: 'New York' }`
 */
export function theirTime(
  at: string | Date,
  theirs: string | null,
  ours: string,
): { time: string; place: string } | null {
  if (!theirs || offsetOf(at, theirs) === offsetOf(at, ours)) return null;
  return { time: clockTime(at, theirs), place: placeOf(theirs) };
}

/** `America/Argentina/Buenos_Aires` → `Buenos Aires`. */
export function placeOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}

function dayName(at: string, days: number, clock: Clock): string {
  if (days === 0) return t('time.today');
  if (days === -1) return t('time.yesterday');
  if (days === 1) return t('time.tomorrow');
  const near = days > -7 && days < 7;
  return write(at, near ? { weekday: 'short', timeZone: clock.timeZone } : dateOf(at, clock));
}

/** How a date is written: with its year where that is another one than this. */
function dateOf(at: string, { now, timeZone }: Clock): Intl.DateTimeFormatOptions {
  const yearOf = (instant: string | Date): string => dayOf(new Date(instant), timeZone).slice(0, 4);
  const date = { day: 'numeric', month: 'short', timeZone } as const;
  return yearOf(at) === yearOf(now) ? date : { ...date, year: 'numeric' };
}

/** `today`, where a sentence does not begin with it; a name of a day or month stays as the language writes it. */
function dayWithin(at: string, clock: Clock): string {
  const days = daysApart(at, clock);
  const name = dayName(at, days, clock);
  return Math.abs(days) <= 1 ? name.toLocaleLowerCase(t('language')) : name;
}

/** Calendar days from today to `at`; a day of 23 or 25 hours counts as one. */
function daysApart(at: string, clock: Clock): number {
  const start = (instant: Date): number => Date.parse(dayBounds(instant, clock.timeZone).today);
  return Math.round((start(new Date(at)) - start(clock.now)) / 86_400_000);
}

function offsetOf(at: string | Date, timeZone: string): string | undefined {
  const format = formatOf('en', { timeZone, timeZoneName: 'longOffset' });
  return format.formatToParts(new Date(at)).find((part) => part.type === 'timeZoneName')?.value;
}

function write(at: string | Date, options: Intl.DateTimeFormatOptions): string {
  return formatOf(locale(), options).format(new Date(at));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than a row of the list; they are kept. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, format);
  return format;
}

/** The calendar day of a moment, `YYYY-MM-DD`; where the browser is, unless a zone is given. */
export function dayOf(at: Date | number, timeZone?: string): string {
  // In Swedish a date is written as ISO 8601 does.
  return new Date(at).toLocaleDateString('sv-SE', { timeZone });
}
