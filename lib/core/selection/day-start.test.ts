import { expect, test } from 'vitest';
import { dayStart } from './day-start.ts';

test.each([
  { date: '2026-03-29', timeZone: 'Europe/Stockholm', at: '2026-03-28T23:00:00.000Z' },
  { date: '2026-03-30', timeZone: 'Europe/Stockholm', at: '2026-03-29T22:00:00.000Z' },
  { date: '2026-10-25', timeZone: 'Europe/Stockholm', at: '2026-10-24T22:00:00.000Z' },
  { date: '2026-10-26', timeZone: 'Europe/Stockholm', at: '2026-10-25T23:00:00.000Z' },
  { date: '2026-06-04', timeZone: 'Asia/Kolkata', at: '2026-06-03T18:30:00.000Z' },
  // The clock jumps over midnight.
  { date: '2026-09-06', timeZone: 'America/Santiago', at: '2026-09-06T04:00:00.000Z' },
])('$date begins in $timeZone at $at', ({ date, timeZone, at }) => {
  expect(dayStart(date, timeZone).toISOString()).toBe(at);
});
