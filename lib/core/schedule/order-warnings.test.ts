import { expect, test } from 'vitest';
import { id } from '../../../tests/support/builders.ts';
import { aCall, aMail, aRun, daysOf, localTimes } from '../../../tests/support/plans.ts';
import { orderWarnings } from './order-warnings.ts';
import { planRun } from './plan-run.ts';

const sameTime = { send: 'same_time_as_previous' } as const;
const s3 = daysOf({ 1: [aMail(1, { send: 'choose_at_launch' }), aMail(2, sameTime)] });
const s4 = daysOf({ 1: [aMail(1, { dueTime: '14:00' }), aMail(2, sameTime)] });
const s5 = daysOf({
  1: [aMail(1, { dueTime: '09:30' })],
  2: [aMail(2, { dueTime: '16:00' }), aMail(3, sameTime)],
});

test('S3: warned of, with the instant of the example', () => {
  expect(orderWarnings(s3, aRun())).toEqual([
    { kind: 'atStart', stepId: id(2), at: '2026-06-04T07:00:00.000Z' },
  ]);
});

test('§3.3 warnings, S4: warned of, with both instants', () => {
  expect(orderWarnings(s4, aRun())).toEqual([
    { kind: 'atStart', stepId: id(2), at: '2026-06-04T07:00:00.000Z' },
    {
      kind: 'reversed',
      stepId: id(2),
      at: '2026-06-04T07:00:00.000Z',
      before: { stepId: id(1), at: '2026-06-04T12:00:00.000Z' },
    },
  ]);
});

test('S5: warned of, with both instants', () => {
  expect(orderWarnings(s5, aRun())).toEqual([
    {
      kind: 'reversed',
      stepId: id(3),
      at: '2026-06-05T07:30:00.000Z',
      before: { stepId: id(2), at: '2026-06-05T14:00:00.000Z' },
    },
  ]);
});

test('nothing is said where order holds', () => {
  const plain = daysOf({ 1: [aMail(1), aCall(2)], 2: [aMail(3, sameTime)] });
  expect(orderWarnings(plain, aRun())).toEqual([]);
});

test.each([
  { name: 'S4', campaign: s4, times: ['06-04 14:00', '06-04 14:00'], place: 1 },
  { name: 'S5', campaign: s5, times: ['06-04 09:30', '06-05 16:00', '06-05 16:00'], place: 2 },
])(
  '$name with strict order: right after the step before, told, and no warning',
  ({ campaign, times, place }) => {
    const strict = { ...campaign, settings: { ...campaign.settings, strictOrder: true } };
    expect(localTimes(strict)).toEqual(times);
    expect(planRun(strict, aRun()).steps[place]?.moves.at(-1)?.rule).toBe('strictOrder');
    expect(orderWarnings(strict, aRun())).toEqual([]);
  },
);

test('§3.3 strict order: not before the step before has really left', () => {
  const strict = { ...s4, settings: { ...s4.settings, strictOrder: true } };
  const happened = [{ stepId: id(1), kind: 'done', at: '2026-06-04T12:03:20.000Z' }] as const;
  expect(localTimes(strict, aRun({ happened }))[1]).toBe('06-04 14:03:20');
});
