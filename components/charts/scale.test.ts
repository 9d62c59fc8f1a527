import { expect, test } from 'vitest';
import { axisEnd, spread } from './scale.ts';

test.each([
  { largest: 0, end: 4 },
  { largest: 3, end: 4 },
  { largest: 5, end: 5 },
  { largest: 11, end: 20 },
  { largest: 50, end: 50 },
  { largest: 999, end: 1000 },
])('an axis for $largest ends at $end', ({ largest, end }) => {
  expect(axisEnd(largest)).toBe(end);
});

test('labels that would lie on each other stand apart, in their order and within the drawing', () => {
  expect(spread([10, 50], 14, 100)).toEqual([10, 50]);
  expect(spread([50, 50, 51], 14, 100)).toEqual([50, 64, 78]);
  expect(spread([99, 100], 14, 100)).toEqual([86, 100]);
});
