import { expect, test } from 'vitest';
import { target } from './use-points.ts';

test.each([
  { key: 'ArrowRight', index: 1, to: 2 },
  { key: 'ArrowDown', index: 3, to: 3 },
  { key: 'ArrowLeft', index: 1, to: 0 },
  { key: 'ArrowUp', index: 0, to: 0 },
  { key: 'Home', index: 2, to: 0 },
  { key: 'End', index: 2, to: 3 },
  { key: 'Enter', index: 2, to: null },
])('of four points $key goes from $index to $to', ({ key, index, to }) => {
  expect(target(key, index, 4)).toBe(to);
});
