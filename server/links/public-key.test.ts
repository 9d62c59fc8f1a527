import { expect, test } from 'vitest';
import { formatLinkKey, newLinkKey, parseLinkKey } from './public-key.ts';

const workspaceId = '0f8fad5b-d9cb-469f-a165-70867728950e';

test('what is written is read again', () => {
  const link = { workspaceId, key: newLinkKey() };
  const word = formatLinkKey(link);
  expect(word).toMatch(/^[\w-]{43}$/);
  expect(parseLinkKey(word)).toEqual(link);
});

test('two keys are never alike', () => {
  const keys = Array.from({ length: 1000 }, newLinkKey);
  expect(new Set(keys).size).toBe(1000);
  // All 128 bits are random: a version and a variant would stand at fixed places.
  expect(new Set(keys.map((key) => key[14])).size).toBe(16);
  expect(new Set(keys.map((key) => key[19])).size).toBe(16);
});

const word = formatLinkKey({ workspaceId, key: '00000000-0000-0000-0000-000000000000' });
test.each([
  '',
  'x',
  word.slice(1),
  `${word}A`,
  `${word}=`,
  `${word.slice(0, -1)}!`,
  ` ${word}`,
  word.replace(/^./, '%'),
])('“%s” is no key', (broken) => {
  expect(parseLinkKey(broken)).toBeNull();
});
