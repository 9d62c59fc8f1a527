import { describe, expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import { aCall, aMail, aRun, daysOf, localTimes, underHostZones } from '../../../tests/support/plans.ts';
import { planRun } from './plan-run.ts';
import type { Happening } from './run.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const startAt = '2026-06-04T06:00:00.000Z';
const done = (step: number, at: string): Happening => ({ stepId: id(step), kind: 'done', at });
const working = { skipWeekends: true };

describe('without delay', () => {
  const campaign = daysOf({ 1: [aCall(1)], 3: [aCall(2)] }, working);

  test('the first step stands on day 1 at its clock time', () => {
    expect(planRun(campaign, aRun({ startAt })).steps[0]).toMatchObject({
      at: '2026-06-04T07:00:00.000Z',
      countedAt: '2026-06-04T07:00:00.000Z',
      shiftDays: 0,
      moves: [],
      waitsFor: null,
    });
  });

  test('a weekend on the way is told', () => {
    expect(planRun(campaign, aRun({ startAt })).steps[1]).toMatchObject({
      at: '2026-06-08T07:00:00.000Z',
      moves: [{ rule: 'weekends', from: '2026-06-06T07:00:00.000Z', to: '2026-06-08T07:00:00.000Z' }],
    });
  });

  test('finishing early does not pull the next day forward', () => {
    const happened = [done(1, '2026-06-04T06:10:00.000Z')];
    expect(localTimes(campaign, aRun({ startAt, happened }))[1]).toBe('06-08 09:00');
  });

  test('a task whose clock time is over at the start is due at once', () => {
    const afternoon = aRun({ startAt: '2026-06-04T12:30:00.000Z' });
    expect(planRun(campaign, afternoon).steps[0]?.moves).toEqual([
      { rule: 'timePassed', from: '2026-06-04T07:00:00.000Z', to: '2026-06-04T12:30:00.000Z' },
    ]);
  });
});

underHostZones('§4.3 after a late completion', () => {
  test.each([
    {
      name: 'a later day that is still ahead stays',
      day: 5,
      closedAt: '2026-06-05T08:00:00.000Z',
      at: '06-10 09:00',
      shiftDays: 0,
    },
    {
      name: 'the next day never meets the day of completion',
      day: 2,
      closedAt: '2026-06-05T06:00:00.000Z',
      at: '06-08 09:00',
      shiftDays: 1,
    },
    {
      name: 'a planned day that is over moves behind the completion',
      day: 2,
      closedAt: '2026-06-10T08:00:00.000Z',
      at: '06-11 09:00',
      shiftDays: 4,
    },
    {
      name: 'completion at the weekend leads to Monday',
      day: 2,
      closedAt: '2026-06-06T08:00:00.000Z',
      at: '06-08 09:00',
      shiftDays: 1,
    },
    {
      name: 'a moment before midnight is still that day',
      day: 2,
      closedAt: '2026-06-04T21:59:59.000Z',
      at: '06-05 09:00',
      shiftDays: 0,
    },
    {
      name: 'midnight is the next one',
      day: 2,
      closedAt: '2026-06-04T22:00:00.000Z',
      at: '06-08 09:00',
      shiftDays: 1,
    },
  ])('$name', ({ day, closedAt, at, shiftDays }) => {
    const campaign = daysOf({ 1: [aCall(1)], [day]: [aCall(2)] }, working);
    const run = aRun({ startAt, happened: [done(1, closedAt)] });
    expect(localTimes(campaign, run)[1]).toBe(at);
    expect(planRun(campaign, run).steps[1]?.shiftDays).toBe(shiftDays);
  });

  test.each([
    {
      name: 'its time still ahead',
      dueTime: '15:00',
      closedAt: '2026-06-04T12:00:00.000Z',
      at: '06-04 15:00',
      shiftDays: 0,
    },
    {
      name: 'its time over: at once',
      dueTime: '09:00',
      closedAt: '2026-06-04T12:00:00.000Z',
      at: '06-04 14:00',
      shiftDays: 0,
    },
    {
      name: 'finished two days later',
      dueTime: '15:00',
      closedAt: '2026-06-08T12:00:00.000Z',
      at: '06-08 15:00',
      shiftDays: 2,
    },
    {
      name: 'finished on Saturday',
      dueTime: '09:00',
      closedAt: '2026-06-06T12:00:00.000Z',
      at: '06-08 09:00',
      shiftDays: 2,
    },
  ])('the same day, $name', ({ dueTime, closedAt, at, shiftDays }) => {
    const campaign = daysOf({ 1: [aCall(1), aMail(2, { dueTime })] }, working);
    const run = aRun({ startAt, happened: [done(1, closedAt)] });
    expect(localTimes(campaign, run)[1]).toBe(at);
    expect(planRun(campaign, run).steps[1]?.shiftDays).toBe(shiftDays);
  });

  const campaign = daysOf({ 1: [aCall(1)], 2: [aMail(2)], 4: [aMail(3)], 9: [aMail(4)] }, working);
  const late = aRun({ startAt, happened: [done(1, '2026-06-10T08:00:00.000Z')] });

  test('§4.3 shifts: the gaps between later steps are kept: the run is shifted', () => {
    expect(localTimes(campaign, late).slice(1)).toEqual(['06-11 09:00', '06-15 09:00', '06-22 09:00']);
    const moves = planRun(campaign, late).steps.map((step) => step.moves.map((move) => move.rule));
    expect(moves.slice(1)).toEqual([['late'], ['weekends', 'shifted'], ['weekends', 'shifted']]);
  });

  test('§4.3 original dates: kept, they move only what would meet the completion', () => {
    const kept = { ...late, timing: { keepDates: true } };
    expect(localTimes(campaign, kept).slice(1)).toEqual(['06-11 09:00', '06-12 09:00', '06-16 09:00']);
    expect(planRun(campaign, kept).steps.map((step) => step.shiftDays)).toEqual([0, 0, 0, 0]);
  });

  test('two emails of different days never collapse onto one day, with original dates neither', () => {
    const days = daysOf({ 1: [aCall(1)], 2: [aMail(2)], 3: [aMail(3)], 4: [aMail(4)] });
    const run = aRun({
      startAt,
      happened: [done(1, '2026-07-01T08:00:00.000Z')],
      timing: { keepDates: true },
    });
    expect(localTimes(days, run).slice(1)).toEqual(['07-02 09:00', '07-03 09:00', '07-04 09:00']);
  });
});

describe('§4.3 waits: what stands behind a task', () => {
  const campaign = daysOf({ 1: [aMail(1), aCall(2)], 2: [aMail(3)], 3: [aCall(4)], 4: [aMail(5)] });

  test('the steps behind an open task wait for it; until it is closed theirs is the soonest instant', () => {
    const plan = planRun(campaign, aRun());
    expect(plan.steps.map((step) => step.waitsFor)).toEqual([null, null, id(2), id(2), id(2)]);
    expect(localTimes(campaign)).toEqual([
      '06-04 09:00',
      '06-04 09:00',
      '06-05 09:00',
      '06-06 09:00',
      '06-07 09:00',
    ]);
  });

  test('once it is closed they wait for the next one', () => {
    const plan = planRun(campaign, aRun({ happened: [done(2, '2026-06-04T09:00:00.000Z')] }));
    expect(plan.steps.map((step) => step.waitsFor)).toEqual([null, null, null, null, id(4)]);
  });

  test.each(['skipped', 'passed'] as const)('§8.4: a task that was %s lets the run go on', (kind) => {
    const happened = [{ stepId: id(2), kind, at: '2026-06-05T09:00:00.000Z' }];
    const third = planRun(campaign, aRun({ happened })).steps[2];
    expect(third).toMatchObject({ at: '2026-06-06T07:00:00.000Z', waitsFor: null });
  });

  test('a mail of the same day waits for the task before it', () => {
    const sameDay = daysOf({ 1: [aCall(1, { dueTime: '12:00' }), aMail(2, { dueTime: '10:00' })] });
    expect(localTimes(sameDay)).toEqual(['06-04 12:00', '06-04 12:00']);
  });

  test('S6: a task that is waited for at most N days says until when, in days that count', () => {
    const waits = aCall(1, { wait: { days: 3, next: 'goOn' } });
    const [call, mail] = planRun(daysOf({ 1: [waits], 2: [aMail(2)] }, working), aRun()).steps;
    expect(call?.until).toBe('2026-06-09T07:00:00.000Z');
    expect(mail?.waitsFor).toBe(id(1));
  });

  test('§8.4: without such a limit the run waits for ever', () => {
    expect(planRun(campaign, aRun()).steps.map((step) => step.until)).toEqual([null, null, null, null, null]);
  });

  test('S6: the latest instant of what follows is that of a task passed by at its limit', () => {
    const days = daysOf({ 1: [aCall(1, { wait: { days: 3, next: 'goOn' } })], 2: [aMail(2)] }, working);
    const at = planRun(days, aRun()).steps[0]?.until ?? '';
    const latest = aRun({ happened: [{ stepId: id(1), kind: 'passed', at }] });
    expect(localTimes(days, latest)[1]).toBe('06-10 09:00');
  });

  test('a task that is done after the run has gone on without it moves nothing any more', () => {
    const happened: Happening[] = [
      { stepId: id(2), kind: 'passed', at: '2026-06-05T09:00:00.000Z' },
      done(2, '2026-06-20T09:00:00.000Z'),
    ];
    expect(localTimes(campaign, aRun({ happened }))[2]).toBe('06-06 09:00');
  });
});

test.each([0, 1.5])('day %d is refused', (number) => {
  const campaign = { ...daysOf({ 1: [aCall(1)] }), days: [{ number, steps: [aCall(1)] }] };
  expect(() => planRun(campaign, aRun())).toThrow(
    `dayNumber: expected a whole number of 1 or more, got ${number}`,
  );
});
