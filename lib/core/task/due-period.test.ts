import { expect, test } from 'vitest';
import { type DuePeriod, daysOf } from './due-period.ts';

// Past midnight in Stockholm, still the day before in UTC.
const now = new Date('2026-11-18T23:30:00Z');

test.each<[DuePeriod, object]>([
  ['overdue', { to: '2026-11-18' }],
  ['today', { from: '2026-11-19', to: '2026-11-19' }],
  ['tomorrow', { from: '2026-11-20', to: '2026-11-20' }],
  ['both', { from: '2026-11-19', to: '2026-11-20' }],
  ['week', { from: '2026-11-19', to: '2026-11-26' }],
])('§8.2 %s is counted in the user’s calendar', (period, days) => {
  expect(daysOf(period, now, 'Europe/Stockholm')).toEqual(days);
});
