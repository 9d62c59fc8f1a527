import { expect, test } from 'vitest';
import { runPhase } from './run-phase.ts';

const now = new Date('2026-06-04T10:00:00.000Z');
const began = '2026-06-04T06:00:00.000Z';
const later = '2026-06-05T06:00:00.000Z';
const automatic = { automatic: true, trouble: false };
const waiting = { task: automatic, sending: false, heldUntil: null };

test.each([
  ['scheduledStart', later, waiting],
  ['waitingTime', began, waiting],
  ['waitingTask', began, { ...waiting, task: { automatic: false, trouble: false } }],
  ['sending', began, { ...waiting, sending: true }],
  ['paused', began, { ...waiting, heldUntil: later }],
  ['waitingTime', began, { ...waiting, heldUntil: now.toISOString() }],
  ['pausedError', began, { ...waiting, heldUntil: later, task: { automatic: false, trouble: true } }],
] as const)('§7.4 a run is %s', (phase, startAt, run) => {
  expect(runPhase(startAt, run, now)).toBe(phase);
});
