import { expect, test } from 'vitest';
import { isOnlyHere } from './reach.ts';

test.each([
  ['http://127.0.0.1:8420', true],
  ['http://localhost', true],
  ['http://crm.localhost:80/x', true],
  ['http://[::1]:8420', true],
  ['http://0.0.0.0:8420', true],
  ['https://crm.example', false],
  ['https://localhost.example', false],
  ['https://127.0.0.1.example', false],
  ['http://[2001:db8::1]', false],
])('%s can be followed only here: %s', (address, expected) => {
  expect(isOnlyHere(address)).toBe(expected);
});
