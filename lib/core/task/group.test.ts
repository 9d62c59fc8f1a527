import { expect, test } from 'vitest';
import { dayBounds, dueGroup, dueNow } from './group.ts';

test.each([
  // an ordinary day
  {
    zone: 'Europe/Stockholm',
    now: '2026-11-23T09:30:00Z',
    today: '2026-11-22T23:00:00.000Z',
    tomorrow: '2026-11-23T23:00:00.000Z',
  },
  // just before and at midnight
  {
    zone: 'Europe/Stockholm',
    now: '2026-11-23T22:59:59Z',
    today: '2026-11-22T23:00:00.000Z',
    tomorrow: '2026-11-23T23:00:00.000Z',
  },
  {
    zone: 'Europe/Stockholm',
    now: '2026-11-23T23:00:00Z',
    today: '2026-11-23T23:00:00.000Z',
    tomorrow: '2026-11-24T23:00:00.000Z',
  },
  // clocks go forward: a day of 23 hours; and back: 25
  {
    zone: 'Europe/Stockholm',
    now: '2026-03-29T12:00:00Z',
    today: '2026-03-28T23:00:00.000Z',
    tomorrow: '2026-03-29T22:00:00.000Z',
  },
  {
    zone: 'Europe/Stockholm',
    now: '2026-10-25T12:00:00Z',
    today: '2026-10-24T22:00:00.000Z',
    tomorrow: '2026-10-25T23:00:00.000Z',
  },
  // the change skips midnight itself: the day begins at 01:00
  {
    zone: 'Africa/Cairo',
    now: '2026-04-24T12:00:00Z',
    today: '2026-04-23T22:00:00.000Z',
    tomorrow: '2026-04-24T21:00:00.000Z',
  },
  // half and quarter hours
  {
    zone: 'Asia/Kolkata',
    now: '2026-11-23T18:29:59Z',
    today: '2026-11-22T18:30:00.000Z',
    tomorrow: '2026-11-23T18:30:00.000Z',
  },
  {
    zone: 'Asia/Kathmandu',
    now: '2026-11-23T18:15:00Z',
    today: '2026-11-23T18:15:00.000Z',
    tomorrow: '2026-11-24T18:15:00.000Z',
  },
  // the other side of the date line
  {
    zone: 'Pacific/Auckland',
    now: '2026-11-23T11:00:00Z',
    today: '2026-11-23T11:00:00.000Z',
    tomorrow: '2026-11-24T11:00:00.000Z',
  },
])('in $zone at $now the day runs from $today to $tomorrow', ({ zone, now, today, tomorrow }) => {
  expect(dayBounds(new Date(now), zone)).toMatchObject({ today, tomorrow });
});

const bounds = dayBounds(new Date('2026-11-23T09:30:00Z'), 'Europe/Stockholm');

test.each([
  ['2026-11-22T22:59:59.999Z', 'overdue'],
  ['2026-11-22T23:00:00Z', 'today'], // without milliseconds: compared as instants, not as text
  ['2026-11-23T06:00:00.000Z', 'today'], // this morning, not yet done
  ['2026-11-23T22:59:59.999Z', 'today'],
  ['2026-11-23T23:00:00.000Z', 'tomorrow'],
  ['2026-11-24T23:00:00.000Z', 'week'],
  ['2026-11-30T22:59:59.999Z', 'week'],
  ['2026-11-30T23:00:00.000Z', 'later'],
])('due at %s is %s', (dueAt, group) => {
  expect(dueGroup(dueAt, bounds)).toBe(group);
});

test('across the clock change the seventh day still ends at its own midnight', () => {
  const autumn = dayBounds(new Date('2026-10-20T10:00:00Z'), 'Europe/Stockholm');
  expect(autumn.later).toBe('2026-10-27T23:00:00.000Z');
});

test('due now are overdue and today', () => {
  expect(dueNow({ overdue: 2, today: 3, tomorrow: 5, week: 7, later: 11 })).toBe(5);
});
