import { describe, expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import { aCall, aMail, aRun, daysOf, underHostZones } from '../../../tests/support/plans.ts';
import type { Step } from '../../contract/campaign.ts';
import { planRun } from '../schedule/plan-run.ts';
import type { Happening } from '../schedule/run.ts';
import { decide } from './decide.ts';

/** Due on Thursday 4 June 2026 at 10:00 in Stockholm. */
const dueAt = '2026-06-04T08:00:00.000Z';
const open = { stepId: id(1), dueAt };

function look(step: Partial<Step>, now: string, happened: Happening[] = []) {
  const first = step.send ? aMail(1, { dueTime: '10:00', ...step }) : aCall(1, { dueTime: '10:00', ...step });
  const campaign = daysOf({ 1: [first], 2: [aCall(2)] }, { skipWeekends: true });
  return decide(planRun(campaign, aRun({ happened })), open, new Date(now));
}

underHostZones('S6, §8.4 past due: a task that nobody closes', () => {
  test.each([
    { next: 'goOn' as const, decision: 'pass' },
    { next: 'skip' as const, decision: 'skip' },
  ])('$next after two working days, not a moment before', ({ next, decision }) => {
    const wait = { days: 2, next };
    const nextAt = '2026-06-08T08:00:00.000Z';
    expect(look({ wait }, '2026-06-08T07:59:59.999Z')).toEqual({ decision: null, nextAt });
    expect(look({ wait }, nextAt)).toEqual({ decision, nextAt: null });
  });
});

describe('G4: a mail that does not leave', () => {
  const late = { send: 'fixed_time', lateHours: 3 } as const;

  test('is held from its limit on, once', () => {
    expect(look(late, '2026-06-04T10:59:00.000Z').nextAt).toBe('2026-06-04T11:00:00.000Z');
    expect(look(late, '2026-06-04T11:00:00.000Z').decision).toBe('hold');
    const held = { stepId: id(1), kind: 'held', at: '2026-06-04T11:00:00.000Z' } as const;
    expect(look(late, '2026-06-05T11:00:00.000Z', [held])).toEqual({ decision: null, nextAt: null });
  });
});

test('§8.4 past due: without a limit, as is usual, a run waits for its task for ever', () => {
  expect(look({}, '2029-06-04T08:00:00.000Z')).toEqual({ decision: null, nextAt: null });
});
