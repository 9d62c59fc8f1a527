import { expect, test } from 'vitest';
import { fileSize } from './file-size.ts';

test.each([
  [1, '1 kB'],
  [12_345, '12 kB'],
  [1_240_000, '1.2 MB'],
  [20 * 1024 * 1024, '21 MB'],
])('%i bytes are %s', (bytes, said) => {
  expect(fileSize(bytes)).toBe(said);
});
