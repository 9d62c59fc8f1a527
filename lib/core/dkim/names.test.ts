import { expect, test } from 'vitest';
import { isAligned, isDomain, isSelector, recordNameOf, usualSelector } from './names.ts';

test.each([
  { domain: 'nordby.example', from: 'nordby.example', aligned: true },
  { domain: 'nordby.example', from: 'mail.nordby.example', aligned: true },
  { domain: 'mail.nordby.example', from: 'nordby.example', aligned: false }, // below it
  { domain: 'other.example', from: 'nordby.example', aligned: false },
  { domain: 'by.example', from: 'nordby.example', aligned: false }, // ends alike only
])('a signature of $domain speaks for mails from $from: $aligned', ({ domain, from, aligned }) => {
  expect(isAligned(domain, from)).toBe(aligned);
});

test.each([
  ['nordby.example', true],
  ['xn--lnga-qoa.example', true],
  ['example', false], // a whole country or kind
  ['nordby..example', false],
  ['-nordby.example', false],
  ['nordby.example.', false],
  ['_domainkey.example', false],
  ['nörd.example', false],
  [`${'a'.repeat(64)}.example`, false],
  [`${'a.'.repeat(125)}example`, false],
])('%s is a domain: %s', (text, is) => {
  expect(isDomain(text)).toBe(is);
});

test.each([
  ['utskick', true],
  ['s1.mail', true],
  ['2026-11', true],
  ['', false],
  ['a b', false],
  ['s1;d=other', false],
])('"%s" is a selector: %s', (text, is) => {
  expect(isSelector(text)).toBe(is);
});

test.each([
  ['maja@nordby.example', 'utskick-maja'],
  ['Åsa.Ek+sales@nordby.example', 'utskick-asa-ek-sales'],
  ['漢@nordby.example', 'utskick'],
])('each account has a selector of its own: %s', (address, selector) => {
  expect(usualSelector(address)).toBe(selector);
  expect(isSelector(usualSelector(address))).toBe(true);
});

test('a local part that is very long makes a selector that fits, without a hyphen at its end', () => {
  const selector = usualSelector(`${'a'.repeat(39)}.${'b'.repeat(24)}@nordby.example`);
  expect(selector).toBe(`utskick-${'a'.repeat(39)}`);
  expect(recordNameOf({ selector: 's1', domain: 'a.example' })).toBe('s1._domainkey.a.example');
});
