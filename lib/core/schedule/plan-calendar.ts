import type { PlanLine } from '../../contract/plan.ts';
import { dateOf, dayOf, msOf, weekdayOf } from './day.ts';
import { zoneOf } from './zone.ts';

/** One day of a calendar with what is planned on it. */
export interface CalendarDay {
  /** `YYYY-MM-DD` */
  date: string;
  /** Mails that leave by themselves, and tasks for people. */
  sends: number;
  tasks: number;
}

/** A month by its weeks from Monday; null: the day is of another month. */
export interface CalendarMonth {
  /** `YYYY-MM` */
  month: string;
  weeks: (CalendarDay | null)[][];
}

type Planned = Pick<PlanLine, 'at' | 'closedAt' | 'kind'>;

/**
 * How much falls on which day. What is done counts on the day on which it was done.
 *
 * @param timeZone - whose days
 * @returns the months from the first that holds something to the last, those between without anything left out
 */
export function calendarOf(lines: readonly Planned[], timeZone: string): CalendarMonth[] {
  const zone = zoneOf(timeZone);
  const days = new Map<string, CalendarDay>();
  for (const { at, closedAt, kind } of lines) {
    const date = dateOf(zone.dayOf(msOf(closedAt ?? at)));
    const day = days.get(date) ?? { date, sends: 0, tasks: 0 };
    if (kind === 'send') day.sends += 1;
    else day.tasks += 1;
    days.set(date, day);
  }
  const months = new Set([...days.keys()].sort().map((date) => date.slice(0, 7)));
  return [...months].map((month) => ({ month, weeks: weeksOf(month, days) }));
}

function weeksOf(month: string, days: ReadonlyMap<string, CalendarDay>): CalendarMonth['weeks'] {
  const first = dayOf(`${month}-01`);
  const weeks: CalendarMonth['weeks'] = [];
  for (let monday = first - weekdayOf(first) + 1; weeks.length === 0 || isIn(month, monday); monday += 7) {
    const dates = Array.from({ length: 7 }, (_, index) => dateOf(monday + index));
    weeks.push(
      dates.map((date) => (date.startsWith(month) ? (days.get(date) ?? { date, sends: 0, tasks: 0 }) : null)),
    );
  }
  return weeks;
}

function isIn(month: string, day: number): boolean {
  return dateOf(day).startsWith(month);
}
