import { expect, test } from 'vitest';
import { type LibraryAddress, readAddress, writeAddress } from './address.ts';

const usual: LibraryAddress = { view: 'all', search: '', category: '', sort: 'name', id: '', edit: '' };

test.each<[string, Partial<LibraryAddress>]>([
  ['#/templates', {}],
  ['#/templates?view=mine&sort=used', { view: 'mine', sort: 'used' }],
  ['#/templates?search=a+%26+b&category=%C3%96ppna', { search: 'a & b', category: 'Öppna' }],
  ['#/templates?id=7', { id: '7' }],
  ['#/templates?id=7&edit=new', { id: '7', edit: 'new' }],
])('%s', (hash, said) => {
  expect(readAddress(hash)).toEqual({ ...usual, ...said });
  expect(writeAddress({ ...usual, ...said })).toBe(hash);
});

test('what is not understood counts as not said', () => {
  expect(readAddress('#/other?view=nonsense&sort=7&edit=open')).toEqual(usual);
  expect(readAddress('')).toEqual(usual);
});
