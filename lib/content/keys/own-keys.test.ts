// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { keepOwnKeys } from './own-keys.ts';

let seen: string[];
beforeEach(() => {
  seen = [];
  document.body.innerHTML =
    '<utskick-tools></utskick-tools><utskick-rail></utskick-rail><div id="page"></div>';
});

// Once for the file: listeners at the window stay, as they do in a page.
keepOwnKeys(window);
window.addEventListener('keydown', ({ key }) => seen.push(key), { capture: true });

function press(selector: string, key: string): void {
  document.querySelector(selector)?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
}

test.each([
  ['utskick-tools', ['c', 'Enter', 'ArrowDown', 'Escape'], []],
  ['utskick-rail', ['c', 'ArrowLeft', '/'], ['ArrowLeft']],
  ['#page', ['c', 'Enter'], ['c', 'Enter']],
])('of keys pressed in %s, %o, a page that listens first of all sees %o', (selector, keys, heard) => {
  for (const key of keys) press(selector, key);
  expect(seen).toEqual(heard);
});
