// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { climb, climbAll, isIn, type Ladder } from './ladder.ts';

const ladder: Ladder = {
  part: 'x',
  function: 'layout',
  steps: ['[role="none such"]', '!!not a selector', { css: 'b', nth: 1, of: 2 }, '.old'],
};

beforeEach(() => {
  document.body.innerHTML = '<b id="one"></b><b id="two"><i></i></b><p class="old"></p>';
});

test('the first step that matches gives element and number; an unknown selector does not match', () => {
  expect(climb(document, ladder)).toMatchObject({ step: 2, element: document.querySelector('#two') });
  document.querySelector('#two')?.remove();
  expect(climb(document, ladder)?.step).toBe(3);
  document.querySelector('.old')?.remove();
  expect(climb(document, ladder)).toBeNull();
  expect(climbAll(document, { ...ladder, steps: ['.none', 'b'] })).toHaveLength(1);
});

test('an event inside any element of the ladder belongs to it', () => {
  const inner = document.querySelector('i');
  expect(inner && isIn(inner, document, ladder)).toBe(true);
  const other = document.querySelector('#one');
  expect(other && isIn(other, document, ladder)).toBe(false);
});
