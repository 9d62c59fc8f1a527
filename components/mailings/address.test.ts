import { expect, test } from 'vitest';
import { readAddress, writeAddress } from './address.ts';

const nothing = { search: '', status: '', mine: false, id: '', edit: '' } as const;

test.each([
  ['#/mailings', nothing],
  [
    '#/mailings?search=spring+news&status=draft&mine=true',
    { ...nothing, search: 'spring news', status: 'draft', mine: true },
  ],
  ['#/mailings/a-b?part=content', { ...nothing, id: 'a-b', edit: 'content' }],
  ['#/mailings/a-b', { ...nothing, id: 'a-b' }],
] as const)('%s is written as it is read', (hash, address) => {
  expect(readAddress(hash)).toEqual(address);
  expect(writeAddress(address)).toBe(hash);
});

test('what is not understood counts as not said', () => {
  expect(readAddress('#/mailings?status=lost&part=content&mine=1')).toEqual(nothing);
});
