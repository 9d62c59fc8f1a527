import { expect, test } from 'vitest';
import type { ConditionGroup } from '../../contract/condition.ts';
import { CombineOperator, type SelectionDefinition } from '../../contract/selection.ts';
import { countParts, findCircle, isMeant, partsOf } from './definition.ts';

const combined = (firstId: string, secondId: string): SelectionDefinition => ({
  kind: 'combined',
  operator: 'either',
  firstId,
  secondId,
});
const inside = (id: string) => ({ field: 'selection', operator: 'in', id }) as const;

test.each([
  { operator: 'onlyFirst', inFirst: true, inSecond: false, inBoth: false },
  { operator: 'onlySecond', inFirst: false, inSecond: true, inBoth: false },
  { operator: 'both', inFirst: false, inSecond: false, inBoth: true },
  { operator: 'oneOf', inFirst: true, inSecond: true, inBoth: false },
  { operator: 'either', inFirst: true, inSecond: true, inBoth: true },
] as const)('§19 combined: $operator', ({ operator, inFirst, inSecond, inBoth }) => {
  expect([
    isMeant(operator, true, false),
    isMeant(operator, false, true),
    isMeant(operator, true, true),
  ]).toEqual([inFirst, inSecond, inBoth]);
});

test.each(CombineOperator.options)('§19 combined: who is in neither is not meant by %s', (operator) => {
  expect(isMeant(operator, false, false)).toBe(false);
});

test('what a definition is made of is named by where it stands', () => {
  expect(partsOf(combined('a', 'b'))).toEqual([
    { path: 'firstId', id: 'a', mustBeStatic: false },
    { path: 'secondId', id: 'b', mustBeStatic: false },
  ]);
  const conditions: ConditionGroup = {
    field: 'group',
    match: 'all',
    of: [
      { field: 'noMailings', operator: 'no' },
      { field: 'group', match: 'any', of: [inside('c')] },
    ],
  };
  const definition: SelectionDefinition = { kind: 'dynamic', conditions };
  expect(partsOf(definition)).toEqual([{ path: 'conditions.of.1.of.0.id', id: 'c', mustBeStatic: true }]);
});

test.each([
  { what: 'static parts', id: 'x', definition: combined('a', 'b'), way: null },
  { what: 'one that is made of others', id: 'x', definition: combined('a', 'ab'), way: null },
  { what: 'the same part on two ways', id: 'x', definition: combined('ab', 'abc'), way: null },
  { what: 'itself', id: 'x', definition: combined('a', 'x'), way: ['x'] },
  { what: 'one that is made of it', id: 'b', definition: combined('c', 'ab'), way: ['ab', 'b'] },
  {
    what: 'one that is made of one that is made of it',
    id: 'a',
    definition: combined('c', 'abc'),
    way: ['abc', 'ab', 'a'],
  },
])('§19 combined: made of $what', ({ id, definition, way }) => {
  const known = new Map([
    ['ab', combined('a', 'b')],
    ['abc', combined('ab', 'c')],
  ]);
  expect(findCircle(id, definition, known)).toEqual(way);
});

test('a part counts as often as it must be read', () => {
  const known = new Map([
    ['ab', combined('a', 'b')],
    ['abab', combined('ab', 'ab')],
  ]);
  expect(countParts(combined('abab', 'a'), known)).toBe(8);
});
