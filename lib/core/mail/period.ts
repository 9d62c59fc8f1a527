import { Temporal } from 'temporal-polyfill';
import type { MailFolder, MailPeriod } from '../../contract/mail.ts';

/** Days from today on which a period begins, and before which it ends. */
const days: Record<MailPeriod, [from: number, to: number]> = {
  today: [0, 1],
  yesterday: [-1, 0],
  last7: [-6, 1],
  last30: [-29, 1],
  last90: [-89, 1],
  tomorrow: [1, 2],
  next7: [0, 7],
  next30: [0, 30],
};

/**
 * The instants between which a period lies, by the calendar of a zone: whole days, today among them but for `yesterday`
 * and `tomorrow`.
 *
 * @returns from the first, before the second; ISO 8601 in UTC
 * @throws {RangeError} if `timeZone` is not known
 */
export function periodBounds(period: MailPeriod, now: Date, timeZone: string): { from: string; to: string } {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const startOf = (day: number): string =>
    new Date(today.add({ days: day }).toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  const [from, to] = days[period];
  return { from: startOf(from), to: startOf(to) };
}

const past: MailPeriod[] = ['today', 'yesterday', 'last7', 'last30', 'last90'];

/** What is offered depends on the folder: what is still to come lies ahead. */
export function periodsOf(folder: MailFolder | null): MailPeriod[] {
  if (folder === 'scheduled') return ['today', 'tomorrow', 'next7', 'next30'];
  return folder === null ? [...past, 'tomorrow', 'next7', 'next30'] : past;
}
