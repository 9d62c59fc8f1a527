import { describe, expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import {
  aCall,
  aMail,
  aRun,
  calendarOf,
  daysOf,
  localTime,
  localTimes,
  underHostZones,
} from '../../../tests/support/plans.ts';
import type { SendWindow } from '../../contract/schedule.ts';
import { planRun } from './plan-run.ts';

const office: SendWindow = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', zone: 'recipient' };
const rulesOf = (...args: Parameters<typeof planRun>) =>
  planRun(...args).steps.map((step) => step.moves.map((move) => move.rule));

underHostZones('send window', () => {
  test.each([
    { dueTime: '07:59', times: ['06-04 09:00'], startAt: '2026-06-04T07:00:00.000Z' }, // over at the start: now
    { dueTime: '16:59', times: ['06-04 16:59'], startAt: '2026-06-04T04:00:00.000Z' },
    { dueTime: '17:00', times: ['06-05 08:00'], startAt: '2026-06-04T04:00:00.000Z' }, // the end is not part of it
    { dueTime: '07:59', times: ['06-04 08:00'], startAt: '2026-06-04T04:00:00.000Z' },
    { dueTime: '18:00', times: ['06-08 08:00'], startAt: '2026-06-05T04:00:00.000Z' }, // Friday evening
  ])('on the sender’s clock, $dueTime', ({ dueTime, times, startAt }) => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime })] }, { window: { ...office, zone: 'sender' } });
    expect(localTimes(campaign, aRun({ startAt, recipientZone: 'Asia/Tokyo' }))).toEqual(times);
  });

  test('on the recipient’s clock: the night there is waited for', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '10:00' })] }, { window: office });
    const run = aRun({ recipientZone: 'America/New_York' });
    const [mail] = planRun(campaign, run).steps;
    expect(localTime(mail?.at ?? '', 'America/New_York')).toBe('06-04 08:00');
    expect(mail?.moves).toEqual([
      { rule: 'window', from: '2026-06-04T08:00:00.000Z', to: '2026-06-04T12:00:00.000Z' },
    ]);
  });

  test('who has no known zone is taken to live in the sender’s', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '19:00' })] }, { window: office });
    expect(localTimes(campaign, aRun({ recipientZone: null }))).toEqual(['06-05 08:00']);
  });

  test('tasks have no window: people work when they work', () => {
    const campaign = daysOf({ 1: [aCall(1, { dueTime: '19:00' })] }, { window: office });
    expect(localTimes(campaign)).toEqual(['06-04 19:00']);
  });

  test('“Start now” and what was set by hand leave at any time', () => {
    const campaign = daysOf({ 1: [aMail(1)], 2: [aMail(2)] }, { window: office });
    const happened = [{ stepId: id(2), kind: 'scheduled', at: '2026-06-06T20:00:00.000Z' }] as const;
    const run = aRun({ startAt: '2026-06-04T19:30:00.000Z', timing: { startNow: true }, happened });
    expect(localTimes(campaign, run)).toEqual(['06-04 21:30', '06-06 22:00']);
  });

  test('two mails of different days that wait for the same Tuesday do not leave on one day', () => {
    const tuesdays: SendWindow = { ...office, weekdays: [2, 3] };
    const campaign = daysOf({ 1: [aMail(1)], 2: [aMail(2)], 3: [aMail(3)] }, { window: tuesdays });
    expect(localTimes(campaign)).toEqual(['06-09 08:00', '06-10 09:00', '06-16 08:00']);
  });

  test('an opening time that a clock change leaves out becomes the next one that is inside', () => {
    const night: SendWindow = { weekdays: [7, 1], from: '02:00', to: '02:30', zone: 'sender' };
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '02:10' })] }, { window: night });
    const run = aRun({ startAt: '2026-03-28T22:00:00.000Z' }); // Saturday evening before the change
    expect(localTimes(campaign, run)).toEqual(['03-30 02:00']);
  });
});

underHostZones('holidays', () => {
  const settings = { skipWeekends: true, holidays: ['recipient', 'sender', 'company'] as const };
  const days = daysOf({ 1: [aMail(1)], 2: [aMail(2)], 3: [aMail(3)] });
  const campaign = { ...days, settings: { ...days.settings, ...settings, holidays: [...settings.holidays] } };
  const holidays = {
    sender: calendarOf('2026-06-05'),
    company: calendarOf('2026-06-08'),
    recipient: calendarOf('2026-06-09', '2026-06-10'),
  };

  test('are days that do not count, like weekends, and each is told by whose it is', () => {
    const run = aRun({ holidays });
    expect(localTimes(campaign, run)).toEqual(['06-04 09:00', '06-11 09:00', '06-12 09:00']);
    expect(rulesOf(campaign, run)).toEqual([
      [],
      ['senderHolidays', 'companyHolidays', 'recipientHolidays'],
      ['weekends', 'senderHolidays', 'companyHolidays', 'recipientHolidays'],
    ]);
  });

  test.each([
    { whose: ['sender'] as const, second: '06-08 09:00' },
    { whose: ['company'] as const, second: '06-05 09:00' },
    { whose: [] as const, second: '06-05 09:00' },
  ])('count for $whose only', ({ whose, second }) => {
    const only = { ...campaign, settings: { ...campaign.settings, holidays: [...whose] } };
    expect(localTimes(only, aRun({ holidays }))[1]).toBe(second);
  });

  test('a mail that leaves on one day and arrives on another’s holiday there moves on', () => {
    const evening = daysOf({ 1: [aMail(1, { dueTime: '23:00' })] }, { holidays: ['recipient'] });
    const run = aRun({ recipientZone: 'Asia/Tokyo', holidays: { recipient: calendarOf('2026-06-05') } });
    expect(localTimes(evening, run)).toEqual(['06-06 23:00']);
    expect(rulesOf(evening, run)).toEqual([['recipientHolidays']]);
  });

  test('“Start now” wins over a holiday', () => {
    const run = aRun({ startAt: '2026-06-05T08:00:00.000Z', holidays, timing: { startNow: true } });
    expect(localTimes(campaign, run)).toEqual(['06-05 10:00', '06-12 09:00', '06-15 09:00']);
  });
});

describe('clock changes', () => {
  const campaign = daysOf({ 1: [aMail(1, { dueTime: '02:30' })], 2: [aMail(2, { dueTime: '02:30' })] });

  test.each([
    { name: 'gap', startAt: '2026-03-27T23:30:00.000Z', at: '2026-03-29T01:30:00.000Z' },
    { name: 'overlap', startAt: '2026-10-23T22:00:00.000Z', at: '2026-10-25T00:30:00.000Z' },
  ])('a clock time in a $name is said to be one', ({ name, startAt, at }) => {
    const [before, changed] = planRun(campaign, aRun({ startAt })).steps;
    expect(before?.time.change).toBeNull();
    expect(changed).toMatchObject({ at, time: { clock: '02:30', change: name } });
  });

  test.each([
    {
      name: 'spring, Stockholm',
      startAt: '2026-03-27T08:00:00.000Z',
      timeZone: 'Europe/Stockholm',
      at: '2026-03-30T07:00:00.000Z',
    },
    {
      name: 'autumn, Stockholm',
      startAt: '2026-10-23T07:00:00.000Z',
      timeZone: 'Europe/Stockholm',
      at: '2026-10-26T08:00:00.000Z',
    },
    {
      name: 'none, half-hour zone',
      startAt: '2026-10-23T03:30:00.000Z',
      timeZone: 'Asia/Kolkata',
      at: '2026-10-26T03:30:00.000Z',
    },
  ])('over a change the clock time stays: $name', ({ startAt, timeZone, at }) => {
    const second = daysOf({ 2: [aMail(1)] }, { skipWeekends: true });
    expect(planRun(second, aRun({ startAt, timeZone })).steps[0]?.at).toBe(at);
  });
});

describe('holds', () => {
  const campaign = daysOf({ 1: [aMail(1)], 2: [aMail(2)], 4: [aCall(3)] }, { skipWeekends: true });
  const hold = { from: '2026-06-05T00:00:00.000Z', until: '2026-06-09T12:00:00.000Z' };

  test('G8, G20: nothing of a run falls into a hold; what follows keeps its gaps', () => {
    const run = aRun({ holds: [hold] });
    expect(localTimes(campaign, run)).toEqual(['06-04 09:00', '06-09 14:00', '06-11 09:00']);
    expect(rulesOf(campaign, run)[1]).toEqual(['held']);
  });

  test('one hold after another', () => {
    const next = { from: hold.until, until: '2026-06-11T06:00:00.000Z' };
    expect(localTimes(campaign, aRun({ holds: [next, hold] }))).toEqual([
      '06-04 09:00',
      '06-11 09:00',
      '06-15 09:00',
    ]);
  });
});

describe('§3, G4: the late guard', () => {
  test('a step’s own goes before the campaign’s; tasks have none', () => {
    const campaign = daysOf({ 1: [aMail(1), aMail(2, { lateHours: 2 }), aCall(3)] }, { lateHours: 24 });
    expect(planRun(campaign, aRun()).steps.map((step) => step.until)).toEqual([
      '2026-06-05T07:00:00.000Z',
      '2026-06-04T09:00:00.000Z',
      null,
    ]);
  });
});

describe('G27: edits while a run goes on', () => {
  test('a step that was put in before where the person stands is left out', () => {
    const campaign = daysOf({ 1: [aMail(1), aMail(9)], 2: [aMail(2)], 3: [aMail(3)] });
    const happened = [
      { stepId: id(1), kind: 'done', at: '2026-06-04T07:00:00.000Z' },
      { stepId: id(2), kind: 'done', at: '2026-06-05T07:00:00.000Z' },
    ] as const;
    const plan = planRun(campaign, aRun({ happened }));
    expect(plan.leftOut).toEqual([id(9)]);
    expect(plan.steps.map((step) => step.step.id)).toEqual([id(1), id(2), id(3)]);
  });

  test('of the day where they stand one that was left out is, when that was said', () => {
    const campaign = daysOf({ 1: [aMail(1), aMail(9), aMail(2)] });
    const happened = [{ stepId: id(9), kind: 'leftOut', at: '2026-06-04T07:00:00.000Z' }] as const;
    expect(planRun(campaign, aRun({ happened })).leftOut).toEqual([id(9)]);
  });

  test('what happened to a step that is no more changes nothing', () => {
    const campaign = daysOf({ 1: [aMail(1)] });
    const happened = [{ stepId: id(7), kind: 'done', at: '2026-06-09T07:00:00.000Z' }] as const;
    expect(planRun(campaign, aRun({ happened }))).toEqual(planRun(campaign, aRun()));
  });
});
