import { expect, test } from 'vitest';
import { aCall, aMail, aRun, daysOf, localTimes, underHostZones } from '../../../tests/support/plans.ts';
import type { LaunchTiming } from '../../contract/schedule.ts';
import { planRun } from '../schedule/plan-run.ts';
import { pastTimes } from './past-times.ts';
import { overAtStart, readStart, type StartWish } from './start-wish.ts';

/** Thursday, 12:00 in Stockholm. */
const now = new Date('2026-06-04T10:00:00.000Z');
const timeZone = 'Europe/Stockholm';
const noon: StartWish = {
  start: 'now',
  local: '2026-06-04T09:00',
  zone: 'sender',
  keepDates: false,
  past: null,
};
const clock = { now, timeZone, recipientZones: [] };
const early = aMail(2, { dueTime: '00:30' });
const opening = aMail(1, { send: 'choose_at_launch' });

underHostZones('§3.4 any step: a time of day 1 that is over is asked about', () => {
  test.each([
    { name: 'a mail after one that leaves now', days: { 1: [opening, early] }, over: ['Mail 2 00:30'] },
    {
      name: 'after one that has a time, too, and leaves now',
      days: { 1: [aMail(1), early] },
      over: ['Mail 2 00:30'],
    },
    {
      name: 'after a call whose time is over',
      days: { 1: [aCall(1, { title: 'Call', dueTime: '09:00' }), early] },
      over: ['Call 09:00', 'Mail 2 00:30'],
    },
    {
      name: 'after a call that is still to come',
      days: { 1: [aCall(1, { dueTime: '14:00' }), early] },
      over: [],
    },
    {
      name: 'two of them, and one still to come',
      days: { 1: [opening, early, aMail(3, { dueTime: '11:59' }), aMail(4, { dueTime: '12:00' })] },
      over: ['Mail 2 00:30', 'Mail 3 11:59'],
    },
    { name: 'tasks alone', days: { 1: [aCall(1), aCall(2, { dueTime: '00:30' })] }, over: [] },
    { name: 'a mail of another day', days: { 1: [opening], 2: [early] }, over: [] },
    {
      name: 'a mail that takes the time of another',
      days: { 1: [opening, aMail(2, { send: 'same_time_as_previous', dueTime: '00:30' })] },
      over: [],
    },
  ])('$name', ({ days, over }) => {
    const campaign = daysOf(days);
    const found = overAtStart(noon, campaign, clock);
    expect(found.map(({ title, clock }) => `${title} ${clock}`)).toEqual(over);
    const isAsked = over.length > 0;
    expect(readStart(noon, campaign, clock).ok).toBe(!isAsked);
    const answered = readStart({ ...noon, past: 'nextDay' }, campaign, clock);
    if (!answered.ok) throw new Error(`expected it to be said, still asked: ${answered.asks}`);
    expect(answered.value.timing?.pastTime).toBe(isAsked ? 'nextDay' : undefined);
  });

  test('in strict order a mail that waits for a later one of its day is not over', () => {
    const days = { 1: [aMail(1, { dueTime: '14:00' }), early] };
    const beginning = { startAt: now.toISOString(), timeZone, opening: '14:00' };
    expect(pastTimes(daysOf(days, { strictOrder: true }), beginning)).toEqual([]);
    expect(pastTimes(daysOf(days, { strictOrder: false }), beginning)).toHaveLength(1);
  });

  test('where day 1 is put off by a weekend nothing is over yet', () => {
    const saturday = new Date('2026-06-06T10:00:00.000Z');
    const campaign = (skipWeekends: boolean) => daysOf({ 1: [opening, early] }, { skipWeekends });
    expect(overAtStart(noon, campaign(true), { ...clock, now: saturday })).toEqual([]);
    expect(overAtStart(noon, campaign(false), { ...clock, now: saturday })).toHaveLength(1);
  });

  test('a start still to come is asked about, too, and keeps its moment', () => {
    const wish: StartWish = { ...noon, start: 'at', local: '2026-06-05T14:00', past: 'nextDay' };
    const campaign = daysOf({ 1: [opening, early] });
    expect(readStart({ ...wish, past: null }, campaign, clock)).toEqual({ ok: false, asks: 'past' });
    expect(readStart(wish, campaign, clock)).toEqual({
      ok: true,
      value: { startAt: '2026-06-05T12:00:00.000Z', timing: { firstTime: '14:00', pastTime: 'nextDay' } },
    });
  });

  test('each is asked about by the clock of its day, also where that changed in the night', () => {
    // 02:30 is skipped in the night to 29 March: that clock time is 03:30.
    const campaign = daysOf({ 1: [opening, aMail(2, { dueTime: '02:30' })] });
    const at = (startAt: string) => pastTimes(campaign, { startAt, timeZone, opening: null }).length;
    expect([at('2026-03-29T01:29:00.000Z'), at('2026-03-29T01:31:00.000Z')]).toEqual([0, 1]);
  });

  test('a first mail that leaves at once moves nothing; one whose time is over does, with all later days', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '09:00' }), early], 2: [aMail(3)] });
    const timing = { startNow: true, pastTime: 'nextDay' } as const;
    const run = aRun({ startAt: now.toISOString(), timing });
    expect(localTimes(campaign, run)).toEqual(['06-04 12:00', '06-05 00:30', '06-06 09:00']);
    const reasons = planRun(campaign, run).steps.map(({ moves }) => moves.map(({ rule }) => rule));
    expect(reasons.slice(0, 2)).toEqual([['startNow'], ['nextDay']]);
    expect(localTimes(daysOf({ 1: [aMail(1)], 2: [aMail(3)] }), run)).toEqual(['06-04 12:00', '06-05 09:00']);
  });

  test('on the clock of each recipient it is over where they are, or not', () => {
    const at = (wish: Partial<StartWish>, ...recipientZones: (string | null)[]) =>
      readStart({ ...noon, zone: 'recipient', ...wish }, campaign, { ...clock, recipientZones });
    const campaign = daysOf({ 1: [opening, aMail(2, { dueTime: '09:00' })] });
    const now6 = ['America/New_York'];
    expect(at({}, ...now6)).toEqual({ ok: true, value: { timing: { startNow: true, zone: 'recipient' } } });
    for (const zones of [[null], ['America/New_York', 'Asia/Tokyo']])
      expect(at({}, ...zones)).toEqual({ ok: false, asks: 'past' });
    // 09:00 is over here, and still to come in New York.
    const one = daysOf({ 1: [opening] });
    const nine: StartWish = { ...noon, zone: 'recipient', start: 'at', local: '2026-06-04T09:00' };
    const told = { ok: true, value: { timing: { firstTime: '09:00', zone: 'recipient' } } };
    expect(readStart(nine, one, { ...clock, recipientZones: now6 })).toEqual(told);
    // 14:00 is still to come here, and over in Tokyo.
    const two = { ...nine, local: '2026-06-04T14:00' };
    expect(overAtStart(two, one, { ...clock, recipientZones: ['Asia/Tokyo', null] })).toEqual([
      { title: 'Mail 1', clock: '14:00' },
    ]);
    const answered = readStart({ ...two, past: 'nextDay' }, one, {
      ...clock,
      recipientZones: ['Asia/Tokyo'],
    });
    expect(answered).toEqual({
      ok: true,
      value: {
        startAt: '2026-06-04T12:00:00.000Z',
        timing: { firstTime: '14:00', pastTime: 'nextDay', zone: 'recipient' },
      },
    });
  });

  test.each([
    { days: { 1: [opening, early] } },
    { days: { 1: [aCall(1, { dueTime: '09:00' }), early] } },
    { days: { 1: [aCall(1, { dueTime: '14:00' }), early] } },
    { days: { 1: [opening, aMail(2, { dueTime: '14:00' })] } },
  ])('it is asked where the answer moves a mail: $days', ({ days }) => {
    const campaign = daysOf(days);
    const isAsked = overAtStart(noon, campaign, clock).length > 0;
    const mailAt = (timing: LaunchTiming) =>
      planRun(campaign, aRun({ startAt: now.toISOString(), timing })).steps[1]?.at;
    const started = { startNow: true } as const;
    expect(mailAt({ ...started, pastTime: 'now' }) !== mailAt({ ...started, pastTime: 'nextDay' })).toBe(
      isAsked,
    );
  });
});
