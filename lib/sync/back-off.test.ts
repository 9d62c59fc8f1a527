import { expect, test } from 'vitest';
import { nextTry } from './back-off.ts';

const now = new Date('2026-11-23T09:00:00.000Z');

test.each([
  [1, 0, '2026-11-23T09:00:05.000Z'],
  [2, 0, '2026-11-23T09:00:10.000Z'],
  [3, 0.5, '2026-11-23T09:00:22.500Z'],
  [7, 0, '2026-11-23T09:05:00.000Z'], // capped
  [500, 0, '2026-11-23T09:05:00.000Z'],
])('after failure %s with chance %s', (failures, random, at) => {
  expect(nextTry(failures, now, random).toISOString()).toBe(at);
});
