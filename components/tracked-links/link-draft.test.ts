import { expect, test } from 'vitest';
import { draftOf, linkOfDraft, missingOf, withFirst } from './link-draft.ts';

test('a new link says nothing yet, and names what it needs', () => {
  const draft = draftOf(null);
  expect(missingOf(draft)).toEqual(['name', 'url']);
  expect(missingOf({ ...draft, kind: 'page', name: 'Thanks' })).toEqual(['title']);
});

test('an address without a scheme is one of the web; a field without a name is none', () => {
  const draft = { ...draftOf(null), name: ' Tour ', url: 'fjord.example/tour', fieldValue: 'yes' };
  const { name, response, actions } = linkOfDraft(draft);
  expect([name, response, actions.field]).toEqual([
    'Tour',
    { kind: 'redirect', url: 'https://fjord.example/tour' },
    null,
  ]);
});

test('what a link does that this form shows only in part stays', () => {
  expect(withFirst(['a', 'b'], 'c')).toEqual(['c', 'b']);
  expect(withFirst(['a', 'b'], '')).toEqual(['b']);
  expect(withFirst([], 'c')).toEqual(['c']);
});
