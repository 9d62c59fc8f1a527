import { expect, test } from 'vitest';
import { Id } from '../../contract/primitives.ts';
import { runIdOf } from './run-id.ts';

const launchId = '6f1c8a52-3d0e-4b7a-9c11-5e2d7f90a1b3';

test('runs of a launch are in the order of their people, and no two are the same', () => {
  const ids = Array.from({ length: 1_000 }, (_, place) => runIdOf(launchId, place));
  expect(ids[0]).toBe('6f1c8a52-3d0e-4b7a-9c11-5e2d7f900000');
  expect(ids[999]).toBe('6f1c8a52-3d0e-4b7a-9c11-5e2d7f9003e7');
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(1_000);
  expect(ids.every((id) => Id.safeParse(id).success)).toBe(true);
});

test.each([-1, 0.5, 65_536])('place %s is none', (place) => {
  expect(() => runIdOf(launchId, place)).toThrow(RangeError);
});
