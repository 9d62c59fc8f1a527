import { expect, test } from 'vitest';
import { addressList, findAddress, sameAddresses } from './addresses.ts';

test.each([
  ['Ana Ito <ana.ito@example.com>', 'ana.ito@example.com'],
  ['ana+crm@example.co.uk', 'ana+crm@example.co.uk'],
  ['Google Account: Åsa (asa@exämple.se)', 'asa@exämple.se'],
  ['Ana Ito', null],
  ['ana@localhost', null],
])('%s holds %s', (text, address) => {
  expect(findAddress(text)).toBe(address);
});

test('a name that could end an entry early is quoted', () => {
  const list = addressList([
    { email: 'ana@example.com', name: 'Ito, Ana "Nana"' },
    { email: 'bo@example.com', name: 'Bo\r\nBcc: x' },
    { email: 'cai@example.com', name: 'Cai Lu' },
    { email: 'dee@example.com' },
  ]);
  expect(list).toBe(
    '"Ito, Ana Nana" <ana@example.com>, "Bo Bcc: x" <bo@example.com>, Cai Lu <cai@example.com>, dee@example.com',
  );
});

test('order and case do not make addresses differ', () => {
  expect(sameAddresses(['A@x.org', 'b@x.org'], ['b@X.org', 'a@x.org'])).toBe(true);
  expect(sameAddresses(['a@x.org'], ['a@x.org', 'b@x.org'])).toBe(false);
  expect(sameAddresses([], [])).toBe(true);
});
