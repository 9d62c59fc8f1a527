import { expect, test } from 'vitest';
import { workedAt } from './work.ts';

const from = new Date('2026-06-04T07:00:00.000Z');

test.each([
  { work: { kind: 'atDue' }, at: '2026-06-04T07:00:00.000Z' },
  { work: { kind: 'late', days: 3 }, at: '2026-06-07T07:00:00.000Z' },
  { work: { kind: 'never' }, at: undefined },
] as const)('G24 a user who works $work', ({ work, at }) => {
  expect(workedAt(work, { from, key: 'a' }, 1)?.toISOString()).toBe(at);
});

test('G24 varied: each task at a moment of its own, to the minute and never later than told; the same for the same seed', () => {
  const keys = Array.from({ length: 300 }, (_, index) => `task ${index}`);
  const times = keys.map((key) => Number(workedAt({ kind: 'varied', days: 2 }, { from, key }, 1)));
  expect(new Set(times).size).toBeGreaterThan(200);
  for (const time of times) {
    expect(time).toBeGreaterThanOrEqual(from.getTime());
    expect(time).toBeLessThanOrEqual(from.getTime() + 2 * 86_400_000);
    expect(time % 60_000).toBe(0);
  }
  expect(keys.map((key) => Number(workedAt({ kind: 'varied', days: 2 }, { from, key }, 1)))).toEqual(times);
});
