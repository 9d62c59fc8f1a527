import { expect, test } from 'vitest';
import { normaliseServer } from './server-address.ts';

test.each([
  ['crm.example', 'https://crm.example'],
  [' https://crm.example/somewhere?x#y ', 'https://crm.example'],
  ['HTTPS://CRM.Example:8443/', 'https://crm.example:8443'],
  ['127.0.0.1:8420', 'http://127.0.0.1:8420'],
  ['localhost:8420/practice', 'http://localhost:8420'],
  ['http://127.9.9.9:1', 'http://127.9.9.9:1'],
  ['http://[::1]:8420', 'http://[::1]:8420'],
])('%s is %s', (typed, address) => {
  expect(normaliseServer(typed)).toEqual({ ok: true, value: address });
});

test.each([
  ['', /Enter/],
  ['http://crm.example', /https/],
  ['http://localhost.crm.example', /https/],
  ['http://127.0.0.1.crm.example', /https/],
  ['ftp://crm.example', /https/],
  ['javascript://crm.example', /https/],
  ['https://me:secret@crm.example', /password/],
  ['not an address', /not an address/],
])('%s is refused, naming the field', (typed, reason) => {
  expect(normaliseServer(typed)).toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(reason),
    fields: [{ path: 'server' }],
  });
});
