import { expect, test } from 'vitest';
import { findStandIn, keptFromStandIn, partsMet, type StandIn } from './stand-in.ts';

test.each([
  { step: { type: 'call' }, kept: null },
  { step: { type: 'inmail' }, kept: null },
  { step: { type: 'custom' }, kept: null },
  { step: { type: 'email' }, kept: null },
  { step: { type: 'email', send: 'manual_task' }, kept: null },
  { step: { type: 'email', send: 'manual_task', followUp: true }, kept: 'followUp' },
  { step: { type: 'email', send: 'fixed_time' }, kept: 'automatic' },
  { step: { type: 'email', send: 'same_time_as_previous', followUp: true }, kept: 'automatic' },
] as const)('a step $step stays with its sender: $kept', ({ step, kept }) => {
  expect(keptFromStandIn(step)).toBe(kept);
});

const standIn: StandIn = {
  absenceId: 'absence',
  userId: 'bo',
  standInId: 'alva',
  from: '2026-06-07T22:00:00.000Z',
  until: '2026-06-12T22:00:00.000Z',
};
const inside = { assigneeId: 'bo', dueAt: '2026-06-09T07:00:00.000Z', automatic: false };

test.each([
  { what: 'due in it', task: inside, found: true },
  { what: 'due at its first moment', task: { ...inside, dueAt: standIn.from }, found: true },
  { what: 'due before it', task: { ...inside, dueAt: '2026-06-07T21:59:59.999Z' }, found: false },
  { what: 'due at the return', task: { ...inside, dueAt: standIn.until }, found: false },
  { what: 'of somebody else', task: { ...inside, assigneeId: 'cia' }, found: false },
  { what: 'that leaves by itself', task: { ...inside, automatic: true }, found: false },
])('a task $what goes to the stand-in: $found', ({ task, found }) => {
  expect(findStandIn([standIn], task, null)).toBe(found ? standIn : null);
});

test('a follow-up is nobody else’s', () => {
  expect(findStandIn([standIn], inside, { type: 'email', followUp: true })).toBeNull();
});

test('in which parts two absences meet', () => {
  const week = { from: '2026-06-08T00:00:00.000Z', until: '2026-06-13T00:00:00.000Z' };
  const others = [
    { from: '2026-06-01T00:00:00.000Z', until: '2026-06-08T00:00:00.000Z' },
    { from: '2026-06-05T00:00:00.000Z', until: '2026-06-09T00:00:00.000Z' },
    { from: '2026-06-10T00:00:00.000Z', until: '2026-06-11T00:00:00.000Z' },
    { from: '2026-06-12T00:00:00.000Z', until: '2026-06-20T00:00:00.000Z' },
  ];
  expect(partsMet(week, others)).toEqual([
    { from: week.from, until: '2026-06-09T00:00:00.000Z' },
    others[2],
    { from: '2026-06-12T00:00:00.000Z', until: week.until },
  ]);
});
