import { expect, test } from 'vitest';
import { aTask, idOf } from '../../../tests/support/tasks.ts';
import type { Step } from '../../contract/campaign.ts';
import type { EnrolmentEffect } from '../campaign/advance.ts';
import { addUpConsequences, type ForetoldTask } from './consequences.ts';

const step: Step = {
  id: idOf('step', 2),
  type: 'call',
  title: 'Ring',
  details: '',
  email: null,
  dueTime: '09:00',
};
const next = (dueAt: string, automatic = false): EnrolmentEffect => ({
  type: 'createTask',
  step,
  dayNumber: 3,
  stepNumber: 1,
  dueAt,
  moves: [],
  automatic,
  until: null,
});
const closed = (effects: EnrolmentEffect[], over: Partial<ForetoldTask> = {}): ForetoldTask => ({
  task: aTask(),
  act: { act: 'skip' },
  effects,
  isCurrent: true,
  ...over,
});

test('§8.4 runs that go on to the same step are told together, from when to when', () => {
  const said = addUpConsequences(
    { kind: 'skip' },
    [
      closed([next('2026-11-20T08:00:00.000Z')]),
      closed([next('2026-11-19T08:00:00.000Z')]),
      closed([{ type: 'completeEnrolment' }]),
    ],
    [],
  );
  expect(said).toMatchObject({ tasks: 3, ending: 1, leaving: 0 });
  expect(said.goingOn).toMatchObject([
    { stepTitle: 'Ring', runs: 2, firstAt: '2026-11-19T08:00:00.000Z', lastAt: '2026-11-20T08:00:00.000Z' },
  ]);
});

test('§8.4 mails that will leave by themselves are counted apart from tasks of the same campaign', () => {
  const at = '2026-11-20T08:00:00.000Z';
  const said = addUpConsequences({ kind: 'complete' }, [closed([next(at, true)]), closed([next(at)])], []);
  expect(said.goingOn.map(({ automatic, runs }) => [automatic, runs])).toEqual([
    [true, 1],
    [false, 1],
  ]);
  expect(said.leaving).toBe(1);
});

test.each([
  { kind: 'complete', act: { act: 'complete' }, said: { stopped: 1, unsent: 1 } },
  { kind: 'skip', act: { act: 'skip' }, said: { stopped: 1, unsent: 0 } },
  { kind: 'delete', act: { act: 'skip' }, said: { stopped: 1, skippedInstead: 1 } },
  {
    kind: 'move',
    on: '2026-11-20',
    act: { act: 'move', dueAt: '2026-11-20T08:00:00.000Z' },
    said: { stopped: 0, movedMails: 1, waiting: 0 },
  },
] as const)('a mail that would leave by itself, to $kind: $said', ({ act, said, ...deed }) => {
  const automatic = closed([], { act, task: aTask({ automatic: 'step' }) });
  expect(addUpConsequences(deed as Parameters<typeof addUpConsequences>[0], [automatic], [])).toMatchObject(
    said,
  );
});

test('moving a task lets its run wait; giving it away leaves the run where it is', () => {
  const move = { act: 'move', dueAt: '2026-11-20T08:00:00.000Z' } as const;
  const moved = addUpConsequences({ kind: 'move', on: '2026-11-20' }, [closed([], { act: move })], []);
  expect(moved).toMatchObject({ waiting: 1, ending: 0, goingOn: [] });
  const deed = { kind: 'assign', to: 'user-2' } as const;
  const given = [
    closed([], { act: { act: 'assign', to: 'user-2' } }),
    closed([], { act: { act: 'assign', to: 'user-2' }, task: aTask({ campaignId: null }) }),
  ];
  expect(addUpConsequences(deed, given, [])).toMatchObject({ tasks: 2, handedOver: 1, waiting: 0 });
});
