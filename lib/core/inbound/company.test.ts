import { expect, test } from 'vitest';
import { companyDomain, isSameCompany } from './company.ts';

test.each([
  ['anna@fjord.no', 'fjord.no'],
  ['Anna@Mail.Fjord.NO', 'fjord.no'],
  ['anna@sales.fjord.co.uk', 'fjord.co.uk'],
  ['anna@fjord.github.io', 'fjord.github.io'],
  ['anna@gmail.com', null],
  ['anna@yahoo.co.uk', null],
  ['anna@hotmail.se', null],
  ['anna@online.no', null],
  ['anna@co.uk', null],
  ['anna@localhost', null],
  ['anna', null],
])('G8 the company of %s is %s', (address, domain) => {
  expect(companyDomain(address)).toBe(domain);
});

test('G8 two people with mail from everybody’s provider are no company', () => {
  expect(isSameCompany('anna@gmail.com', 'bo@gmail.com')).toBe(false);
  expect(isSameCompany('anna@fjord.no', 'bo@oslo.fjord.no')).toBe(true);
});
