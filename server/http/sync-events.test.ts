import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Database } from '../db/open.ts';
import type { Nudges } from '../sync/nudges.ts';
import type { CallContext } from './handlers.ts';
import { syncEvents } from './sync-events.ts';

/** Nudges by hand. */
function aBell() {
  const listeners = new Map<string, Set<() => void>>();
  const nudges: Nudges = {
    subscribe(workspaceId, changed) {
      const those = listeners.get(workspaceId) ?? new Set();
      listeners.set(workspaceId, those.add(changed));
      return () => void those.delete(changed);
    },
    stop: async () => listeners.clear(),
  };
  const ring = (workspaceId: string) => {
    for (const changed of listeners.get(workspaceId) ?? []) changed();
  };
  return { nudges, ring, count: () => [...listeners.values()].reduce((sum, those) => sum + those.size, 0) };
}

// The stream reads nothing of the context but the workspace.
const context: CallContext = {
  db: {} as Database,
  workspaceId: 'w1',
  userId: 'u1',
  role: 'user',
  tokenId: null,
  now: new Date(0),
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open(bell: ReturnType<typeof aBell>, stop = new AbortController()) {
  const response = syncEvents(bell.nudges)(context, stop.signal);
  if (!response.body) throw new Error('expected a stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  return { response, reader, stop, read: async () => (await reader.read()).value };
}

test('says at once that it stands, then each change of its workspace, a burst of them once', async () => {
  const bell = aBell();
  const { response, read } = open(bell);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(await read()).toBe(': welcome\n\n');
  for (const workspaceId of ['w1', 'w2', 'w1', 'w1']) bell.ring(workspaceId);
  await vi.advanceTimersByTimeAsync(100);
  expect(await read()).toBe('event: changed\ndata:\n\n');
  bell.ring('w2');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await read()).toBe(': still here\n\n');
});

test('ends when the server stops, and forgets its listener', async () => {
  const bell = aBell();
  const { reader, stop, read } = open(bell);
  await read();
  expect(bell.count()).toBe(1);
  bell.ring('w1');
  stop.abort();
  expect(await reader.read()).toEqual({ done: true, value: undefined });
  expect([bell.count(), vi.getTimerCount()]).toEqual([0, 0]);
});

test('forgets its listener when the caller goes', async () => {
  const bell = aBell();
  const { reader, read } = open(bell);
  await read();
  await reader.cancel();
  expect([bell.count(), vi.getTimerCount()]).toEqual([0, 0]);
});

test('ends at once when the server is stopping already', async () => {
  const bell = aBell();
  const stop = new AbortController();
  stop.abort();
  const { reader, read } = open(bell, stop);
  expect(await read()).toBe(': welcome\n\n');
  expect((await reader.read()).done).toBe(true);
  expect(bell.count()).toBe(0);
});
