import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { dateOf, dayOf, isoOf, msOf } from './day.ts';
import { Zone, zoneOf } from './zone.ts';

describe('clock times over clock changes', () => {
  test.each([
    { date: '2026-03-28', time: '02:30', timeZone: 'Europe/Stockholm', at: '2026-03-28T01:30:00.000Z' },
    {
      date: '2026-03-29',
      time: '02:30',
      timeZone: 'Europe/Stockholm',
      at: '2026-03-29T01:30:00.000Z',
      change: 'gap',
    }, // becomes 03:30
    { date: '2026-03-29', time: '09:00', timeZone: 'Europe/Stockholm', at: '2026-03-29T07:00:00.000Z' },
    {
      date: '2026-10-25',
      time: '02:30',
      timeZone: 'Europe/Stockholm',
      at: '2026-10-25T00:30:00.000Z',
      change: 'overlap',
    }, // the first
    { date: '2026-10-25', time: '09:00', timeZone: 'Europe/Stockholm', at: '2026-10-25T08:00:00.000Z' },
    {
      date: '2026-03-08',
      time: '02:30',
      timeZone: 'America/New_York',
      at: '2026-03-08T07:30:00.000Z',
      change: 'gap',
    },
    {
      date: '2026-11-01',
      time: '01:30',
      timeZone: 'America/New_York',
      at: '2026-11-01T05:30:00.000Z',
      change: 'overlap',
    },
    {
      date: '2026-10-04',
      time: '02:15',
      timeZone: 'Australia/Lord_Howe',
      at: '2026-10-03T15:45:00.000Z',
      change: 'gap',
    }, // of half an hour
    { date: '2026-06-04', time: '09:00', timeZone: 'Asia/Kolkata', at: '2026-06-04T03:30:00.000Z' },
    { date: '2026-06-04', time: '00:00', timeZone: 'Europe/Stockholm', at: '2026-06-03T22:00:00.000Z' }, // midnight
    {
      date: '2026-04-24',
      time: '00:00',
      timeZone: 'Africa/Cairo',
      at: '2026-04-23T22:00:00.000Z',
      change: 'gap',
    }, // midnight inside a gap
    {
      date: '2011-12-30',
      time: '09:00',
      timeZone: 'Pacific/Apia',
      at: '2011-12-30T19:00:00.000Z',
      change: 'gap',
    }, // a day that never was
  ])('$date $time in $timeZone', ({ date, time, timeZone, at, change }) => {
    const clockMs = Temporal.PlainTime.from(time)
      .since(Temporal.PlainTime.from('00:00'))
      .total('millisecond');
    expect(isoOf(zoneOf(timeZone).instantOf(dayOf(date), clockMs))).toBe(at);
    expect(zoneOf(timeZone).changeAt(dayOf(date), clockMs)).toBe(change ?? null);
  });
});

describe('the day is the one in the zone', () => {
  test.each([
    { timeZone: 'Europe/Stockholm', at: '2026-06-04T21:59:59.999Z', day: '2026-06-04' }, // a moment before midnight
    { timeZone: 'Europe/Stockholm', at: '2026-06-04T22:00:00.000Z', day: '2026-06-05' }, // midnight
    { timeZone: 'Asia/Kolkata', at: '2026-06-04T18:29:59.999Z', day: '2026-06-04' }, // half-hour zone
    { timeZone: 'Asia/Kolkata', at: '2026-06-04T18:30:00.000Z', day: '2026-06-05' },
    { timeZone: 'Australia/Lord_Howe', at: '2026-06-04T13:30:00.000Z', day: '2026-06-05' },
    { timeZone: 'America/Los_Angeles', at: '2026-06-05T06:59:00.000Z', day: '2026-06-04' },
    { timeZone: 'Pacific/Kiritimati', at: '2026-06-04T10:00:00.000Z', day: '2026-06-05' },
  ])('$at in $timeZone', ({ timeZone, at, day }) => {
    expect(dateOf(zoneOf(timeZone).dayOf(msOf(at)))).toBe(day);
  });
});

test('old and new names of a zone mean the same', () => {
  const day = dayOf('2026-06-04');
  expect(zoneOf('Europe/Kiev').instantOf(day, 0)).toBe(zoneOf('Europe/Kyiv').instantOf(day, 0));
});

test('what is no zone is refused', () => {
  expect(() => zoneOf('Europe/Atlantis')).toThrow(RangeError);
});

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const instants = fc.integer({
  min: msOf('2005-01-01T00:00:00.000Z'),
  max: msOf('2040-01-01T00:00:00.000Z'),
});

describe('for all zones there are', () => {
  test('instants and clock times are those of the time-zone library', () => {
    fc.assert(
      fc.property(zones, instants, (name, ms) => {
        const known = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name);
        const zone = zoneOf(name);
        expect(isoOf(zone.wallOf(ms)).slice(0, -1)).toBe(
          known.toPlainDateTime().toString({ fractionalSecondDigits: 3 }),
        );
        const noon = known.toPlainDate().toPlainDateTime('02:30').toZonedDateTime(name);
        expect(zone.instantOf(zone.dayOf(ms), 9_000_000)).toBe(noon.epochMilliseconds);
      }),
      { numRuns: 300 },
    );
  });

  test('around each clock change, too', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: -180, max: 180 }), (name, ms, minutes) => {
        const from = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name);
        const wall = (from.getTimeZoneTransition('next') ?? from).toPlainDateTime().add({ minutes });
        const clockMs = wall.toPlainTime().since(Temporal.PlainTime.from('00:00')).total('millisecond');
        // A zone of its own, so that nothing is known of it yet.
        const found = new Zone(name).instantOf(dayOf(wall.toPlainDate().toString()), clockMs);
        expect(found).toBe(wall.toZonedDateTime(name, { disambiguation: 'compatible' }).epochMilliseconds);
      }),
      { numRuns: 300 },
    );
  });
});
