import { describe, expect, test } from 'vitest';
import { aCampaign, anEnrolment, aStep, id } from '../../../tests/support/builders.ts';
import type { Enrolment } from '../../contract/campaign.ts';
import type { Advance, EnrolmentEvent } from './advance.ts';
import { advanceEnrolment, stepsInOrder } from './advance.ts';

const campaign = aCampaign({
  days: [
    { number: 1, steps: [aStep({ id: id(51) }), aStep({ id: id(52), dueTime: '15:00' })] },
    { number: 4, steps: [aStep({ id: id(54) })] },
  ],
});

function advanced(enrolment: Enrolment, event: EnrolmentEvent): Advance {
  const result = advanceEnrolment(enrolment, campaign, event);
  if (!result.ok) throw new Error(`expected ${event.kind} to be taken, got ${result.code}`);
  return result.value;
}

const started = advanced(anEnrolment(), { kind: 'started' });
const closed = (stepId: string, closedAt: string): EnrolmentEvent => ({
  kind: 'taskClosed',
  stepId,
  closedAt,
});

test('steps stand in the order of days, numbered inside each day', () => {
  expect(
    stepsInOrder(campaign).map((placed) => [placed.step.id, placed.dayNumber, placed.stepNumber]),
  ).toEqual([
    [id(51), 1, 1],
    [id(52), 1, 2],
    [id(54), 4, 1],
  ]);
});

test('the start makes the first step a task', () => {
  expect(started.enrolment).toMatchObject({ status: 'active', currentStepId: id(51), shiftDays: 0 });
  expect(started.effects).toMatchObject([
    { type: 'createTask', dayNumber: 1, stepNumber: 1, dueAt: '2026-06-04T07:00:00.000Z' },
  ]);
});

test('a campaign without steps cannot start', () => {
  const empty = advanceEnrolment(anEnrolment(), { ...campaign, days: [] }, { kind: 'started' });
  expect(empty).toMatchObject({ ok: false, code: 'CAMPAIGN_EMPTY' });
});

test('closing a step makes the next one a task with its future due instant', () => {
  const second = advanced(started.enrolment, closed(id(51), '2026-06-04T08:00:00.000Z'));
  expect(second.enrolment.currentStepId).toBe(id(52));
  expect(second.effects).toMatchObject([
    { type: 'createTask', stepNumber: 2, dueAt: '2026-06-04T13:00:00.000Z' },
  ]);
  const third = advanced(second.enrolment, closed(id(52), '2026-06-04T14:00:00.000Z'));
  expect(third.effects).toMatchObject([
    { type: 'createTask', dayNumber: 4, dueAt: '2026-06-09T07:00:00.000Z' },
  ]);
});

test('a late completion shifts the run, and the shift stays', () => {
  const second = advanced(started.enrolment, closed(id(51), '2026-06-05T08:00:00.000Z'));
  expect(second.enrolment.shiftDays).toBe(1);
  const third = advanced(second.enrolment, closed(id(52), '2026-06-05T14:00:00.000Z'));
  expect(third.enrolment.shiftDays).toBe(1);
  expect(third.effects).toMatchObject([{ dueAt: '2026-06-10T07:00:00.000Z' }]);
});

test('after the last step the enrolment is completed', () => {
  const last = advanced(anEnrolment({ currentStepId: id(54) }), closed(id(54), '2026-06-09T08:00:00.000Z'));
  expect(last.enrolment).toMatchObject({ status: 'completed', currentStepId: null });
  expect(last.effects).toEqual([{ type: 'completeEnrolment' }]);
});

test('what is not the current step moves nothing, so that no step is made twice', () => {
  const enrolment = anEnrolment({ currentStepId: id(52) });
  expect(advanced(enrolment, closed(id(51), '2026-06-04T08:00:00.000Z'))).toEqual({ enrolment, effects: [] });
  const removed = anEnrolment({ status: 'removed', currentStepId: id(51) });
  expect(advanced(removed, closed(id(51), '2026-06-04T08:00:00.000Z')).effects).toEqual([]);
});

describe('a reopening', () => {
  const reopened = (over: Partial<Extract<EnrolmentEvent, { kind: 'taskReopened' }>> = {}) =>
    ({
      kind: 'taskReopened',
      stepId: id(51),
      shiftDays: 0,
      next: null,
      enrolledAgain: false,
      ...over,
    }) as const;
  const onSecond = anEnrolment({ currentStepId: id(52), shiftDays: 3 });

  test('takes back the untouched task of the next step, and the shift', () => {
    const back = advanced(onSecond, reopened({ next: { taskId: id(7), untouched: true } }));
    expect(back.enrolment).toEqual({ ...onSecond, currentStepId: id(51), shiftDays: 0 });
    expect(back.effects).toEqual([{ type: 'cancelTask', taskId: id(7) }]);
  });

  test('takes back the completion of the run', () => {
    const back = advanced(anEnrolment({ status: 'completed' }), reopened({ stepId: id(54) }));
    expect(back).toMatchObject({ enrolment: { status: 'active', currentStepId: id(54) }, effects: [] });
  });

  test.each([
    {
      name: 'the next step was worked on',
      enrolment: onSecond,
      event: reopened({ next: { taskId: id(7), untouched: false } }),
    },
    {
      name: 'the person is on the campaign again',
      enrolment: anEnrolment({ status: 'completed' }),
      event: reopened({ enrolledAgain: true }),
    },
    { name: 'the person was removed', enrolment: anEnrolment({ status: 'removed' }), event: reopened() },
  ])('is too late when $name', ({ enrolment, event }) => {
    expect(advanceEnrolment(enrolment, campaign, event)).toMatchObject({ ok: false, code: 'TASK_MOVED_ON' });
  });
});
