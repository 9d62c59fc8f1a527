import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import {
  delayMs,
  messageBackOff,
  noPause,
  pauseBackOff,
  pausedLess,
  pausedLonger,
  retryAt,
} from './back-off.ts';

const now = new Date('2026-06-04T10:00:00.000Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const policy = { firstMs: 1000, longestMs: 60_000, giveUpAfterMs: 600_000 };

test('a delay lies within a quarter of the doubled one, never beyond the longest, and hangs on the seed alone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.string(), (refusals, seed) => {
      const plain = Math.min(1000 * 2 ** Math.min(refusals - 1, 40), 60_000);
      const delay = delayMs(policy, refusals, seed);
      expect(delay).toBeGreaterThanOrEqual(plain * 0.75);
      expect(delay).toBeLessThanOrEqual(plain * 1.25);
      expect(delayMs(policy, refusals, seed)).toBe(delay);
    }),
  );
});

test('a thousand mails refused together come back spread out', () => {
  const delays = Array.from({ length: 1000 }, (_, index) => delayMs(policy, 1, `send-${index}`));
  expect(new Set(delays).size).toBeGreaterThan(300);
  const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
  expect(mean).toBeGreaterThan(970);
  expect(mean).toBeLessThan(1030);
});

test.each([0, -1, 1.5, Number.NaN])('%d refusals are none', (refusals) => {
  expect(() => delayMs(policy, refusals, '')).toThrow(/^refusals: expected a whole number/);
});

test('a message that is refused for ever is tried for two days, then given up', () => {
  let at = now;
  let attempt = 1;
  for (;;) {
    const next = retryAt(messageBackOff, { id: 'a', attempt, firstTriedAt: now }, at);
    if (next === null) break;
    expect(next.getTime()).toBeGreaterThan(at.getTime());
    expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(48 * 3_600_000);
    at = next;
    attempt += 1;
  }
  expect(attempt).toBeGreaterThan(15);
  expect(attempt).toBeLessThan(30);
  expect(at.getTime() - now.getTime()).toBeGreaterThan(42 * 3_600_000);
});

test('refusals of one wave count once; one after the pause makes the next longer', () => {
  const first = pausedLonger(noPause, pauseBackOff, 'example.com', now);
  expect(first.strikes).toBe(1);
  expect(pausedLonger(first, pauseBackOff, 'example.com', later(1000))).toBe(first);
  const afterwards = first.until ?? now;
  const second = pausedLonger(first, pauseBackOff, 'example.com', afterwards);
  expect(second.strikes).toBe(2);
  expect((second.until?.getTime() ?? 0) - afterwards.getTime()).toBeGreaterThan(20_000);
});

test('acceptances make a domain quick again, but do not end the pause under way', () => {
  const paused = { strikes: 9, until: later(5000) };
  expect(pausedLess(paused)).toEqual({ strikes: 4, until: later(5000) });
  expect(pausedLess({ strikes: 1, until: null })).toEqual(noPause);
  expect(pausedLess(noPause)).toEqual(noPause);
});
