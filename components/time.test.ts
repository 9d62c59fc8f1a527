import '../tests/support/speak-english.ts';
import { expect, test } from 'vitest';
import {
  dayAndTime,
  dayAndTimeWithin,
  placeOf,
  shortDay,
  shortTime,
  shortTimeWithin,
  theirTime,
} from './time.ts';

const clock = { now: new Date('2026-11-18T10:00:00Z'), timeZone: 'Europe/Stockholm' };
/** Some ICU data writes a narrow no-break space before AM and PM. */
const plain = (text: string): string => text.replace(/\u202f/g, ' ');

test.each([
  ['2026-11-18T13:30:00Z', '2:30 PM'],
  ['2026-11-17T23:30:00Z', '12:30 AM'], // today in Stockholm, though yesterday in UTC
  ['2026-11-17T13:30:00Z', 'Yesterday 2:30 PM'],
  ['2026-11-19T08:00:00Z', 'Tomorrow 9:00 AM'],
  ['2026-11-23T08:00:00Z', 'Mon 9:00 AM'],
  ['2026-11-16T08:00:00Z', 'Mon 9:00 AM'],
  ['2027-11-25T08:00:00Z', 'Nov 25, 2027 9:00 AM'],
  ['2026-12-31T23:30:00Z', 'Jan 1, 2027 12:30 AM'], // another year in Stockholm only
  ['2026-11-25T08:00:00Z', 'Nov 25 9:00 AM'], // a week on its weekday would be read as today
])('%s is written %s', (at, text) => {
  expect(plain(shortTime(at, clock))).toBe(text);
});

test('a day of 25 hours is one day', () => {
  const before = { now: new Date('2026-10-24T10:00:00Z'), timeZone: 'Europe/Stockholm' };
  expect(plain(shortTime('2026-10-25T21:00:00Z', before))).toBe('Tomorrow 10:00 PM');
});

test('of what is days late only the day is written', () => {
  expect(shortDay('2026-11-17T13:30:00Z', clock)).toBe('Yesterday');
  expect(shortDay('2026-11-16T08:00:00Z', clock)).toBe('Mon');
});

test('today is said where no heading says it', () => {
  expect(plain(dayAndTime('2026-11-18T13:30:00Z', clock))).toBe('Today 2:30 PM');
});

test('in the middle of a sentence a day is a word like others, and a name stays one', () => {
  expect(plain(dayAndTimeWithin('2026-11-18T13:30:00Z', clock))).toBe('today 2:30 PM');
  expect(plain(dayAndTimeWithin('2026-11-19T08:00:00Z', clock))).toBe('tomorrow 9:00 AM');
  expect(plain(dayAndTimeWithin('2026-11-23T08:00:00Z', clock))).toBe('Mon 9:00 AM');
  expect(plain(shortTimeWithin('2026-11-18T13:30:00Z', clock))).toBe('2:30 PM');
  expect(plain(shortTimeWithin('2026-11-17T13:30:00Z', clock))).toBe('yesterday 2:30 PM');
});

test.each([
  ['America/New_York', { time: '8:30 AM', place: 'New York' }],
  ['Asia/Kolkata', { time: '7:00 PM', place: 'Kolkata' }],
  ['Europe/Paris', null], // the same clock by another name
  [null, null],
])('the time of %s is written out only when it differs', (zone, expected) => {
  const theirs = theirTime('2026-11-18T13:30:00Z', zone, clock.timeZone);
  expect(theirs && { ...theirs, time: plain(theirs.time) }).toEqual(expected);
});

test('zones differ for two weeks in spring when the clocks do not change together', () => {
  expect(plain(theirTime('2026-03-16T13:30:00Z', 'America/New_York', 'Europe/Stockholm')?.time ?? '')).toBe(
    '9:30 AM',
  );
});

test('a place is the last part of the zone', () => {
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});
