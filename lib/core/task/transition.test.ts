import { describe, expect, test } from 'vitest';
import { aCompletion, aTask, id } from '../../../tests/support/builders.ts';
import type { Action } from '../../contract/sync.ts';
import type { SendProof, Task } from '../../contract/task.ts';
import { applyAction } from './transition.ts';

const skip: Action = {
  kind: 'task.skip',
  id: id(101),
  taskId: id(1),
  actedAt: '2026-11-23T09:05:00.000Z',
  baseVersion: 1,
};
const snooze: Action = { ...skip, kind: 'task.snooze', id: id(102), until: '2026-11-24T08:00:00.000Z' };
const reopen = (undoes: string): Action => ({ ...skip, kind: 'task.reopen', id: id(103), undoes });
const proof: SendProof = {
  site: 'gmail',
  account: 'me@example.com',
  sentAt: '2026-11-23T09:00:00.000Z',
  to: ['anna@example.com'],
  cc: [],
  bcc: [],
  subject: 'Hej',
  ids: { thread: 't1' },
  evidence: 'network',
};

function applied(task: Task, action: Action): Task {
  const result = applyAction(task, action);
  if (!result.ok) throw new Error(`expected ${action.kind} to be applied, got ${result.code}`);
  return result.value;
}

const done = applied(aTask(), aCompletion({ outcome: { note: 'asked for a quote', proof } }));
const skipped = applied(aTask(), skip);
const cancelled = aTask({ status: 'cancelled', closedAt: '2026-11-23T09:00:00.000Z' });

test('complete keeps outcome, moment and action, and raises the version', () => {
  expect(done).toEqual({
    ...aTask(),
    status: 'done',
    outcome: { note: 'asked for a quote', proof },
    closedAt: '2026-11-23T09:00:00.000Z',
    closedByAction: id(100),
    version: 2,
  });
});

test('skip closes without an outcome', () => {
  expect(skipped).toMatchObject({ status: 'skipped', outcome: null, closedByAction: id(101), version: 2 });
});

test('snooze moves the due instant, also back to the past, since that takes a snooze back', () => {
  const later = applied(aTask(), snooze);
  expect(later).toEqual({ ...aTask(), dueAt: '2026-11-24T08:00:00.000Z', version: 2 });
  const back = applied(later, { ...snooze, id: id(104), until: aTask().dueAt });
  expect(back).toEqual({ ...aTask(), version: 3 });
});

test('reopen empties what the closing had written', () => {
  expect(applied(done, reopen(id(100)))).toEqual({ ...aTask(), version: 3 });
  expect(applied(skipped, reopen(id(101)))).toEqual({ ...aTask(), version: 3 });
});

test('complete, reopen, complete with another action closes again', () => {
  const again = applied(applied(done, reopen(id(100))), aCompletion({ id: id(110) }));
  expect(again).toMatchObject({ status: 'done', closedByAction: id(110), version: 4 });
});

describe('refused', () => {
  const other = aCompletion({ id: id(111), outcome: { proof } });
  test.each([
    { name: 'complete after done', task: done, action: other, code: 'TASK_ALREADY_CLOSED' },
    { name: 'complete after skip', task: skipped, action: other, code: 'TASK_ALREADY_CLOSED' },
    { name: 'complete after cancelled', task: cancelled, action: other, code: 'TASK_ALREADY_CLOSED' },
    { name: 'skip after done', task: done, action: skip, code: 'TASK_ALREADY_CLOSED' },
    { name: 'snooze after done', task: done, action: snooze, code: 'TASK_ALREADY_CLOSED' },
    { name: 'reopen what is open', task: aTask(), action: reopen(id(100)), code: 'TASK_NOT_CLOSED' },
    {
      name: 'reopen what another action closed',
      task: done,
      action: reopen(id(999)),
      code: 'TASK_ALREADY_CLOSED',
    },
    {
      name: 'reopen what the campaign cancelled',
      task: cancelled,
      action: reopen(id(100)),
      code: 'TASK_ALREADY_CLOSED',
    },
  ] as const)('$name', ({ task, action, code }) => {
    expect(applyAction(task, action)).toMatchObject({ ok: false, code });
  });
});

test('the closing action may come again and changes nothing, not even the version', () => {
  expect(applied(done, aCompletion({ outcome: { note: 'asked for a quote', proof } }))).toBe(done);
  expect(applied(skipped, skip)).toBe(skipped);
});

test('an action on another task is a defect, not an outcome', () => {
  expect(() => applyAction(aTask(), aCompletion({ taskId: id(9) }))).toThrow(RangeError);
});
