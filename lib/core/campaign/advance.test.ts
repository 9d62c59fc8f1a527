import { describe, expect, test } from 'vitest';
import { aCampaign, anEnrolment, aStep, id } from '../../../tests/support/builders.ts';
import { aMail, daysOf } from '../../../tests/support/plans.ts';
import type { Campaign, Enrolment } from '../../contract/campaign.ts';
import { planRun } from '../schedule/plan-run.ts';
import type { Happening } from '../schedule/run.ts';
import type { Advance, EnrolmentEvent } from './advance.ts';
import { advanceEnrolment } from './advance.ts';

const campaign = aCampaign({
  days: [
    { number: 1, steps: [aStep({ id: id(51) }), aStep({ id: id(52), dueTime: '15:00' })] },
    { number: 4, steps: [aStep({ id: id(54) })] },
  ],
});

const planned = (happened: Happening[] = []) =>
  planRun(campaign, { startAt: anEnrolment().startAt, timeZone: anEnrolment().timeZone, happened });

function advanced(enrolment: Enrolment, event: EnrolmentEvent): Advance {
  const result = advanceEnrolment(enrolment, event);
  if (!result.ok) throw new Error(`expected ${event.kind} to be taken, got ${result.code}`);
  return result.value;
}

const started = advanced(anEnrolment(), { kind: 'started', plan: planned() });
const done = (stepId: string, at: string): Happening => ({ stepId, kind: 'done', at });
const closed = (stepId: string, closedAt: string, before: Happening[] = []): EnrolmentEvent => ({
  kind: 'taskClosed',
  stepId,
  closedAt,
  plan: planned([...before, done(stepId, closedAt)]),
});

test('the start makes the first step a task', () => {
  expect(started.enrolment).toMatchObject({ status: 'active', currentStepId: id(51) });
  expect(started.effects).toMatchObject([
    { type: 'createTask', dayNumber: 1, stepNumber: 1, dueAt: '2026-06-04T07:00:00.000Z' },
  ]);
});

test('a campaign without steps cannot start', () => {
  const plan = { steps: [], leftOut: [] };
  const empty = advanceEnrolment(anEnrolment(), { kind: 'started', plan });
  expect(empty).toMatchObject({ ok: false, code: 'CAMPAIGN_EMPTY' });
});

test('§4.3 one at a time, §8.4 completing: closing a step makes the next one a task with its future due instant', () => {
  const second = advanced(started.enrolment, closed(id(51), '2026-06-04T08:00:00.000Z'));
  expect(second.enrolment.currentStepId).toBe(id(52));
  expect(second.effects).toMatchObject([
    { type: 'createTask', stepNumber: 2, dueAt: '2026-06-04T13:00:00.000Z' },
  ]);
  const third = advanced(
    second.enrolment,
    closed(id(52), '2026-06-04T14:00:00.000Z', [done(id(51), '2026-06-04T08:00:00.000Z')]),
  );
  expect(third.effects).toMatchObject([
    { type: 'createTask', dayNumber: 4, dueAt: '2026-06-09T07:00:00.000Z' },
  ]);
});

test('a late completion shifts the run, and the shift stays', () => {
  const second = advanced(started.enrolment, closed(id(51), '2026-06-05T08:00:00.000Z'));
  const late = [done(id(51), '2026-06-05T08:00:00.000Z')];
  const third = advanced(second.enrolment, closed(id(52), '2026-06-05T14:00:00.000Z', late));
  expect(third.effects).toMatchObject([{ dueAt: '2026-06-10T07:00:00.000Z' }]);
});

/** Which steps come, in which order and when, if each is closed when it is due. */
function lived(mails: Pick<Campaign, 'days' | 'settings'>): string[] {
  const { startAt, timeZone } = anEnrolment();
  const happened: Happening[] = [];
  const plan = () => planRun(mails, { startAt, timeZone, happened });
  const made: string[] = [];
  let now = advanced(anEnrolment(), { kind: 'started', plan: plan() });
  for (let [effect] = now.effects; effect?.type === 'createTask'; [effect] = now.effects) {
    const { step, dueAt } = effect;
    made.push(`${step.title} ${dueAt}`);
    happened.push(done(step.id, dueAt));
    now = advanced(now.enrolment, { kind: 'taskClosed', stepId: step.id, closedAt: dueAt, plan: plan() });
  }
  expect(now.enrolment.status).toBe('completed');
  return made;
}

test('§3.3 in turn, S4: the second email of day 1 goes at the start, and the first one at its time after it', () => {
  const mails = daysOf({
    1: [aMail(1, { dueTime: '14:00' }), aMail(2, { send: 'same_time_as_previous' })],
    2: [aMail(3, { dueTime: '09:00' })],
  });
  expect(lived(mails)).toEqual([
    `Mail 2 ${anEnrolment().startAt}`,
    'Mail 1 2026-06-04T12:00:00.000Z',
    'Mail 3 2026-06-05T07:00:00.000Z',
  ]);
});

test('S5: the mail at 09:30 goes before the one in front of it at 16:00, not with strict order', () => {
  const mails = daysOf({
    1: [aMail(1, { dueTime: '09:30' })],
    2: [aMail(2, { dueTime: '16:00' }), aMail(3, { send: 'same_time_as_previous' })],
  });
  const first = 'Mail 1 2026-06-04T07:30:00.000Z';
  expect(lived(mails)).toEqual([first, 'Mail 3 2026-06-05T07:30:00.000Z', 'Mail 2 2026-06-05T14:00:00.000Z']);
  const strict = { ...mails, settings: { ...mails.settings, strictOrder: true } };
  expect(lived(strict)).toEqual([
    first,
    'Mail 2 2026-06-05T14:00:00.000Z',
    'Mail 3 2026-06-05T14:00:00.000Z',
  ]);
});

test('a task in between is waited for, whatever the mail behind it is planned for', () => {
  const mails = daysOf({
    1: [aMail(1, { dueTime: '14:00' }), aStep({ id: id(60), title: 'Call', dueTime: '15:00' }), aMail(2)],
  });
  expect(lived(mails).map((line) => line.split(' 2026')[0])).toEqual(['Mail 1', 'Call', 'Mail 2']);
});

test('a step that the campaign no longer has was the last', () => {
  const gone = advanced(anEnrolment({ currentStepId: id(9) }), closed(id(9), '2026-06-04T08:00:00.000Z'));
  expect(gone.enrolment.status).toBe('completed');
});

test('§7.1 last step: after the last step the enrolment is completed', () => {
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
      next: null,
      enrolledAgain: false,
      ...over,
    }) as const;
  const onSecond = anEnrolment({ currentStepId: id(52) });

  test('takes back the untouched task of the next step', () => {
    const back = advanced(onSecond, reopened({ next: { taskId: id(7), untouched: true } }));
    expect(back.enrolment).toEqual({ ...onSecond, currentStepId: id(51) });
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
    { name: 'the person has replied', enrolment: anEnrolment({ status: 'replied' }), event: reopened() },
    { name: 'the run was a success', enrolment: anEnrolment({ status: 'success' }), event: reopened() },
    { name: 'a manager stopped it', enrolment: anEnrolment({ status: 'stopped' }), event: reopened() },
  ])('is too late when $name', ({ enrolment, event }) => {
    expect(advanceEnrolment(enrolment, event)).toMatchObject({ ok: false, code: 'TASK_MOVED_ON' });
  });
});
