// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { isDarkAt, lightness } from './colour.ts';

test.each([
  ['rgb(255, 255, 255)', 1],
  ['rgb(0, 0, 0)', 0],
  ['rgba(0, 0, 0, 0)', null], // see-through
  ['transparent', null],
])('%s has lightness %s', (colour, value) => {
  if (value === null) expect(lightness(colour)).toBeNull();
  else expect(lightness(colour)).toBeCloseTo(value);
});

test('the first painted background outwards decides', () => {
  document.body.style.backgroundColor = 'rgb(20, 20, 20)';
  const inner = document.createElement('div');
  document.body.replaceChildren(inner);
  expect(isDarkAt(inner)).toBe(true);
  inner.style.backgroundColor = 'rgb(250, 250, 250)';
  expect(isDarkAt(inner)).toBe(false);
});
