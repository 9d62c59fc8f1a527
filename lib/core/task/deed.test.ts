import { expect, test } from 'vitest';
import { aTask } from '../../../tests/support/tasks.ts';
import { actOf, dueBetween, onDay } from './deed.ts';

const timeZone = 'Europe/Stockholm';
const own = aTask({ campaignId: null, campaignName: null, stepId: null });

test.each([
  { of: 'a task of one’s own', task: own, act: 'delete' },
  { of: 'a campaign’s task', task: aTask(), act: 'skip' },
])('§8.4 deleting $of is to $act it', ({ task, act }) => {
  expect(actOf(task, { kind: 'delete' }, timeZone)).toEqual({ ok: true, value: { act } });
});

test.each(['done', 'skipped', 'cancelled'] as const)(
  '§8.4 nothing is done to a task that is %s',
  (status) => {
    expect(actOf(aTask({ status }), { kind: 'skip' }, timeZone)).toMatchObject({
      code: 'TASK_ALREADY_CLOSED',
    });
  },
);

test('§8.1 a task can be given to another user, but not a mail that leaves from its sender’s mailbox', () => {
  const deed = { kind: 'assign', to: 'user-2' } as const;
  expect(actOf(aTask(), deed, timeZone)).toEqual({ ok: true, value: { act: 'assign', to: 'user-2' } });
  expect(actOf(aTask({ automatic: 'step' }), deed, timeZone)).toMatchObject({ code: 'SEND_UNDER_WAY' });
});

test.each([
  { at: '2026-11-18T08:00:00.000Z', on: '2026-11-23', zone: timeZone, moved: '2026-11-23T08:00:00.000Z' },
  // From summer to winter time the clock time stays, not the instant.
  { at: '2026-10-24T07:00:00.000Z', on: '2026-10-26', zone: timeZone, moved: '2026-10-26T08:00:00.000Z' },
  // 02:30 does not exist on the day the clocks go forward.
  { at: '2026-03-28T01:30:00.000Z', on: '2026-03-29', zone: timeZone, moved: '2026-03-29T01:30:00.000Z' },
  // What is late on the evening here is early in the morning there.
  {
    at: '2026-11-18T20:00:00.000Z',
    on: '2026-11-20',
    zone: 'Asia/Kolkata',
    moved: '2026-11-19T20:00:00.000Z',
  },
])('§8.1 due $at, moved to $on in $zone it keeps its clock time', ({ at, on, zone, moved }) => {
  expect(onDay(at, on, zone)).toBe(moved);
});

test('§8.2 a date range counts both its days, where the user is', () => {
  expect(dueBetween({ from: '2026-11-18', to: '2026-11-19' }, timeZone)).toEqual({
    since: '2026-11-17T23:00:00.000Z',
    before: '2026-11-19T23:00:00.000Z',
  });
  expect(dueBetween({}, timeZone)).toEqual({ since: null, before: null });
});
