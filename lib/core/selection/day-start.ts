import { Temporal } from 'temporal-polyfill';

/**
 * The first instant of a day by the clock of a zone; where the clock jumps over midnight, the one after.
 *
 * @param date - `YYYY-MM-DD`
 * @throws {RangeError} if `timeZone` is not known
 */
export function dayStart(date: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);
}
