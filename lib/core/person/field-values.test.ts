import { expect, test } from 'vitest';
import type { Person } from '../../contract/person.ts';
import { isEditable, withFieldValues } from './field-values.ts';

const person: Person = {
  id: '00000000-0000-4000-8000-000000000001',
  firstName: 'Åsa',
  lastName: 'Öberg',
  email: null,
  title: null,
  companyName: null,
  phone: null,
  profileUrl: null,
  timeZone: null,
  language: 'sv',
  fields: { 'Shoe size': '' },
};

test.each([
  { field: 'first_name', changed: { firstName: 'x' } },
  { field: 'last_name', changed: { lastName: 'x' } },
  { field: 'title', changed: { title: 'x' } },
  { field: 'company', changed: { companyName: 'x' } },
  { field: 'phone', changed: { phone: 'x' } },
  { field: 'email', changed: { email: 'x' } },
  { field: 'customer.phone', changed: { phone: 'x' } },
  { field: 'fields.plan', changed: { fields: { 'Shoe size': '', plan: 'x' } } },
  { field: 'fields.Shoe size', changed: { fields: { 'Shoe size': 'x' } } },
  { field: 'custom_field_shoe_size', changed: { fields: { 'Shoe size': 'x' } } },
  { field: 'custom_field_plan', changed: { fields: { 'Shoe size': '', Plan: 'x' } } },
])('$field is the person’s own', ({ field, changed }) => {
  expect(isEditable(field)).toBe(true);
  expect(withFieldValues(person, { [field]: 'x' }, field === 'custom_field_plan' ? ['Plan'] : [])).toEqual({
    ...person,
    ...changed,
  });
});

test('one field under two names becomes one value', () => {
  const values = { 'fields.My plan': 'x', custom_field_my_plan: 'x' };
  expect(withFieldValues(person, values).fields).toEqual({ 'Shoe size': '', 'My plan': 'x' });
});

test.each([
  'my_title',
  'full_name',
  'language',
  'company_friendly',
  'sfdc_account_name',
  'fields.a.b',
  'fields.',
  'customer.name',
  'constructor',
  '__proto__',
])('%s is not', (field) => {
  expect(isEditable(field)).toBe(false);
  expect(withFieldValues(person, { [field]: 'x' })).toEqual(person);
});
