import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ComposeSignal } from '../../contract/compose.ts';
import { MessagingError } from '../../messaging/wire.ts';
import { SignalQueue } from './signal-queue.ts';

const pressed: ComposeSignal = { type: 'pressed' };
const gone: ComposeSignal = { type: 'gone', afterPress: true };
const content = (subject: string): ComposeSignal => ({ type: 'content', to: [], cc: [], bcc: [], subject });

let life: AbortController;
let stored: string[];
let failures: Error[];
let reported: unknown[];
let queue: SignalQueue;

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  [stored, failures, reported] = [[], [], []];
  queue = new SignalQueue(store, life.signal, (error) => reported.push(error));
});
afterEach(() => vi.useRealTimers());

async function store(sessionId: string, signal: ComposeSignal): Promise<void> {
  const failure = failures.shift();
  if (failure) throw failure;
  stored.push(`${sessionId} ${signal.type === 'content' ? signal.subject : signal.type}`);
}
const unanswered = () => new MessagingError('unanswered', 'the worker was stopped');
const refused = () => new MessagingError('refused', 'not this');

test('a stopped worker is asked again until it has stored the signal, and the order stays', async () => {
  failures = Array.from({ length: 12 }, unanswered);
  queue.push('a', pressed);
  queue.push('a', gone);
  await vi.advanceTimersByTimeAsync(180_000);
  expect(stored).toEqual(['a pressed', 'a gone']);
  expect(reported).toEqual([]);
});

test('one session that cannot be told does not hold up another', async () => {
  failures = [unanswered()];
  queue.push('a', pressed);
  queue.push('b', pressed);
  await vi.advanceTimersByTimeAsync(0);
  expect(stored).toEqual(['b pressed']);
  await vi.advanceTimersByTimeAsync(300);
  expect(stored).toEqual(['b pressed', 'a pressed']);
});

test('a signal that is refused again and again is given up, said, and what follows still goes', async () => {
  failures = Array.from({ length: 8 }, refused);
  queue.push('a', pressed);
  queue.push('a', gone);
  await vi.advanceTimersByTimeAsync(180_000);
  expect(stored).toEqual(['a gone']);
  expect(reported).toHaveLength(1);
});

test('of contents that wait only the last is told', async () => {
  failures = [unanswered()];
  for (const subject of ['one', 'two', 'three', 'four']) queue.push('a', content(subject));
  queue.push('a', pressed);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stored).toEqual(['a four', 'a pressed']);
});

test('a press does not wait for what is on its way: the page may be gone before that is acknowledged', async () => {
  const acknowledge: (() => void)[] = [];
  const told: string[] = [];
  const slow = new SignalQueue(
    (_, signal) => {
      told.push(signal.type === 'content' ? signal.subject : signal.type);
      return new Promise<void>((resolve) => acknowledge.push(resolve));
    },
    life.signal,
    (error) => reported.push(error),
  );
  slow.push('a', content('one'));
  slow.push('a', content('two'));
  expect(told).toEqual(['one']);
  slow.push('a', pressed);
  expect(told).toEqual(['one', 'two', 'pressed']);
  slow.push('a', gone);
  for (const acknowledged of acknowledge) acknowledged();
  await vi.advanceTimersByTimeAsync(0);
  expect(told, 'each once, in order').toEqual(['one', 'two', 'pressed', 'gone']);
});

test('a press that failed ahead of its turn is told again in it', async () => {
  const told: string[] = [];
  const failing = new SignalQueue(
    async (_, signal) => {
      told.push(signal.type);
      if (told.length <= 2) throw unanswered();
    },
    life.signal,
    (error) => reported.push(error),
  );
  failing.push('a', content('one'));
  failing.push('a', pressed);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual(['content', 'pressed', 'content', 'pressed']);
});

test('a page that comes back does not wait out the delay', async () => {
  failures = Array.from({ length: 8 }, unanswered);
  queue.push('a', pressed);
  await vi.advanceTimersByTimeAsync(10_000);
  failures = [];
  queue.hurry();
  await vi.advanceTimersByTimeAsync(0);
  expect(stored).toEqual(['a pressed']);
});

test('after the end nothing is tried any more', async () => {
  failures = Array.from({ length: 3 }, unanswered);
  queue.push('a', pressed);
  await vi.advanceTimersByTimeAsync(0);
  life.abort();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stored).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
