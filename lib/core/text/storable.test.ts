import { expect, test } from 'vitest';
import { isStorable, storable } from './storable.ts';

test.each([
  { text: '', kept: '' },
  { text: 'Åsa 👍\r\n\tline', kept: 'Åsa 👍\r\n\tline' },
  { text: 'a\0b', kept: 'a\ufffdb' },
  { text: 'cut 👍'.slice(0, -1), kept: 'cut \ufffd' },
  { text: '\udc4d', kept: '\ufffd' },
])('$text', ({ text, kept }) => {
  expect(storable(text)).toBe(kept);
  expect(isStorable(text)).toBe(text === kept);
});
