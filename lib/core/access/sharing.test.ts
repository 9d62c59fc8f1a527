import { expect, test } from 'vitest';
import { isShared, sharedWith } from './sharing.ts';

test.each([
  { sharing: { shared: false }, is: false, word: 'nobody' },
  { sharing: { shared: false, teamIds: [] }, is: false, word: 'nobody' },
  { sharing: { shared: false, teamIds: ['a'] }, is: true, word: 'teams' },
  { sharing: { shared: true }, is: true, word: 'everybody' },
])('§2.10 sharing: $sharing is shared with $word', ({ sharing, is, word }) => {
  expect(isShared(sharing)).toBe(is);
  expect(sharedWith(sharing)).toBe(word);
});
