import { Temporal } from 'temporal-polyfill';
import type { DueCounts, DueGroup } from '../../contract/messages.ts';

/** Instants (ISO 8601, UTC) at which local days begin; a task due in `[today, tomorrow)` is due today. */
export interface DayBounds {
  today: string;
  tomorrow: string;
  dayAfter: string;
  /** End of the seventh day after today: what is due from here on is `later`. */
  later: string;
}

/**
 * Where the person's days begin. A day begins at the first moment of the local date, which is not 00:00 where a
 * clock change skips it; the days around a change have 23 or 25 hours.
 *
 * @throws {RangeError} if `timeZone` is not known
 */
export function dayBounds(now: Date, timeZone: string): DayBounds {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const startOf = (days: number): string =>
    new Date(today.add({ days }).toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  return { today: startOf(0), tomorrow: startOf(1), dayAfter: startOf(2), later: startOf(8) };
}

/**
 * The group a task is listed in. Overdue means due on an earlier date: what was due this morning is still today's.
 *
 * @param dueAt - instant with milliseconds or without
 */
export function dueGroup(dueAt: string, bounds: DayBounds): DueGroup {
  const due = Date.parse(dueAt);
  if (due < Date.parse(bounds.today)) return 'overdue';
  if (due < Date.parse(bounds.tomorrow)) return 'today';
  if (due < Date.parse(bounds.dayAfter)) return 'tomorrow';
  return due < Date.parse(bounds.later) ? 'week' : 'later';
}

export const noCounts: DueCounts = { overdue: 0, today: 0, tomorrow: 0, week: 0, later: 0 };

/** What the person has to do now: the number on the toolbar icon and on the rail. */
export function dueNow(counts: DueCounts): number {
  return counts.overdue + counts.today;
}
