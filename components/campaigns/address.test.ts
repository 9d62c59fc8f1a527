import { expect, test } from 'vitest';
import { readAddress, writeAddress } from './address.ts';

test('an address says what is shown, and can be read again', () => {
  const address = {
    view: 'mine',
    search: 'å & b',
    category: 'Sales',
    as: 'u1',
    id: 'x',
    edit: 'new',
  } as const;
  expect(readAddress(writeAddress(address))).toEqual(address);
  expect(writeAddress(readAddress('#/campaigns'))).toBe('#/campaigns');
});

test('what is not understood counts as not said, and nothing is written without a campaign', () => {
  expect(readAddress('#/campaigns?view=odd&edit=open')).toEqual(readAddress(''));
});
