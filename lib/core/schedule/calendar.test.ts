import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Run } from './calendar.ts';
import { dayOfRun, instantOf, localDate, runDaysBetween } from './calendar.ts';

const run = (over: Partial<Run> = {}): Run => ({
  startAt: '2026-06-04T07:00:00.000Z', // Thursday
  timeZone: 'Europe/Stockholm',
  skipWeekends: true,
  shiftDays: 0,
  ...over,
});

describe('a run launched on Thursday 4 June 2026', () => {
  test.each([
    { dayNumber: 1, sevenDays: '2026-06-04', fiveDays: '2026-06-04' },
    { dayNumber: 2, sevenDays: '2026-06-05', fiveDays: '2026-06-05' },
    { dayNumber: 3, sevenDays: '2026-06-06', fiveDays: '2026-06-08' },
    { dayNumber: 4, sevenDays: '2026-06-07', fiveDays: '2026-06-09' },
    { dayNumber: 5, sevenDays: '2026-06-08', fiveDays: '2026-06-10' },
    { dayNumber: 10, sevenDays: '2026-06-13', fiveDays: '2026-06-17' },
    { dayNumber: 365, sevenDays: '2027-06-03', fiveDays: '2027-10-27' },
  ])('day $dayNumber', ({ dayNumber, sevenDays, fiveDays }) => {
    expect(dayOfRun({ ...run({ skipWeekends: false }), dayNumber })).toBe(sevenDays);
    expect(dayOfRun({ ...run(), dayNumber })).toBe(fiveDays);
  });
});

describe('a launch at the weekend has its day 1 on Monday, since only working days are counted', () => {
  test.each([
    { startAt: '2026-06-06T07:00:00.000Z', dayNumber: 1, day: '2026-06-08' }, // Saturday
    { startAt: '2026-06-06T07:00:00.000Z', dayNumber: 2, day: '2026-06-09' },
    { startAt: '2026-06-07T07:00:00.000Z', dayNumber: 1, day: '2026-06-08' }, // Sunday
    { startAt: '2026-06-07T07:00:00.000Z', dayNumber: 6, day: '2026-06-15' },
    { startAt: '2026-06-05T07:00:00.000Z', dayNumber: 2, day: '2026-06-08' }, // Friday
  ])('day $dayNumber from $startAt', ({ startAt, dayNumber, day }) => {
    expect(dayOfRun({ ...run({ startAt }), dayNumber })).toBe(day);
  });
});

test('a shift moves by days that count', () => {
  expect(dayOfRun({ ...run({ shiftDays: 1 }), dayNumber: 2 })).toBe('2026-06-08');
  expect(dayOfRun({ ...run({ shiftDays: 1, skipWeekends: false }), dayNumber: 2 })).toBe('2026-06-06');
});

describe('day 1 is the day in the launching zone', () => {
  test.each([
    { timeZone: 'Europe/Stockholm', startAt: '2026-06-04T21:59:59.999Z', day: '2026-06-04' }, // a moment before midnight
    { timeZone: 'Europe/Stockholm', startAt: '2026-06-04T22:00:00.000Z', day: '2026-06-05' }, // midnight
    { timeZone: 'Asia/Kolkata', startAt: '2026-06-04T18:29:59.999Z', day: '2026-06-04' }, // half-hour zone
    { timeZone: 'Asia/Kolkata', startAt: '2026-06-04T18:30:00.000Z', day: '2026-06-05' },
    { timeZone: 'Australia/Lord_Howe', startAt: '2026-06-04T13:30:00.000Z', day: '2026-06-05' },
    { timeZone: 'America/Los_Angeles', startAt: '2026-06-05T06:59:00.000Z', day: '2026-06-04' },
    { timeZone: 'Pacific/Kiritimati', startAt: '2026-06-04T10:00:00.000Z', day: '2026-06-05' },
  ])('$startAt in $timeZone', ({ timeZone, startAt, day }) => {
    expect(dayOfRun({ ...run({ timeZone, startAt, skipWeekends: false }), dayNumber: 1 })).toBe(day);
  });
});

describe('clock times over clock changes', () => {
  test.each([
    { date: '2026-03-28', time: '02:30', timeZone: 'Europe/Stockholm', at: '2026-03-28T01:30:00.000Z' },
    { date: '2026-03-29', time: '02:30', timeZone: 'Europe/Stockholm', at: '2026-03-29T01:30:00.000Z' }, // gap: becomes 03:30
    { date: '2026-03-29', time: '09:00', timeZone: 'Europe/Stockholm', at: '2026-03-29T07:00:00.000Z' },
    { date: '2026-10-25', time: '02:30', timeZone: 'Europe/Stockholm', at: '2026-10-25T00:30:00.000Z' }, // overlap: the first
    { date: '2026-10-25', time: '09:00', timeZone: 'Europe/Stockholm', at: '2026-10-25T08:00:00.000Z' },
    { date: '2026-03-08', time: '02:30', timeZone: 'America/New_York', at: '2026-03-08T07:30:00.000Z' },
    { date: '2026-11-01', time: '01:30', timeZone: 'America/New_York', at: '2026-11-01T05:30:00.000Z' },
    { date: '2026-10-04', time: '02:15', timeZone: 'Australia/Lord_Howe', at: '2026-10-03T15:45:00.000Z' }, // gap of half an hour
    { date: '2026-06-04', time: '09:00', timeZone: 'Asia/Kolkata', at: '2026-06-04T03:30:00.000Z' },
    { date: '2026-06-04', time: '00:00', timeZone: 'Europe/Stockholm', at: '2026-06-03T22:00:00.000Z' }, // midnight
    { date: '2026-04-24', time: '00:00', timeZone: 'Africa/Cairo', at: '2026-04-23T22:00:00.000Z' }, // midnight inside a gap
  ])('$date $time in $timeZone', ({ date, time, timeZone, at }) => {
    expect(instantOf(date, time, timeZone)).toBe(at);
  });
});

test.each([
  { dayNumber: 0, shiftDays: 0 },
  { dayNumber: 1.5, shiftDays: 0 },
  { dayNumber: 1, shiftDays: -1 },
])('day $dayNumber with shift $shiftDays is refused', ({ dayNumber, shiftDays }) => {
  expect(() => dayOfRun({ ...run({ shiftDays }), dayNumber })).toThrow(RangeError);
});

const instants = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2035-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const zones = fc.constantFrom(
  'Europe/Stockholm',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
);
const runs = fc.record({
  startAt: instants.map((date) => date.toISOString()),
  timeZone: zones,
  skipWeekends: fc.boolean(),
  shiftDays: fc.nat(60),
});
const days = fc.integer({ min: 1, max: 365 });
const weekday = (date: string) => new Date(`${date}T12:00:00Z`).getUTCDay();

describe('for every run', () => {
  const hostZone = process.env.TZ;
  afterEach(() => {
    process.env.TZ = hostZone;
  });

  test('days rise strictly with their number', () => {
    fc.assert(
      fc.property(
        runs,
        days,
        (r, dayNumber) => dayOfRun({ ...r, dayNumber }) < dayOfRun({ ...r, dayNumber: dayNumber + 1 }),
      ),
    );
  });

  test('no day is at the weekend when weekends are skipped', () => {
    fc.assert(
      fc.property(runs, days, (r, dayNumber) => {
        const day = weekday(dayOfRun({ ...r, skipWeekends: true, dayNumber }));
        return day >= 1 && day <= 5;
      }),
    );
  });

  test('counting the days between two days of the run gives the difference of their numbers', () => {
    fc.assert(
      fc.property(runs, days, days, (r, a, b) => {
        const between = runDaysBetween(
          dayOfRun({ ...r, dayNumber: a }),
          dayOfRun({ ...r, dayNumber: b }),
          r.skipWeekends,
        );
        return between === b - a;
      }),
    );
  });

  test('the zone of the machine changes nothing', () => {
    fc.assert(
      fc.property(runs, days, (r, dayNumber) => {
        const results = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns'].map((host) => {
          process.env.TZ = host;
          const day = dayOfRun({ ...r, dayNumber });
          return `${day} ${instantOf(day, '02:30', r.timeZone)}`;
        });
        return new Set(results).size === 1;
      }),
      { numRuns: 50 },
    );
  });

  test('a clock time outside clock changes comes back from its instant', () => {
    fc.assert(
      fc.property(runs, days, (r, dayNumber) => {
        const day = dayOfRun({ ...r, dayNumber });
        return localDate(instantOf(day, '12:00', r.timeZone), r.timeZone) === day;
      }),
    );
  });
});
