import { expect, test } from 'vitest';
import { readAddress, writeAddress } from './address.ts';

const campaignId = '0192d6a0-0000-7000-8000-000000000001';

test.each([
  { hash: '#/feed', filters: {}, as: '' },
  { hash: '#/feed?kinds=clicked%2Creplied&as=all', filters: { kinds: 'clicked,replied' }, as: 'all' },
  {
    hash: `#/feed?campaignId=${campaignId}&period=last7`,
    filters: { campaignId, period: 'last7' },
    as: '',
  },
])('$hash says what the feed shows, and is written again', ({ hash, filters, as }) => {
  expect(readAddress(hash)).toMatchObject({ filters, as });
  expect(writeAddress(readAddress(hash))).toBe(hash);
});

test('what is not understood counts as not said', () => {
  expect(readAddress('#/feed?kinds=eaten').filters).toEqual({});
  expect(readAddress('#/feed?period=tomorrow').filters).toEqual({}); // nothing has happened tomorrow
});
