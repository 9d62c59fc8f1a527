import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { allowed, type Bucket, filled, taken } from './throttle.ts';

const start = new Date('2026-06-04T10:00:00.000Z');
const after = (ms: number) => new Date(start.getTime() + ms);
const throttle = { count: 25, everyMs: 45_000 };

test('25 mails each 45 seconds: all at once, then one each 1.8 seconds', () => {
  const full = filled(null, throttle, start);
  expect(allowed(full)).toBe(25);
  const empty = taken(full, 25);
  expect(allowed(filled(empty, throttle, after(1799)))).toBe(0);
  expect(allowed(filled(empty, throttle, after(1800)))).toBe(1);
  expect(allowed(filled(empty, throttle, after(45_000)))).toBe(25);
  expect(allowed(filled(empty, throttle, after(900_000)))).toBe(25);
});

test('a clock that goes back neither fills the bucket nor takes anything away', () => {
  const bucket = { tokens: 3.5, at: start };
  expect(filled(bucket, throttle, after(-60_000))).toEqual(bucket);
});

test('more than the bucket lets go is refused', () => {
  expect(() => taken({ tokens: 2.9, at: start }, 3)).toThrow(/^taken: 3 of 2/);
});

test('in any stretch of time no more goes than the bucket held and what came in', () => {
  const visits = fc.array(
    fc.record({ waitMs: fc.integer({ min: 0, max: 60_000 }), wanted: fc.integer({ min: 0, max: 40 }) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(visits, (steps) => {
      let bucket: Bucket | null = null;
      let nowMs = 0;
      const gone: { at: number; count: number }[] = [];
      for (const { waitMs, wanted } of steps) {
        nowMs += waitMs;
        const present: Bucket = filled(bucket, throttle, after(nowMs));
        const count = Math.min(wanted, allowed(present));
        bucket = taken(present, count);
        gone.push({ at: nowMs, count });
      }
      for (const [first, { at: from }] of gone.entries()) {
        let total = 0;
        for (const { at, count } of gone.slice(first)) {
          total += count;
          expect(total).toBeLessThanOrEqual(25 + ((at - from) * 25) / 45_000 + 1e-6);
        }
      }
    }),
  );
});
