import { expect, test } from 'vitest';
import { instantToLocal, localToInstant, snoozeChoices } from './snooze.ts';

const choices = (now: string, timeZone: string): string[] =>
  snoozeChoices(new Date(now), timeZone).map(({ preset, until }) => `${preset} ${until}`);

test.each([
  [
    'Wednesday morning in Stockholm',
    '2026-11-18T08:20:00Z',
    'Europe/Stockholm',
    [
      'laterToday 2026-11-18T12:00:00.000Z',
      'tomorrow 2026-11-19T08:00:00.000Z',
      'nextMonday 2026-11-23T08:00:00.000Z',
      'inAWeek 2026-11-25T08:00:00.000Z',
    ],
  ],
  [
    'exactly on the hour is not rounded further',
    '2026-11-18T08:00:00Z',
    'UTC',
    [
      'laterToday 2026-11-18T11:00:00.000Z',
      'tomorrow 2026-11-19T09:00:00.000Z',
      'nextMonday 2026-11-23T09:00:00.000Z',
      'inAWeek 2026-11-25T09:00:00.000Z',
    ],
  ],
  [
    'in the evening nothing is left of today',
    '2026-11-18T17:30:00Z',
    'UTC',
    [
      'tomorrow 2026-11-19T09:00:00.000Z',
      'nextMonday 2026-11-23T09:00:00.000Z',
      'inAWeek 2026-11-25T09:00:00.000Z',
    ],
  ],
  [
    'on Sunday next Monday is tomorrow, offered once',
    '2026-11-22T18:00:00Z',
    'UTC',
    ['tomorrow 2026-11-23T09:00:00.000Z', 'inAWeek 2026-11-29T09:00:00.000Z'],
  ],
  [
    'on Monday next Monday is in a week, offered once',
    '2026-11-23T18:00:00Z',
    'UTC',
    ['tomorrow 2026-11-24T09:00:00.000Z', 'nextMonday 2026-11-30T09:00:00.000Z'],
  ],
  [
    'over the autumn clock change 9:00 stays 9:00',
    '2026-10-24T18:00:00Z',
    'Europe/Stockholm',
    [
      'tomorrow 2026-10-25T08:00:00.000Z',
      'nextMonday 2026-10-26T08:00:00.000Z',
      'inAWeek 2026-10-31T08:00:00.000Z',
    ],
  ],
  [
    'over the spring clock change too',
    '2026-03-28T18:00:00Z',
    'Europe/Stockholm',
    [
      'tomorrow 2026-03-29T07:00:00.000Z',
      'nextMonday 2026-03-30T07:00:00.000Z',
      'inAWeek 2026-04-04T07:00:00.000Z',
    ],
  ],
  [
    'in a zone of half hours',
    '2026-11-18T04:10:00Z',
    'Asia/Kolkata',
    [
      'laterToday 2026-11-18T07:30:00.000Z',
      'tomorrow 2026-11-19T03:30:00.000Z',
      'nextMonday 2026-11-23T03:30:00.000Z',
      'inAWeek 2026-11-25T03:30:00.000Z',
    ],
  ],
  [
    'just before midnight later today is not tomorrow',
    '2026-11-18T23:59:59Z',
    'UTC',
    [
      'tomorrow 2026-11-19T09:00:00.000Z',
      'nextMonday 2026-11-23T09:00:00.000Z',
      'inAWeek 2026-11-25T09:00:00.000Z',
    ],
  ],
])('%s', (_name, now, timeZone, expected) => {
  expect(choices(now, timeZone)).toEqual(expected);
});

test.each([
  ['2026-11-23T09:00', 'Europe/Stockholm', '2026-11-23T08:00:00.000Z'],
  ['2026-03-29T02:30', 'Europe/Stockholm', '2026-03-29T01:30:00.000Z'], // skipped by the clock change
  ['', 'Europe/Stockholm', null],
  ['tomorrow', 'UTC', null],
])('%s in %s is the instant %s', (local, timeZone, instant) => {
  expect(localToInstant(local, timeZone)).toBe(instant);
});

test('an instant is written as the picker wants it', () => {
  expect(instantToLocal('2026-11-23T08:00:00.000Z', 'Europe/Stockholm')).toBe('2026-11-23T09:00');
});
