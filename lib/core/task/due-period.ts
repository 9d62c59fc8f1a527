import { Temporal } from 'temporal-polyfill';

export const duePeriods = ['overdue', 'today', 'tomorrow', 'both', 'week'] as const;
/** Days by which tasks are looked for; `both` is today and tomorrow, `week` the next seven days with today. */
export type DuePeriod = (typeof duePeriods)[number];

/** The first and the last day, from today; null where open. */
const days: Record<DuePeriod, [from: number | null, to: number]> = {
  overdue: [null, -1],
  today: [0, 0],
  tomorrow: [1, 1],
  both: [0, 1],
  week: [0, 7],
};

/**
 * The days of a period in somebody's calendar, both included, as `YYYY-MM-DD`.
 *
 * @throws {RangeError} if `timeZone` is not known
 */
export function daysOf(period: DuePeriod, now: Date, timeZone: string): { from?: string; to: string } {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const [from, to] = days[period];
  return {
    ...(from !== null && { from: today.add({ days: from }).toString() }),
    to: today.add({ days: to }).toString(),
  };
}
