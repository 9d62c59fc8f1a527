// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { whenIdle } from './when-idle.ts';

const waiting = new Map<number, () => void>();
let limit: number | undefined;
vi.stubGlobal('requestIdleCallback', (run: () => void, options: IdleRequestOptions) => {
  limit = options.timeout;
  waiting.set(1, run);
  return 1;
});
vi.stubGlobal('cancelIdleCallback', (id: number) => waiting.delete(id));
afterEach(() => waiting.clear());

test('R15 every site: starts when the page rests, and is kept waiting for half a second at most', () => {
  const start = vi.fn();
  whenIdle(start, new AbortController().signal);
  expect(start).not.toHaveBeenCalled();
  expect(limit).toBe(500);
  waiting.get(1)?.();
  expect(start).toHaveBeenCalledOnce();
});

test('a script that has to go before it began never begins', () => {
  const start = vi.fn();
  const life = new AbortController();
  whenIdle(start, life.signal);
  life.abort();
  expect(waiting.size).toBe(0);
  expect(start).not.toHaveBeenCalled();
});
