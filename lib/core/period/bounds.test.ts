import { expect, test } from 'vitest';
import { MailFolder } from '../../contract/mail.ts';
import { Period } from '../../contract/period.ts';
import { datesOf, periodBounds, periodsOf } from './bounds.ts';

test.each([
  { period: 'today', from: '2026-06-03T22:00:00.000Z', to: '2026-06-04T22:00:00.000Z' },
  { period: 'yesterday', from: '2026-06-02T22:00:00.000Z', to: '2026-06-03T22:00:00.000Z' },
  { period: 'last7', from: '2026-05-28T22:00:00.000Z', to: '2026-06-04T22:00:00.000Z' },
  { period: 'tomorrow', from: '2026-06-04T22:00:00.000Z', to: '2026-06-05T22:00:00.000Z' },
  { period: 'next30', from: '2026-06-03T22:00:00.000Z', to: '2026-07-03T22:00:00.000Z' },
] as const)('§12.4 $period of 4 June in Stockholm is whole days', ({ period, from, to }) => {
  const now = new Date('2026-06-04T10:00:00.000Z');
  expect(periodBounds(period, now, 'Europe/Stockholm')).toEqual({ from, to });
});

test('§12.4 days of one’s own are both in it, and one of them is as long as it is', () => {
  const now = new Date('2026-06-04T10:00:00.000Z');
  expect(periodBounds('2026-03-28/2026-03-29', now, 'Europe/Stockholm')).toEqual({
    from: '2026-03-27T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
  });
  expect(periodBounds('2024-02-29/2024-02-29', now, 'UTC')).toEqual({
    from: '2024-02-29T00:00:00.000Z',
    to: '2024-03-01T00:00:00.000Z',
  });
});

test.each([
  { period: 'last7', dates: '2026-05-29/2026-06-04' },
  { period: 'yesterday', dates: '2026-06-03/2026-06-03' },
  { period: 'next30', dates: '2026-06-04/2026-07-03' },
  { period: '2026-01-01/2026-01-02', dates: '2026-01-01/2026-01-02' },
] as const)('$period has the dates $dates on 4 June', ({ period, dates }) => {
  expect(datesOf(period, '2026-06-04')).toBe(dates);
});

test.each([
  { said: '2026-11-30/2026-11-01', why: 'the first day is after the last' },
  { said: '2020-01-01/2026-11-01', why: 'expected at most 1100 days' },
  { said: '2026-02-29/2026-03-01', why: 'or two days, as in 2026-11-01/2026-11-30' },
  { said: '2026-02-01', why: 'or two days' },
  { said: 'lastYear', why: 'expected today, yesterday' },
])('$said is no period: $why', ({ said, why }) => {
  expect(Period.safeParse(said).error?.issues.map(({ message }) => message)).toEqual([
    expect.stringContaining(why),
  ]);
});

test.each([
  { now: '2026-03-29T10:00:00.000Z', zone: 'Europe/Stockholm', hours: 23 },
  { now: '2026-10-25T10:00:00.000Z', zone: 'Europe/Stockholm', hours: 25 },
  { now: '2026-06-04T18:30:00.000Z', zone: 'Asia/Kolkata', hours: 24 }, // midnight in a half-hour zone
])('a day has $hours hours in $zone at $now', ({ now, zone, hours }) => {
  const { from, to } = periodBounds('today', new Date(now), zone);
  expect(Date.parse(to) - Date.parse(from)).toBe(hours * 3_600_000);
  expect(Date.parse(from)).toBeLessThanOrEqual(Date.parse(now));
});

test('§12.4 presets depend on the folder: only what is scheduled lies ahead', () => {
  for (const folder of MailFolder.options)
    expect(periodsOf(folder).includes('next7')).toBe(folder === 'scheduled');
  expect(periodsOf(null)).toContain('last7');
  expect(periodsOf(null)).toContain('next7');
});
