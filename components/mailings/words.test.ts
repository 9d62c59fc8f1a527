import { expect, test } from 'vitest';
import { countsOf, readAddresses, recipientsOf, waitingOf } from './words.ts';

const one = (email: string, name = '') => ({ email, name });

test.each([
  ['a@b.example', [one('a@b.example')]],
  ['a@b.example; c@d.example,e@f.example', [one('a@b.example'), one('c@d.example'), one('e@f.example')]],
  ['"Itō, Ana"', [one('"Itō'), one('Ana"')]],
  [
    'Ana Itō <ana@b.example>\n c@d.example e@f.example',
    [one('ana@b.example', 'Ana Itō'), one('c@d.example'), one('e@f.example')],
  ],
  ['A@b.example a@B.example', [one('a@B.example')]],
  [' ;,\n', []],
])('%j holds these addresses', (typed, addresses) => {
  expect(readAddresses(typed)).toEqual(addresses);
});

test('who is left out or blocked is no recipient, and who has got it waits no more', () => {
  const figures = {
    'status.ready': 3,
    'status.sending': 1,
    'status.sent': 2,
    'status.no_consent': 5,
    'total.sent': 2,
  };
  expect(recipientsOf(figures)).toBe(6);
  expect(waitingOf(figures)).toBe(4);
  expect(countsOf(figures).map(({ status }) => status)).toEqual(['ready', 'no_consent', 'sending', 'sent']);
});
