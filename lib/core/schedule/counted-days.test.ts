import { describe, expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { everyDay, without, workingDays } from './counted-days.ts';
import { dateOf, dayOf } from './day.ts';

describe('working days from Thursday 4 June 2026', () => {
  test.each([
    { steps: 0, date: '2026-06-04' },
    { steps: 1, date: '2026-06-05' },
    { steps: 2, date: '2026-06-08' },
    { steps: 9, date: '2026-06-17' },
    { steps: 364, date: '2027-10-27' },
  ])('$steps later', ({ steps, date }) => {
    expect(dateOf(workingDays.plus(dayOf('2026-06-04'), steps))).toBe(date);
  });
});

test.each([
  { date: '2026-06-05', from: '2026-06-05' },
  { date: '2026-06-06', from: '2026-06-08' },
  { date: '2026-06-07', from: '2026-06-08' },
])('the first working day from $date', ({ date, from }) => {
  expect(dateOf(workingDays.from(dayOf(date)))).toBe(from);
});

test('a holiday at the end of a stretch asks for one day more, on which there may be another', () => {
  const days = without(workingDays, new Set(['2026-06-05', '2026-06-08', '2026-06-09'].map(dayOf)));
  expect(dateOf(days.plus(dayOf('2026-06-04'), 1))).toBe('2026-06-10');
  expect(dateOf(days.from(dayOf('2026-06-05')))).toBe('2026-06-10');
});

test('days off at the weekend change nothing where weekends do not count anyway', () => {
  expect(without(workingDays, new Set([dayOf('2026-06-06')]))).toBe(workingDays);
});

const start = dayOf('2026-01-01');
const counted = fc
  .record({ weekends: fc.boolean(), off: fc.uniqueArray(fc.nat(400), { maxLength: 120 }) })
  .map(({ weekends, off }) => {
    const base = weekends ? everyDay : workingDays;
    return without(base, new Set(off.map((day) => start + day)));
  });
const days = fc.nat(400).map((day) => start + day);

describe('for every calendar', () => {
  test('counting on is walking from day to day', () => {
    fc.assert(
      fc.property(counted, days, fc.nat(60), (calendar, day, steps) => {
        const from = calendar.from(day);
        let walked = from;
        for (let step = 0; step < steps; step += 1) {
          walked += 1;
          while (!calendar.counts(walked)) walked += 1;
        }
        expect(calendar.counts(from) && from >= day).toBe(true);
        expect(calendar.plus(from, steps)).toBe(walked);
        expect(calendar.between(from, walked)).toBe(steps);
        expect(calendar.between(walked, from)).toBe(-steps + 0);
      }),
    );
  });

  test('no day that counts is passed by', () => {
    fc.assert(
      fc.property(counted, days, (calendar, day) => {
        for (let between = day; between < calendar.from(day); between += 1)
          expect(calendar.counts(between)).toBe(false);
      }),
    );
  });
});
