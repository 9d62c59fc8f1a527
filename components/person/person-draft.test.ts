import { expect, test } from 'vitest';
import { aPerson, idOf } from '../../tests/support/tasks.ts';
import { personDraft, readPerson } from './person-draft.ts';

const companyId = idOf('campaign', 9);
const anna = aPerson({ companyName: 'Tallmo', companyId, fields: { Plan: 'Gold', 'Shoe size': '38' } });

test('what is known comes back as it was', () => {
  const { id: _, ...known } = anna;
  const read = readPerson(personDraft(anna), anna);
  expect(read).toEqual({ ok: true, value: { ...known, country: known.country ?? null } });
});

test('another company is no longer the one before, also where it is none', () => {
  for (const companyName of ['Grankulla', '']) {
    const read = readPerson({ ...personDraft(anna), companyName }, anna);
    expect(read).toMatchObject({ ok: true, value: { companyName: companyName || null, companyId: null } });
  }
});

test('spaces around are no text, and lines without anything in them no fields', () => {
  const fields = [
    { name: ' Plan ', value: ' Gold ' },
    { name: '', value: ' ' },
  ];
  const read = readPerson({ ...personDraft({}), firstName: ' Bo ', phone: '  ', fields });
  expect(read).toMatchObject({
    ok: true,
    value: { firstName: 'Bo', phone: null, fields: { Plan: 'Gold' } },
  });
});

test.each([
  { what: 'nobody', draft: { title: 'CEO' }, faults: { firstName: 'nameNeeded' } },
  { what: 'no address', draft: { email: 'anna@' }, faults: { email: 'notAddress' } },
  {
    what: 'a profile that is no page, and one that is not safe',
    draft: { lastName: 'Ek', profileUrl: 'http://x.example' },
    faults: { profileUrl: 'notProfile' },
  },
  {
    what: 'a field without a name, and one named twice',
    draft: {
      lastName: 'Ek',
      fields: [
        { name: 'Plan', value: '1' },
        { name: '', value: '2' },
        { name: ' Plan', value: '3' },
      ],
    },
    faults: { 'fields.1': 'fieldName', 'fields.2': 'fieldTwice' },
  },
])('what is wrong is said at its field: $what', ({ draft, faults }) => {
  expect(readPerson({ ...personDraft({}), ...draft })).toEqual({ ok: false, faults });
});
