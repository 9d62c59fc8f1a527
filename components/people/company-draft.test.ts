import { expect, test } from 'vitest';
import { companyDraft, readCompany } from './company-draft.ts';

const tallmo = {
  name: 'Tallmo AB',
  email: 'info@tallmo.example',
  phone: '+46 8 1',
  website: 'https://tallmo.example/om',
  street: 'Tallvägen 1',
  postcode: '123 45',
  city: 'Umeå',
  country: 'SE',
  noMailings: true,
  fields: { Size: '12' },
};

test('what is known comes back as it was', () => {
  expect(readCompany(companyDraft(tallmo))).toEqual({ ok: true, value: tallmo });
});

test('a name is enough', () => {
  expect(readCompany({ ...companyDraft({}), name: ' Tallmo ' })).toMatchObject({
    ok: true,
    value: { name: 'Tallmo', email: null, website: null, city: null, noMailings: false },
  });
});

test('a website may be written short', () => {
  const read = readCompany({ ...companyDraft(tallmo), website: 'www.tallmo.example' });
  expect(read).toMatchObject({ ok: true, value: { website: 'https://www.tallmo.example' } });
});

test.each([
  { draft: { name: ' ' }, faults: { name: 'nameNeeded' } },
  { draft: { email: 'tallmo' }, faults: { email: 'notAddress' } },
  { draft: { website: 'javascript:alert(1)' }, faults: { website: 'notWebsite' } },
  { draft: { website: 'no site' }, faults: { website: 'notWebsite' } },
  { draft: { fields: [{ name: '', value: 'x' }] }, faults: { 'fields.0': 'fieldName' } },
])('what is wrong is said at its field: $faults', ({ draft, faults }) => {
  expect(readCompany({ ...companyDraft(tallmo), ...draft })).toEqual({ ok: false, faults });
});
