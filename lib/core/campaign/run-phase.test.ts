import { expect, test } from 'vitest';
import type { RunUnderWay } from '../../contract/person-context.ts';
import { type RunPhase, runPhase } from './run-phase.ts';

const now = new Date('2026-06-04T10:00:00.000Z');
const began = '2026-06-04T06:00:00.000Z';
const later = '2026-06-05T06:00:00.000Z';
const automatic = { automatic: true, trouble: false };
const waiting = { task: automatic, sending: false, heldUntil: null };

test.each([
  ['scheduledStart', later, waiting],
  ['waitingTime', began, waiting],
  ['waitingTurn', began, waiting, now.toISOString()],
  ['waitingTime', began, { ...waiting, task: null }, now.toISOString()],
  ['waitingTask', began, { ...waiting, task: { automatic: false, trouble: false } }],
  ['sending', began, { ...waiting, sending: true }],
  ['paused', began, { ...waiting, heldUntil: later }],
  ['waitingTime', began, { ...waiting, heldUntil: now.toISOString() }],
  ['pausedError', began, { ...waiting, heldUntil: later, task: { automatic: false, trouble: true } }],
] as [RunPhase, string, RunUnderWay, string?][])('§7.4 a run is %s', (phase, startAt, run, dueAt = later) => {
  expect(runPhase(startAt, run, dueAt, now)).toBe(phase);
});
