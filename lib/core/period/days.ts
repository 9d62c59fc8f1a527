import { Temporal } from 'temporal-polyfill';

/**
 * The calendar days of a period, first to last, `YYYY-MM-DD`.
 *
 * @param period - instants, from the first, before the second; both a day's beginning in the zone
 * @throws {RangeError} if `timeZone` is not known
 */
export function daysOf({ from, to, timeZone }: { from: string; to: string; timeZone: string }): string[] {
  const dayOf = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const end = dayOf(to);
  const days: string[] = [];
  for (let day = dayOf(from); Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 }))
    days.push(day.toString());
  return days;
}
