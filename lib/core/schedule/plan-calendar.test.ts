import { describe, expect, test } from 'vitest';
import { calendarOf } from './plan-calendar.ts';

const send = (at: string, closedAt: string | null = null) => ({ at, closedAt, kind: 'send' }) as const;
const task = (at: string, closedAt: string | null = null) => ({ at, closedAt, kind: 'task' }) as const;
const counted = (lines: Parameters<typeof calendarOf>[0], timeZone = 'UTC') =>
  calendarOf(lines, timeZone).flatMap(({ weeks }) =>
    weeks.flatMap((week) =>
      week.flatMap((day) => (day && day.sends + day.tasks > 0 ? [[day.date, day.sends, day.tasks]] : [])),
    ),
  );

describe('the calendar of a plan', () => {
  test('counts mails and tasks by day, what is done on the day on which it was done', () => {
    expect(
      counted([
        send('2026-06-04T07:00:00.000Z'),
        send('2026-06-04T12:00:00.000Z'),
        task('2026-06-04T09:00:00.000Z'),
        task('2026-06-04T09:00:00.000Z', '2026-06-08T09:00:00.000Z'),
      ]),
    ).toEqual([
      ['2026-06-04', 2, 1],
      ['2026-06-08', 0, 1],
    ]);
  });

  test.each([
    { at: '2026-06-04T21:59:00.000Z', timeZone: 'Europe/Stockholm', date: '2026-06-04' },
    { at: '2026-06-04T22:00:00.000Z', timeZone: 'Europe/Stockholm', date: '2026-06-05' },
    { at: '2026-06-04T18:29:00.000Z', timeZone: 'Asia/Kolkata', date: '2026-06-04' },
    { at: '2026-06-04T18:30:00.000Z', timeZone: 'Asia/Kolkata', date: '2026-06-05' },
    { at: '2026-10-25T00:30:00.000Z', timeZone: 'Europe/Stockholm', date: '2026-10-25' },
  ])('$at is of $date in $timeZone', ({ at, timeZone, date }) => {
    expect(counted([send(at)], timeZone)).toEqual([[date, 1, 0]]);
  });

  test('weeks begin on Monday, hold whole months, and months without anything are left out', () => {
    const months = calendarOf([send('2026-11-30T09:00:00.000Z'), task('2026-02-01T09:00:00.000Z')], 'UTC');
    expect(months.map(({ month }) => month)).toEqual(['2026-02', '2026-11']);
    const [february, november] = months.map(({ weeks }) => weeks.map((week) => week.map((day) => day?.date)));
    // A Sunday alone in its week, and a Monday alone in its.
    expect(february?.[0]).toEqual([...Array(6).fill(undefined), '2026-02-01']);
    expect(february).toHaveLength(5);
    expect(november?.at(-1)).toEqual(['2026-11-30', ...Array(6).fill(undefined)]);
    expect(november?.flat().filter(Boolean)).toHaveLength(30);
  });

  test('of nothing there is no month', () => {
    expect(calendarOf([], 'UTC')).toEqual([]);
  });
});
