import { expect, test } from 'vitest';
import type { Person } from '../../contract/person.ts';
import { lostBy, mergePeople } from './merge.ts';

const nobody: Person = {
  id: '00000000-0000-4000-8000-000000000001',
  firstName: '',
  lastName: '',
  email: null,
  title: null,
  companyName: null,
  companyId: null,
  phone: null,
  profileUrl: null,
  timeZone: null,
  country: null,
  language: null,
  fields: {},
};

test('what the first does not say is said by the others, in their order', () => {
  const first = { ...nobody, firstName: 'Åsa', phone: '1', fields: { Fleet: '40' } };
  const second = {
    ...nobody,
    firstName: 'Asa',
    lastName: 'Berg',
    email: 'a@x.example',
    companyName: 'X',
    companyId: 'x',
  };
  const third = {
    ...nobody,
    email: 'b@x.example',
    phone: '2',
    language: 'sv',
    fields: { fleet: '30', Since: '2014' },
  };
  expect(mergePeople(first, [second, third])).toEqual({
    ...nobody,
    firstName: 'Åsa',
    email: 'a@x.example',
    companyName: 'X',
    companyId: 'x',
    phone: '1',
    language: 'sv',
    fields: { Fleet: '40', Since: '2014' },
  });
  expect(first.fields).toEqual({ Fleet: '40' });
});

test('somebody without a name gets the whole name of another', () => {
  const named = { ...nobody, firstName: 'Bo', lastName: 'Ek' };
  expect(mergePeople(nobody, [named])).toMatchObject({ firstName: 'Bo', lastName: 'Ek' });
});

test('what is not kept is told: other addresses and numbers, whatever their capitals', () => {
  const merged = { ...nobody, email: 'a@x.example', phone: '1', companyName: 'X' };
  const other = { ...nobody, email: 'A@X.example', phone: '2', companyName: 'Y', title: null };
  expect(lostBy(merged, other)).toEqual(['2', 'Y']);
});
