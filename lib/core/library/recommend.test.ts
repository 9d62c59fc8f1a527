import { expect, test } from 'vitest';
import { aPerson } from '../../../tests/support/tasks.ts';
import type { Me } from '../../contract/account.ts';
import type { Criterion } from '../../contract/template.ts';
import { recommendedFor } from './recommend.ts';

const me: Me = {
  user: { id: 'user-1', name: 'Alva', email: 'alva@example.com', timeZone: 'UTC', title: null },
  workspace: { id: '1', name: 'Nordby' },
  role: 'user',
  mailboxes: [],
};
// Anna Lindqvist, Head of Procurement at Nordkap Logistik AB, Swedish
const person = aPerson({ fields: { Sites: '12', 'Current system': '', 'Shoe size': '43' } });

const one = (criterion: Partial<Criterion>, match: 'all' | 'any' = 'all', more: Criterion[] = []) => ({
  name: 'A',
  recommendation: {
    match,
    criteria: [{ field: 'title', operator: 'contains' as const, value: '', ...criterion }, ...more],
  },
  languages: [],
  favourite: false,
  lastUsedAt: null,
});

test.each([
  [{ operator: 'equals', value: 'head of procurement' }, true],
  [{ operator: 'equals', value: 'Procurement' }, false],
  [{ operator: 'contains', value: ' Procurement ' }, true],
  [{ operator: 'notEquals', value: 'CEO' }, true],
  [{ operator: 'notContains', value: 'head' }, false],
  [{ field: 'company', operator: 'contains', value: 'LOGISTIK' }, true],
  [{ field: 'custom_field_sites', operator: 'equals', value: '12' }, true],
  [{ field: 'fields.Sites', operator: 'equals', value: '12' }, true],
  [{ field: 'fields.[Shoe size]', operator: 'equals', value: '43' }, true],
  [{ field: 'custom_field_current_system', operator: 'equals', value: '' }, true], // no value is an empty text
  [{ field: 'custom_field_unheard_of', operator: 'notEquals', value: '' }, false],
  [{ field: 'custom_field_unheard_of', operator: 'notEquals', value: 'x' }, true], // others may have it
  [{ field: 'shoe_size', operator: 'notEquals', value: 'x' }, false], // no person has such a field
  [{ field: 'company.name', operator: 'notContains', value: 'x' }, false],
  [{ operator: 'contains', value: ' ' }, false],
  [{ field: 'constructor.name', operator: 'notEquals', value: '' }, false], // own properties only
] as const)('%o holds: %s', (criterion, expected) => {
  expect(recommendedFor([one(criterion)], person, me)).toHaveLength(expected ? 1 : 0);
});

const yes: Criterion = { field: 'first_name', operator: 'equals', value: 'Anna' };
const no: Criterion = { field: 'first_name', operator: 'equals', value: 'Bo' };

test.each([
  ['all', [yes, yes], true],
  ['all', [yes, no], false],
  ['any', [no, yes], true],
  ['any', [no, no], false],
] as const)('%s of %o: %s', (match, [first, ...more], expected) => {
  expect(recommendedFor([one(first, match, more)], person, me)).toHaveLength(expected ? 1 : 0);
});

test('a template without a rule is recommended to nobody', () => {
  expect(recommendedFor([{ ...one(yes), recommendation: null }], person, me)).toEqual([]);
});

test('more criteria first, then language, favourites, last use, name', () => {
  const templates = [
    { ...one(yes), name: 'Bea' },
    { ...one(yes), name: 'Ada' },
    { ...one(yes), name: 'Used', lastUsedAt: '2026-05-01T00:00:00.000Z' },
    { ...one(yes), name: 'Favourite', favourite: true },
    { ...one(yes), name: 'Swedish', languages: ['en', 'sv-SE'] },
    { ...one(yes, 'all', [yes]), name: 'Two' },
  ];
  const names = recommendedFor(templates, person, me).map(({ name }) => name);
  expect(names).toEqual(['Two', 'Swedish', 'Favourite', 'Used', 'Ada', 'Bea']);
});
