import { describe, expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import { aCall, aMail, aRun, daysOf, localTimes, underHostZones } from '../../../tests/support/plans.ts';
import { planRun } from './plan-run.ts';

const sameTime = { send: 'same_time_as_previous' } as const;
const manual = { send: 'manual_task' } as const;

underHostZones('same time as the previous email', () => {
  test('S1: the previous email is on an earlier day: own day, its clock time', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '09:30' })], 4: [aMail(2, sameTime)] });
    expect(localTimes(campaign)).toEqual(['06-04 09:30', '06-07 09:30']);
    expect(planRun(campaign, aRun()).steps[1]?.time).toEqual({
      clock: '09:30',
      from: 'email',
      stepId: id(1),
      change: null,
    });
  });

  test('S2: the previous email is on the same day: the clock time of the earlier day’s email', () => {
    const campaign = daysOf({
      1: [aMail(1, { dueTime: '10:15' })],
      2: [aMail(2, { dueTime: '09:45' }), aMail(3, sameTime), aMail(4, sameTime)],
    });
    expect(localTimes(campaign)).toEqual(['06-04 10:15', '06-05 09:45', '06-05 10:15', '06-05 10:15']);
  });

  test('S2: of several emails of the earlier day the last one counts', () => {
    const campaign = daysOf({
      1: [aMail(1, { dueTime: '10:00' }), aMail(2, { dueTime: '11:00' })],
      2: [aMail(3, { dueTime: '12:00' }), aMail(4, sameTime)],
    });
    expect(localTimes(campaign)[3]).toBe('06-05 11:00');
  });

  test('S3: on day 1 it goes out immediately when the campaign starts', () => {
    const run = aRun({ startAt: '2026-06-04T07:12:34.567Z' });
    const campaign = daysOf({ 1: [aMail(1, { send: 'choose_at_launch' }), aMail(2, sameTime)] });
    expect(planRun(campaign, run).steps.map((step) => [step.at, step.time.from])).toEqual([
      ['2026-06-04T07:12:34.567Z', 'start'],
      ['2026-06-04T07:12:34.567Z', 'start'],
    ]);
  });

  test('S4: day-1 step 1 at 14:00, step 2 at the same time, launch 09:00: step 2 goes at 09:00, before step 1', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '14:00' }), aMail(2, sameTime)] });
    expect(localTimes(campaign)).toEqual(['06-04 14:00', '06-04 09:00']);
  });

  test('S5: day 2 step 1 at 16:00, step 2 at the same time, the day-1 mail went 09:30: step 2 at 09:30', () => {
    const campaign = daysOf({
      1: [aMail(1, { dueTime: '09:30' })],
      2: [aMail(2, { dueTime: '16:00' }), aMail(3, sameTime)],
    });
    expect(localTimes(campaign)).toEqual(['06-04 09:30', '06-05 16:00', '06-05 09:30']);
  });

  test('S6: with a call between the emails the reference is the previous email, not the previous step', () => {
    const campaign = daysOf({
      1: [aMail(1, { dueTime: '09:30' })],
      2: [aCall(2, { dueTime: '15:00' })],
      3: [aMail(3, sameTime)],
    });
    expect(localTimes(campaign)).toEqual(['06-04 09:30', '06-05 15:00', '06-06 09:30']);
  });

  describe('S7: the previous email was a task', () => {
    const campaign = daysOf({ 1: [aMail(1, { ...manual, dueTime: '09:30' })], 2: [aMail(2, sameTime)] });
    const sent = { stepId: id(1), kind: 'done', at: '2026-06-04T09:17:20.000Z' } as const;
    const scheduled = { stepId: id(1), kind: 'scheduled', at: '2026-06-04T12:40:00.000Z' } as const;

    test('the actual sent time counts', () => {
      expect(localTimes(campaign, aRun({ happened: [sent] }))[1]).toBe('06-05 11:17:20');
    });

    test('scheduled by hand: the scheduled time, and the step stays the current one until it is sent', () => {
      const plan = planRun(campaign, aRun({ happened: [scheduled] }));
      expect(plan.steps[0]).toMatchObject({ at: scheduled.at, closedAt: null });
      expect(plan.steps[0]?.moves.at(-1)?.rule).toBe('byHand');
      expect(plan.steps[1]).toMatchObject({ at: '2026-06-05T12:40:00.000Z', waitsFor: id(1) });
    });

    test('scheduled by hand and sent: still the scheduled time', () => {
      const late = { ...sent, at: '2026-06-04T12:40:09.000Z' };
      expect(localTimes(campaign, aRun({ happened: [late, scheduled] }))[1]).toBe('06-05 14:40');
    });

    test('not sent yet: the time at which it falls due, said to be uncertain', () => {
      const second = planRun(campaign, aRun()).steps[1];
      expect(second).toMatchObject({ at: '2026-06-05T07:30:00.000Z', waitsFor: id(1) });
    });
  });

  test('S8: no earlier email exists: the clock time of the campaign’s start', () => {
    const campaign = daysOf({ 1: [aCall(1, { dueTime: '15:00' })], 3: [aMail(2, sameTime)] });
    const run = aRun({ startAt: '2026-06-04T07:20:00.000Z' });
    expect(localTimes(campaign, run)).toEqual(['06-04 15:00', '06-06 09:20']);
  });

  test('S9: the launcher overrode the first email’s time: later ones follow the overridden time', () => {
    const campaign = daysOf({
      1: [aMail(1, { dueTime: '09:30' })],
      2: [aMail(2, sameTime)],
      3: [aMail(3, sameTime)],
    });
    const run = aRun({ timing: { firstTime: '13:05' } });
    expect(localTimes(campaign, run)).toEqual(['06-04 13:05', '06-05 13:05', '06-06 13:05']);
    expect(planRun(campaign, run).steps[0]?.time).toMatchObject({ clock: '13:05', from: 'launch' });
  });

  test('S10: clock times are those of the launching user’s zone, wherever the person lives', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '09:30' })], 2: [aMail(2, sameTime)] });
    const run = aRun({ timeZone: 'America/New_York', recipientZone: 'Asia/Tokyo' });
    expect(planRun(campaign, run).steps.map((step) => step.at)).toEqual([
      '2026-06-04T13:30:00.000Z',
      '2026-06-05T13:30:00.000Z',
    ]);
  });

  test('an automatic email that was sent seconds late does not make the time creep', () => {
    const campaign = daysOf({ 1: [aMail(1, { dueTime: '09:30' })], 2: [aMail(2, sameTime)] });
    const happened = [{ stepId: id(1), kind: 'done', at: '2026-06-04T07:30:47.000Z' }] as const;
    expect(localTimes(campaign, aRun({ happened }))[1]).toBe('06-05 09:30');
  });
});

underHostZones('days and steps', () => {
  test('§2.3, §4.1: a day number is a position: 3 is the third day, not three days after the step above', () => {
    const campaign = daysOf({ 1: [aMail(1)], 3: [aMail(2)], 4: [aMail(3)] });
    expect(localTimes(campaign)).toEqual(['06-04 09:00', '06-06 09:00', '06-07 09:00']);
  });

  test('§2.4: the steps of a day are numbered in their order', () => {
    const { steps } = planRun(daysOf({ 1: [aMail(1)], 2: [aCall(2), aMail(3)] }), aRun());
    expect(steps.map(({ dayNumber, stepNumber }) => [dayNumber, stepNumber])).toEqual([
      [1, 1],
      [2, 1],
      [2, 2],
    ]);
  });
});

underHostZones('§4.2 weekend table', () => {
  const numbers = [1, 2, 3, 4, 5, 10];
  const days = Object.fromEntries(numbers.map((number) => [number, [aMail(number)]]));
  const table = [
    { dayNumber: 1, sevenDays: '06-04', fiveDays: '06-04' },
    { dayNumber: 2, sevenDays: '06-05', fiveDays: '06-05' },
    { dayNumber: 3, sevenDays: '06-06', fiveDays: '06-08' },
    { dayNumber: 4, sevenDays: '06-07', fiveDays: '06-09' },
    { dayNumber: 5, sevenDays: '06-08', fiveDays: '06-10' },
    { dayNumber: 10, sevenDays: '06-13', fiveDays: '06-17' },
  ];

  test.each(table)('launch Thu 4 Jun 2026, day $dayNumber', ({ dayNumber, sevenDays, fiveDays }) => {
    const place = numbers.indexOf(dayNumber);
    expect(localTimes(daysOf(days))[place]).toBe(`${sevenDays} 09:00`);
    expect(localTimes(daysOf(days, { skipWeekends: true }))[place]).toBe(`${fiveDays} 09:00`);
  });

  test('§4.2 Saturday: launch on Saturday 6 Jun: day 1 becomes Mon 8, day 2 Tue 9', () => {
    const run = aRun({ startAt: '2026-06-06T08:00:00.000Z' });
    const campaign = daysOf({ 1: [aMail(1)], 2: [aMail(2)] }, { skipWeekends: true });
    expect(localTimes(campaign, run)).toEqual(['06-08 09:00', '06-09 09:00']);
  });

  test('§4.2 start now: “Start now” on a Saturday wins for that one email; everything after it uses working days', () => {
    const run = aRun({ startAt: '2026-06-06T08:21:00.000Z', timing: { startNow: true } });
    const campaign = daysOf({ 1: [aMail(1)], 2: [aMail(2)] }, { skipWeekends: true });
    expect(localTimes(campaign, run)).toEqual(['06-06 10:21', '06-09 09:00']);
    expect(planRun(campaign, run).steps[0]?.moves).toEqual([
      { rule: 'weekends', from: '2026-06-06T07:00:00.000Z', to: '2026-06-08T07:00:00.000Z' },
      { rule: 'startNow', from: '2026-06-08T07:00:00.000Z', to: '2026-06-06T08:21:00.000Z' },
    ]);
  });

  test('§4.2 start now, told: a mail whose time was over today is told as started at once, as it was asked for', () => {
    const startAt = '2026-06-04T08:21:00.000Z';
    const campaign = daysOf({ 1: [aMail(1)] });
    const [asked] = planRun(campaign, aRun({ startAt, timing: { startNow: true } })).steps;
    expect(asked?.moves).toEqual([{ rule: 'startNow', from: '2026-06-04T07:00:00.000Z', to: startAt }]);
    const [over] = planRun(campaign, aRun({ startAt })).steps;
    expect(over?.moves).toMatchObject([{ rule: 'timePassed', to: startAt }]);
  });

  test('§4.2 tasks: tasks skip weekends, too', () => {
    const campaign = daysOf({ 3: [aCall(1)], 4: [aMail(2, manual)] }, { skipWeekends: true });
    expect(localTimes(campaign)).toEqual(['06-08 09:00', '06-09 09:00']);
  });
});

underHostZones('§3.2 send options', () => {
  test('`choose_at_launch`: at the start, or at the time that was picked', () => {
    const campaign = daysOf({ 1: [aMail(1, { send: 'choose_at_launch', dueTime: '07:00' })] });
    expect(localTimes(campaign)).toEqual(['06-04 09:00']);
    expect(localTimes(campaign, aRun({ timing: { firstTime: '16:45' } }))).toEqual(['06-04 16:45']);
  });

  test('`fixed_time`: at its clock time on its day', () => {
    expect(localTimes(daysOf({ 1: [aMail(1, { dueTime: '14:00' })] }))).toEqual(['06-04 14:00']);
  });

  test('`manual_task`, and an email of which nothing is said: a task', () => {
    const { send: _, ...older } = aMail(2);
    const campaign = daysOf({ 1: [aMail(1, manual), older, aMail(3)] });
    expect(planRun(campaign, aRun()).steps.map((step) => step.kind)).toEqual(['task', 'task', 'send']);
  });

  test('§3.4 past time: a clock time that is over at the start: at once, or a day later with all later days', () => {
    const campaign = daysOf(
      { 1: [aMail(1, { dueTime: '08:00' })], 2: [aMail(2, { dueTime: '08:00' })] },
      { skipWeekends: true },
    );
    expect(localTimes(campaign)).toEqual(['06-04 09:00', '06-05 08:00']);
    const later = aRun({ timing: { pastTime: 'nextDay' } });
    expect(localTimes(campaign, later)).toEqual(['06-05 08:00', '06-08 08:00']);
    expect(planRun(campaign, later).steps.map((step) => step.shiftDays)).toEqual([1, 1]);
    expect(planRun(campaign, later).steps[0]?.moves.map((move) => move.rule)).toEqual(['nextDay']);
  });

  test('§3.4 own time: the override belongs to the opening email alone', () => {
    const run = aRun({ timing: { firstTime: '13:00', startNow: false } });
    expect(
      localTimes(daysOf({ 1: [aCall(1, { dueTime: '10:00' }), aMail(2, { dueTime: '11:00' })] }), run),
    ).toEqual(['06-04 10:00', '06-04 11:00']);
  });
});
