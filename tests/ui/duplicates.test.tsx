// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import type { Me } from '../../lib/contract/account.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { show } from '../support/show.tsx';
import { aPerson, idOf } from '../support/tasks.ts';

const anna = aPerson();
const ann = aPerson({
  id: idOf('person', 2),
  firstName: 'Ann',
  email: 'ann@other.example',
  fields: { Fleet: '40 vans' },
});
const annie = aPerson({ id: idOf('person', 3), firstName: 'Annie' });

function open(over: LibraryAnswers = {}, role: Me['role'] = 'manager') {
  const library = aLibrary({
    'people.list': () => ok({ people: [anna], total: 1 }),
    'people.fields': () => ok({ fields: [] }),
    'people.duplicates': () => ok({ groups: [{ people: [anna, ann, annie], total: 3 }], total: 1 }),
    'people.merge': () => ok(ann),
    'people.setDistinct': () => ok({}),
    ...over,
  });
  history.replaceState(null, '', '#/people?edit=duplicates');
  const { me } = signedIn;
  show(<App />, { session: { ...signedIn, me: me && { ...me, role } } }, library.answers);
  return library;
}

test('who stays and who is the same is chosen; who it will be, and what is not kept, is told before', async () => {
  const { requestsOf } = open();
  fireEvent.click(await screen.findByRole('radio', { name: 'Ann Lindqvist stays' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Annie Lindqvist is the same' }));
  fireEvent.click(screen.getByRole('button', { name: 'Merge' }));
  const sure = within(screen.getByRole('dialog', { name: 'Merge into Ann Lindqvist?' }));
  expect(sure.getByText('Fleet: 40 vans')).toBeDefined();
  expect(sure.getByText(`Not kept, but noted in the history: ${anna.email}`)).toBeDefined();
  expect(requestsOf('people.merge')).toEqual([]);
  fireEvent.click(sure.getByRole('button', { name: 'Merge' }));
  await screen.findByText('Merged: Ann Lindqvist', { selector: '.undo span' });
  expect(requestsOf('people.merge')).toEqual([{ params: { id: ann.id }, body: { personIds: [anna.id] } }]);
  await waitFor(() => expect(requestsOf('people.duplicates')).toHaveLength(2));
});

test('a merge that is refused says why, and stays open', async () => {
  open({
    'people.merge': () => fail('SAME_CAMPAIGN', 'two of them are on “Spring”: stop one of the runs first'),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Merge' }));
  const sure = within(screen.getByRole('dialog', { name: /^Merge into/ }));
  fireEvent.click(sure.getByRole('button', { name: 'Merge' }));
  await sure.findByText(/^Two of them are on one campaign/);
});

test('people who look alike and are not the same are said to be different, which can be taken back', async () => {
  const { requestsOf } = open();
  fireEvent.click(await screen.findByRole('button', { name: 'Different people' }));
  fireEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
  await waitFor(() => expect(requestsOf('people.setDistinct')).toHaveLength(2));
  const personIds = [anna.id, ann.id, annie.id];
  expect(requestsOf('people.setDistinct')).toEqual([
    { body: { personIds, distinct: true } },
    { body: { personIds, distinct: false } },
  ]);
});

test('who sells merges nobody; another likeness is asked for anew', async () => {
  const { requestsOf } = open({}, 'user');
  await screen.findByRole('button', { name: 'Different people' });
  expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: 'Same phone number' }));
  await waitFor(() =>
    expect(requestsOf('people.duplicates').at(-1)).toMatchObject({ query: { likeness: 'phone' } }),
  );
});
