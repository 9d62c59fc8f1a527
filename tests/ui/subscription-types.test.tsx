// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { SubscriptionTypesForm } from '../../components/settings/SubscriptionTypesForm.tsx';
import type { RequestOf } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import type { SubscriptionTypeRow } from '../../lib/contract/subscription.ts';
import { aLibrary } from '../support/library.ts';
import { show } from '../support/show.tsx';
import { idOf } from '../support/tasks.ts';

const news: SubscriptionTypeRow = {
  id: idOf('session', 1),
  name: 'News',
  names: { sv: 'Nyheter' },
  active: true,
  declined: 0,
};
const fairs: SubscriptionTypeRow = { ...news, id: idOf('session', 2), name: 'Fairs', names: {}, declined: 3 };

/** The form over a server that keeps what it is told. */
async function open() {
  let types = [news, fairs];
  const library = aLibrary({
    'subscriptionTypes.list': () => ok({ types }),
    'subscriptionTypes.set': ({ body }: RequestOf<'subscriptionTypes.set'>) => {
      types = body.types.map((type) => ({
        ...type,
        declined: [news, fairs].find(({ id }) => id === type.id)?.declined ?? 0,
      }));
      return ok({ types });
    },
  });
  show(<SubscriptionTypesForm />, {}, library.answers);
  await screen.findByText('Fairs', { selector: 'bdi' });
  return () => types;
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('a type is added with its names by language; one of the same name is refused at its field', async () => {
  const types = await open();
  press('New type');
  const dialog = within(screen.getByRole('dialog', { name: 'New type' }));
  const type = (name: RegExp, value: string) =>
    fireEvent.input(dialog.getByRole('textbox', { name }), { target: { value } });
  const save = () => fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
  save();
  expect(dialog.getByRole('alert').textContent).toBe('Give it a name.');
  type(/^Name/, 'news');
  expect(dialog.getByRole('alert').textContent).toBe('There is a type of this name already.');
  type(/^Name/, 'Offers');
  type(/^Dutch/, ' Aanbiedingen ');
  save();
  await screen.findByText('Saved: Offers', { selector: '.undo span' });
  expect(types()).toMatchObject([{}, {}, { name: 'Offers', names: { nl: 'Aanbiedingen' }, active: true }]);
  press('Undo');
  await waitFor(() => expect(types()).toHaveLength(2));
});

test('they are moved by keyboard and put out of use; one that somebody has declined is not removed', async () => {
  const types = await open();
  expect(screen.getByText('3 people have declined it')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Remove Fairs' })).toHaveProperty('disabled', true);
  expect(screen.getByRole('button', { name: 'Move News up' })).toHaveProperty('disabled', true);
  press('Move Fairs up');
  await waitFor(() => expect(types().map(({ name }) => name)).toEqual(['Fairs', 'News']));
  fireEvent.click(screen.getByRole('checkbox', { name: /In use\s+Fairs/ }));
  await waitFor(() => expect(types()[0]).toMatchObject({ name: 'Fairs', active: false }));
  press('Remove News');
  await waitFor(() => expect(types().map(({ name }) => name)).toEqual(['Fairs']));
});
