import { expect, test } from 'vitest';
import { mostRehearsed } from '../../contract/rehearsal-api.ts';
import { companyDomain } from '../inbound/company.ts';
import { samplePeople } from './sample-people.ts';

test('made-up people are the same every time, each at an address and a company of their own that nobody can have', () => {
  const people = samplePeople(mostRehearsed);
  expect(samplePeople(mostRehearsed)).toEqual(people);
  expect(people[0]).toMatchObject({
    firstName: 'Ada',
    lastName: 'Sample 1',
    email: 'ada.sample@company-1.example',
    companyName: 'Sample Company 1',
  });
  const of = (read: (one: (typeof people)[number]) => unknown) => new Set(people.map(read)).size;
  expect([of(({ id }) => id), of(({ email }) => email)]).toEqual([mostRehearsed, mostRehearsed]);
  expect(of(({ email }) => companyDomain(email))).toBe(mostRehearsed);
  for (const { email } of people) expect(email).toMatch(/\.example$/);
});
