import { Temporal } from 'temporal-polyfill';
import type { MailFolder } from '../../contract/mail.ts';
import { type DaysPeriod, NamedPastPeriod, NamedPeriod, type Period } from '../../contract/period.ts';

/** First and last day of a period, counted from today. */
const days: Record<NamedPeriod, [first: number, last: number]> = {
  today: [0, 0],
  yesterday: [-1, -1],
  last7: [-6, 0],
  last30: [-29, 0],
  last90: [-89, 0],
  tomorrow: [1, 1],
  next7: [0, 6],
  next30: [0, 29],
};

/**
 * The same days by their dates.
 *
 * @param today - `YYYY-MM-DD`
 */
export function datesOf(period: Period, today: string): DaysPeriod {
  if (!isNamed(period)) return period;
  const [first, last] = days[period].map((distance) =>
    Temporal.PlainDate.from(today).add({ days: distance }),
  );
  return `${first}/${last}`;
}

/**
 * The instants between which a period lies, by the calendar of a zone: whole days, whatever their length.
 *
 * @returns from the first, before the second; ISO 8601 in UTC
 * @throws {RangeError} if `timeZone` is not known
 */
export function periodBounds(period: Period, now: Date, timeZone: string): { from: string; to: string } {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const [first = '', last = ''] = datesOf(period, today.toPlainDate().toString()).split('/');
  const startOf = (day: Temporal.PlainDate): string =>
    new Date(day.toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  return {
    from: startOf(Temporal.PlainDate.from(first)),
    to: startOf(Temporal.PlainDate.from(last).add({ days: 1 })),
  };
}

/** By its name, and not by its days. */
export const isNamed = (period: Period): period is NamedPeriod => NamedPeriod.safeParse(period).success;

/** What is offered depends on the folder: what is still to come lies ahead. */
export function periodsOf(folder: MailFolder | null): NamedPeriod[] {
  if (folder === 'scheduled') return ['today', 'tomorrow', 'next7', 'next30'];
  const past: NamedPeriod[] = NamedPastPeriod.options;
  return folder === null ? [...past, 'tomorrow', 'next7', 'next30'] : past;
}
