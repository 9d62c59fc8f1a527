import { describe, expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { clockMsOf, clockOf, dateOf, dayOf, isoOf, msOf, weekdayOf } from './day.ts';

const days = fc.integer({ min: -40_000, max: 60_000 });

test.each([
  { date: '1970-01-01', day: 0, weekday: 4 },
  { date: '2026-06-04', day: 20_608, weekday: 4 },
  { date: '2024-02-29', day: 19_782, weekday: 4 },
  { date: '1969-12-29', day: -3, weekday: 1 },
])('$date is day $day', ({ date, day, weekday }) => {
  expect(dayOf(date)).toBe(day);
  expect(dateOf(day)).toBe(date);
  expect(weekdayOf(day)).toBe(weekday);
});

test.each(['2026-02-30', '2026-6-4', '04.06.2026', '', '2026-06-04T00:00'])('%s is no day', (date) => {
  expect(() => dayOf(date)).toThrow(RangeError);
});

test('what is no instant is refused', () => {
  expect(() => msOf('soon')).toThrow('instant: expected ISO 8601 with Z, got soon');
});

test('instants are written as the platform writes them', () => {
  fc.assert(
    fc.property(
      fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') }),
      (date) => {
        expect(isoOf(date.getTime())).toBe(date.toISOString());
        const wholeMinute = Math.floor(date.getTime() / 60_000) * 60_000;
        expect(isoOf(wholeMinute)).toBe(new Date(wholeMinute).toISOString());
      },
    ),
  );
});

describe('for every day', () => {
  test('its date and weekday are those of the platform', () => {
    fc.assert(
      fc.property(days, (day) => {
        const date = new Date(day * 86_400_000);
        expect(dateOf(day)).toBe(date.toISOString().slice(0, 10));
        expect(weekdayOf(day) % 7).toBe(date.getUTCDay());
      }),
    );
  });
});

test.each(['00:00', '09:05', '23:59'])('the clock time %s comes back', (clock) => {
  expect(clockOf(clockMsOf(clock))).toBe(clock);
});
