import { expect, test } from 'vitest';
import { type ConditionGroup, Conditions, conditionLimits } from './condition.ts';

const id = '2f1c1f5e-0a3f-4a58-9a0c-0e3a6f5d1b11';
const city = { field: 'companyCity', operator: 'is', value: 'Oslo' } as const;
const group = (...of: unknown[]) => ({ field: 'group', match: 'all', of });

const faultsOf = (value: unknown): string[] => {
  const read = Conditions.safeParse(value);
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'));
};

test('groups lie three deep, and what is left out has its usual value', () => {
  const deep = group(group(group({ field: 'email', operator: 'isFilled' })));
  expect(Conditions.parse(deep)).toEqual(
    group(group(group({ field: 'email', operator: 'isFilled', value: '' }))),
  );
});

test.each([
  { what: 'nothing at all', value: group(), path: 'of' },
  { what: 'a text that lacks', value: group(city, { ...city, value: ' ' }), path: 'of.1.value' },
  { what: 'a field that is not there', value: group({ ...city, field: 'shoeSize' }), path: 'of.0.field' },
  { what: 'an operator of others', value: group({ ...city, operator: 'anyOf' }), path: 'of.0.operator' },
  {
    what: 'a country that lacks',
    value: group(group({ field: 'country', operator: 'anyOf', values: [] })),
    path: 'of.0.of.0.values',
  },
  {
    what: 'days that lack',
    value: group({ field: 'created', operator: 'lastDays', date: '2026-06-04' }),
    path: 'of.0.days',
  },
  {
    what: 'a day without its zone',
    value: group({ field: 'created', operator: 'since', date: '2026-06-04' }),
    path: 'of.0.timeZone',
  },
  {
    what: 'a group four deep',
    value: group(group(group(group(city)))),
    path: 'of.0.of.0.of.0.field',
  },
  {
    what: 'a selection without an id',
    value: group({ field: 'selection', operator: 'in', id: 'x' }),
    path: 'of.0.id',
  },
])('$what is named by its path', ({ value, path }) => {
  expect(faultsOf(value)).toEqual([path]);
});

test('there are so many conditions in all', () => {
  const half = group(...Array.from({ length: conditionLimits.conditions / 2 }, () => city));
  expect(faultsOf(group(half, half))).toEqual([]);
  expect(faultsOf(group(half, half, city))).toEqual(['of']);
});

test('what is asked of a selection is kept as it was asked', () => {
  const asked: ConditionGroup = {
    field: 'group',
    match: 'none',
    of: [{ field: 'selection', operator: 'notIn', id }, city],
  };
  expect(Conditions.parse(asked)).toEqual(asked);
});
