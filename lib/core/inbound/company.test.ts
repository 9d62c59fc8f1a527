import { expect, test } from 'vitest';
import { companyDomain, isSameCompany, readCompanies } from './company.ts';

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
  expect(isSameCompany('anna@gmail.com', 'bo@gmail.com', [])).toBe(false);
  expect(isSameCompany('anna@fjord.no', 'bo@oslo.fjord.no', [])).toBe(true);
});

const fjord = [['fjord.no', 'fjord.co.uk', 'holding.example']];
test.each([
  { one: 'anna@fjord.no', other: 'bo@post.fjord.co.uk', same: true },
  { one: 'anna@holding.example', other: 'bo@fjord.no', same: true },
  { one: 'anna@fjord.se', other: 'bo@fjord.no', same: false },
  { one: 'anna@gmail.com', other: 'bo@fjord.no', same: false },
])('G8 with several domains of one company, $one and $other are of one: $same', ({ one, other, same }) => {
  expect(isSameCompany(one, other, fjord)).toBe(same);
});

test('G8 companies are read as they are typed, and what cannot be one is named at its place', () => {
  expect(readCompanies([['Fjord.NO', 'https://www.fjord.co.uk/about', 'anna@holding.example']])).toEqual({
    companies: fjord,
    wrong: [],
  });
  const { wrong } = readCompanies([
    ['fjord.no', 'gmail.com', 'fjord'],
    ['post.fjord.no', 'own.example'],
    ['a.example'],
  ]);
  expect(wrong.map(({ company, domain, why }) => [company, domain, why])).toEqual([
    [0, 1, 'freeMail'],
    [0, 2, 'none'],
    [1, 0, 'twice'],
    [2, null, 'alone'],
  ]);
});
