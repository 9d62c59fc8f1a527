import { expect, test } from 'vitest';
import { minuteGate } from './minute-gate.ts';

test('a key passes so often in a minute, others are not held up by it', () => {
  const passes = minuteGate(2);
  const now = new Date('2026-11-23T08:00:10.000Z');
  expect([passes('a', now), passes('a', now), passes('a', now), passes('b', now)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(passes('a', new Date('2026-11-23T08:00:59.999Z'))).toBe(false);
  expect(passes('a', new Date('2026-11-23T08:01:00.000Z'))).toBe(true);
});
