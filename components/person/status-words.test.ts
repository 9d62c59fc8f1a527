import '../../tests/support/speak-english.ts';
import { describe, expect, test } from 'vitest';
import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import { aRun } from '../../tests/support/person-pane.ts';
import { statusWords } from './Runs.tsx';

const clock = { now: new Date('2026-11-18T09:00:00.000Z'), timeZone: 'Europe/Stockholm' };
const [before, after] = ['2026-11-16T08:00:00.000Z', '2026-11-20T08:00:00.000Z'];
const idle = { task: null, sending: false, heldUntil: null };
const task = { automatic: false, trouble: false };
const mail = { automatic: true, trouble: false };

describe('§7.4 states: a run says what it does, waits for, or how it has ended', () => {
  test.each<{ words: string; run: Partial<EnrolmentContext> }>([
    { words: 'Starts later', run: { startAt: after, underWay: idle } },
    { words: 'Running: waits for its time', run: { underWay: { ...idle, task: mail }, nextDueAt: after } },
    {
      words: 'Running: the email waits for its turn',
      run: { underWay: { ...idle, task: mail }, nextDueAt: before },
    },
    { words: 'Running: waits for a task', run: { underWay: { ...idle, task } } },
    { words: 'Running: sending', run: { underWay: { ...idle, task: mail, sending: true } } },
    { words: 'Paused', run: { underWay: { ...idle, task: mail, heldUntil: after } } },
    { words: 'Stuck: needs you', run: { underWay: { ...idle, task: { ...task, trouble: true } } } },
    { words: 'Completed', run: { status: 'completed' } },
    { words: 'Ended: replied', run: { status: 'replied' } },
    { words: 'Ended: success', run: { status: 'success' } },
    { words: 'Ended: address dead', run: { status: 'bounced' } },
    { words: 'Ended: wants no more mail', run: { status: 'unsubscribed' } },
    { words: 'Taken off', run: { status: 'removed' } },
    { words: 'Stopped', run: { status: 'stopped' } },
  ])('“$words”', ({ words, run }) => {
    expect(statusWords(aRun({ startAt: before, ...run }), clock)).toBe(words);
  });
});
