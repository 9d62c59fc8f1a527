import { expect, test } from 'vitest';
import { MailFolder } from '../../contract/mail.ts';
import { periodBounds, periodsOf } from './period.ts';

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
