import { expect, test } from 'vitest';
import { aCall, aMail, daysOf, underHostZones } from '../../../tests/support/plans.ts';
import type { Step } from '../../contract/campaign.ts';
import { overAtStart, readStart, type StartWish, startWish } from './start-wish.ts';

/** Thursday, 12:00 in Stockholm. */
const now = new Date('2026-06-04T10:00:00.000Z');
const zone = 'Europe/Stockholm';
const clock = { now, timeZone: zone, recipientZones: [] };
const mail = aMail(1, { dueTime: '14:00' });
const call = aCall(1, { type: 'call', dueTime: '09:00' });
const only = (first: Step) => daysOf({ 1: [first] });
const wish = (over: Partial<StartWish>): StartWish => ({
  start: 'at',
  local: '2026-06-04T14:00',
  zone: 'sender',
  keepDates: false,
  past: null,
  ...over,
});

underHostZones('§3.4 always asked, X3: a new time can always be chosen at launch', () => {
  test.each([
    { first: mail, start: 'at', local: '2026-06-04T14:00' },
    { first: { ...mail, send: 'choose_at_launch' as const }, start: 'now', local: '2026-06-04T14:00' },
    { first: { ...mail, send: 'manual_task' as const }, start: 'now', local: '2026-06-04T14:00' },
    { first: call, start: 'now', local: '2026-06-04T09:00' },
  ])('prefilled with the stored time: $first.send $first.type', ({ first, start, local }) => {
    expect(startWish(first, now, zone)).toEqual({
      start,
      local,
      zone: 'sender',
      keepDates: false,
      past: null,
    });
  });

  test('today is the day where whoever launches is', () => {
    expect(startWish(mail, new Date('2026-06-04T22:30:00.000Z'), zone).local).toBe('2026-06-05T14:00');
  });

  test.each([
    { wish: wish({ start: 'now' }), first: mail, told: { timing: { startNow: true } } },
    { wish: wish({ start: 'now' }), first: call, told: { timing: {} } },
    {
      wish: wish({ local: '2026-06-05T08:15' }),
      first: mail,
      told: { startAt: '2026-06-05T06:15:00.000Z', timing: { firstTime: '08:15' } },
    },
    {
      wish: wish({ local: '2026-06-05T08:15' }),
      first: call,
      told: { startAt: '2026-06-05T06:15:00.000Z', timing: {} },
    },
    // An answer to what is not asked any more changes nothing.
    {
      wish: wish({ past: 'nextDay' }),
      first: mail,
      told: { startAt: '2026-06-04T12:00:00.000Z', timing: { firstTime: '14:00' } },
    },
    {
      wish: wish({ local: '2026-06-04T09:00', past: 'nextDay' }),
      first: mail,
      told: { timing: { firstTime: '09:00', pastTime: 'nextDay' } },
    },
    {
      wish: wish({ local: '2026-06-04T09:00', past: 'now' }),
      first: mail,
      told: { timing: { firstTime: '09:00', pastTime: 'now' } },
    },
    {
      wish: wish({ local: '2026-06-04T09:00', past: 'nextDay' }),
      first: call,
      told: { timing: { pastTime: 'nextDay' } },
    },
  ])('$wish of a $first.type is told as $told', ({ wish: wished, first, told }) => {
    expect(readStart(wished, only(first), clock)).toEqual({ ok: true, value: told });
  });

  test.each([
    { local: '', asks: 'time' },
    { local: '2026-06', asks: 'time' },
    { local: '2026-06-04T11:59', asks: 'past' },
    { local: '2026-06-01T14:00', asks: 'past' },
  ])('$local asks about: $asks', ({ local, asks }) => {
    expect(readStart(wish({ local }), only(mail), clock)).toEqual({ ok: false, asks });
    const over = overAtStart(wish({ local }), only(mail), clock);
    expect(over).toEqual(asks === 'past' ? [{ title: 'Mail 1', clock: local.slice(11) }] : []);
  });
});
