import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Run } from './calendar.ts';
import { dayOfRun, localDate } from './calendar.ts';
import { planStep } from './plan-step.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const run: Run = {
  startAt: '2026-06-04T06:00:00.000Z',
  timeZone: 'Europe/Stockholm',
  skipWeekends: true,
  shiftDays: 0,
};
const at = (dayNumber: number, dueTime = '09:00') => ({ dayNumber, dueTime });

describe('without delay', () => {
  test('the first step stands on day 1 at its clock time', () => {
    expect(planStep(run, at(1), null)).toEqual({
      dueAt: '2026-06-04T07:00:00.000Z',
      shiftDays: 0,
      moves: [],
    });
  });

  test('a weekend on the way is told', () => {
    expect(planStep(run, at(3), { dayNumber: 1, closedAt: '2026-06-04T08:00:00.000Z' })).toEqual({
      dueAt: '2026-06-08T07:00:00.000Z',
      shiftDays: 0,
      moves: [{ reason: 'weekends', from: '2026-06-06T07:00:00.000Z', to: '2026-06-08T07:00:00.000Z' }],
    });
  });

  test('finishing early does not pull the next day forward', () => {
    expect(planStep(run, at(5), { dayNumber: 2, closedAt: '2026-06-04T08:00:00.000Z' }).dueAt).toBe(
      '2026-06-10T07:00:00.000Z',
    );
  });

  test('a clock time that is over at the start means at once', () => {
    const afternoon = { ...run, startAt: '2026-06-04T12:30:00.000Z' };
    expect(planStep(afternoon, at(1), null)).toEqual({
      dueAt: '2026-06-04T12:30:00.000Z',
      shiftDays: 0,
      moves: [{ reason: 'timePassed', from: '2026-06-04T07:00:00.000Z', to: '2026-06-04T12:30:00.000Z' }],
    });
  });
});

describe('after a late completion', () => {
  test.each([
    {
      name: 'a later day that is still ahead stays',
      step: at(5),
      before: 1,
      closedAt: '2026-06-05T08:00:00.000Z',
      dueAt: '2026-06-10T07:00:00.000Z',
      shiftDays: 0,
    },
    {
      name: 'the next day never meets the day of completion',
      step: at(2),
      before: 1,
      closedAt: '2026-06-05T06:00:00.000Z',
      dueAt: '2026-06-08T07:00:00.000Z',
      shiftDays: 1,
    },
    {
      name: 'a planned day that is over moves behind the completion',
      step: at(2),
      before: 1,
      closedAt: '2026-06-10T08:00:00.000Z',
      dueAt: '2026-06-11T07:00:00.000Z',
      shiftDays: 4,
    },
    {
      name: 'completion at the weekend leads to Monday',
      step: at(2),
      before: 1,
      closedAt: '2026-06-06T08:00:00.000Z',
      dueAt: '2026-06-08T07:00:00.000Z',
      shiftDays: 1,
    },
    {
      name: 'the same day, its time still ahead',
      step: at(1, '15:00'),
      before: 1,
      closedAt: '2026-06-04T12:00:00.000Z',
      dueAt: '2026-06-04T13:00:00.000Z',
      shiftDays: 0,
    },
    {
      name: 'the same day, its time over: at once',
      step: at(1),
      before: 1,
      closedAt: '2026-06-04T12:00:00.000Z',
      dueAt: '2026-06-04T12:00:00.000Z',
      shiftDays: 0,
    },
    {
      name: 'the same day, finished two days later',
      step: at(1, '15:00'),
      before: 1,
      closedAt: '2026-06-08T12:00:00.000Z',
      dueAt: '2026-06-08T13:00:00.000Z',
      shiftDays: 2,
    },
    {
      name: 'the same day, finished on Saturday',
      step: at(1),
      before: 1,
      closedAt: '2026-06-06T12:00:00.000Z',
      dueAt: '2026-06-08T07:00:00.000Z',
      shiftDays: 2,
    },
    {
      name: 'a moment before midnight is still that day',
      step: at(2),
      before: 1,
      closedAt: '2026-06-04T21:59:59.000Z',
      dueAt: '2026-06-05T07:00:00.000Z',
      shiftDays: 0,
    },
    {
      name: 'midnight is the next one',
      step: at(2),
      before: 1,
      closedAt: '2026-06-04T22:00:00.000Z',
      dueAt: '2026-06-08T07:00:00.000Z',
      shiftDays: 1,
    },
  ])('$name', ({ step, before, closedAt, dueAt, shiftDays }) => {
    expect(planStep(run, step, { dayNumber: before, closedAt })).toMatchObject({ dueAt, shiftDays });
  });

  test('later steps keep their gaps', () => {
    const late = planStep(run, at(2), { dayNumber: 1, closedAt: '2026-06-10T08:00:00.000Z' });
    const next = planStep({ ...run, shiftDays: late.shiftDays }, at(4), {
      dayNumber: 2,
      closedAt: '2026-06-11T08:00:00.000Z',
    });
    expect(next).toMatchObject({ dueAt: '2026-06-15T07:00:00.000Z', shiftDays: 4 });
  });

  test('says that it moved because what came before was late', () => {
    expect(planStep(run, at(2), { dayNumber: 1, closedAt: '2026-06-05T06:00:00.000Z' }).moves).toEqual([
      { reason: 'late', from: '2026-06-05T07:00:00.000Z', to: '2026-06-08T07:00:00.000Z' },
    ]);
  });
});

describe('over clock changes the clock time stays', () => {
  test.each([
    {
      name: 'spring, Stockholm',
      startAt: '2026-03-27T08:00:00.000Z',
      timeZone: 'Europe/Stockholm',
      dueAt: '2026-03-30T07:00:00.000Z',
    },
    {
      name: 'autumn, Stockholm',
      startAt: '2026-10-23T07:00:00.000Z',
      timeZone: 'Europe/Stockholm',
      dueAt: '2026-10-26T08:00:00.000Z',
    },
    {
      name: 'no clock change, half-hour zone',
      startAt: '2026-10-23T03:30:00.000Z',
      timeZone: 'Asia/Kolkata',
      dueAt: '2026-10-26T03:30:00.000Z',
    },
  ])('$name', ({ startAt, timeZone, dueAt }) => {
    expect(planStep({ ...run, startAt, timeZone }, at(2), null).dueAt).toBe(dueAt);
  });
});

const hour = 3_600_000;
/** A run as people work it: each step closed some hours after it fell due (or before: negative). */
const lives = fc.record({
  start: fc.date({
    min: new Date('2025-01-01T00:00:00Z'),
    max: new Date('2028-01-01T00:00:00Z'),
    noInvalidDate: true,
  }),
  timeZone: fc.constantFrom(
    'Europe/Stockholm',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'UTC',
  ),
  skipWeekends: fc.boolean(),
  steps: fc.array(
    fc.record({
      gap: fc.nat(3),
      time: fc.constantFrom('00:00', '02:30', '09:00', '23:59'),
      delay: fc.integer({ min: -48, max: 200 }),
    }),
    { minLength: 2, maxLength: 8 },
  ),
});

test('for every run: order holds, days never meet, gaps are kept, nothing falls on a skipped weekend', () => {
  fc.assert(
    fc.property(lives, ({ start, timeZone, skipWeekends, steps }) => {
      let life: Run = { startAt: start.toISOString(), timeZone, skipWeekends, shiftDays: 0 };
      let before: { dayNumber: number; closedAt: string; dueOn: string } | null = null;
      let dayNumber = 1;
      for (const step of steps) {
        dayNumber += step.gap;
        const plan = planStep(life, { dayNumber, dueTime: step.time }, before);
        const dueOn = localDate(plan.dueAt, timeZone);
        expect(plan.shiftDays).toBeGreaterThanOrEqual(life.shiftDays);
        expect(plan.moves.at(-1)?.to ?? plan.dueAt).toBe(plan.dueAt);
        if (before) {
          expect(Date.parse(plan.dueAt)).toBeGreaterThanOrEqual(Date.parse(before.closedAt));
          if (dayNumber > before.dayNumber) expect(dueOn > localDate(before.closedAt, timeZone)).toBe(true);
        }
        const planned = dayOfRun({ ...life, shiftDays: plan.shiftDays, dayNumber });
        expect(planned >= dayOfRun({ ...life, dayNumber })).toBe(true);
        if (skipWeekends) {
          expect([0, 6]).not.toContain(new Date(`${dueOn}T12:00:00Z`).getUTCDay());
        }
        life = { ...life, shiftDays: plan.shiftDays };
        const closedAt = Math.max(
          Date.parse(plan.dueAt) + step.delay * hour,
          before ? Date.parse(before.closedAt) : start.getTime(),
        );
        before = { dayNumber, closedAt: new Date(closedAt).toISOString(), dueOn };
      }
    }),
  );
});
