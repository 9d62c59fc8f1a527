import { expect, test } from 'vitest';
import { leadsOnlyHere } from './only-here.ts';

test.each([
  ['http://localhost:8420/i/x.png', true],
  ['http://mail.LOCALHOST/x', true],
  ['https://127.0.0.1:8420', true],
  ['http://127.8.9.10/', true],
  ['http://[::1]:80/x', true],
  ['http://me:secret@localhost/x', true],
  ['https://nordby.example/localhost', false],
  ['https://localhost.example/x', false],
  ['https://128.0.0.1/x', false],
  ['http://10.0.0.4/x', false],
  ['localhost', false],
  ['', false],
])('%s: %s', (address, expected) => {
  expect(leadsOnlyHere(address)).toBe(expected);
});
