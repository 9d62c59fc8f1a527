import { expect, test } from 'vitest';
import { readAddress, writeAddress } from './address.ts';

test('an address says what is shown, and can be read again', () => {
  const address = { tab: 'companies', search: 'å & b', id: 'x', edit: 'new', part: '' } as const;
  expect(readAddress(writeAddress(address))).toEqual(address);
  expect(writeAddress(readAddress('#/people'))).toBe('#/people');
});

test('what is not understood counts as not said', () => {
  expect(readAddress('#/people?tab=odd&edit=odd')).toEqual(readAddress(''));
});
