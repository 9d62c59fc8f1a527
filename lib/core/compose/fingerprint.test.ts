import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

const key = '000102030405060708090a0b0c0d0e0f';

// First vectors of the paper's own implementation: the key above, and the bytes 0, 1, 2 … as text.
test.each([
  ['', '726fdb47dd0e0e31'],
  ['\u0000', '74f839c593dc67fd'],
  ['\u0000\u0001', '0d6c8009d9a94f5a'],
  ['\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007', '93f5f5799a932462'],
  [
    '\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e',
    'a129ca6149be45e5',
  ],
])('the published value %#', (text, expected) => {
  expect(fingerprint(key, text)).toBe(expected);
});

test('another key, another value; letters beyond ASCII and half letters count', () => {
  expect(fingerprint('ff'.repeat(16), 'a')).not.toBe(fingerprint(key, 'a'));
  expect(fingerprint(key, 'Grüße 😀')).not.toBe(fingerprint(key, 'Grusse 😀'));
  expect(fingerprint(key, 'x\ud800')).toMatch(/^[0-9a-f]{16}$/);
});

test('a key of another length is refused', () => {
  expect(() => fingerprint('00', 'a')).toThrow(RangeError);
});
