// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import { ok } from '../../lib/contract/result.ts';
import { aSheet } from '../support/builders.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary } from '../support/library.ts';
import { show } from '../support/show.tsx';

const sheet = aSheet({ active: 3 });
const { settings: _, days: __, ...facts } = sheet;
const summary = { ...facts, days: 1, steps: 1, ended: 0 };
const { me } = signedIn;
if (!me) throw new Error('expected somebody to be signed in');
const users = [
  { id: me.user.id, name: me.user.name },
  { id: 'user-2', name: 'Bo Ek' },
];
const campaignsOf = () =>
  aLibrary({
    'campaigns.overview': () => ok({ campaigns: [summary], total: 1, categories: [], users }),
    'campaigns.get': () => ok(sheet),
  });

test('§2.8: a campaign has its days and settings on one page, and leads to its people and its tasks', async () => {
  const library = campaignsOf();
  history.replaceState(null, '', `#/campaigns?id=${sheet.id}&edit=open`);
  show(<App />, {}, library.answers);
  expect(await screen.findByText('Settings of the campaign', {}, { timeout: 15_000 })).toBeDefined();
  expect(screen.getByRole('button', { name: /\(3\)$/ })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Tasks' }));
  await waitFor(() => expect(location.hash).toBe(`#/tasks?campaignId=${sheet.id}`));
});

test('§2.11 view as: an admin chooses as whom, and it stands in the address', async () => {
  const library = campaignsOf();
  history.replaceState(null, '', '#/campaigns');
  show(<App />, {}, library.answers);
  const choice = await screen.findByRole('combobox', { name: 'View as' });
  expect([...choice.querySelectorAll('option')].map(({ textContent }) => textContent)).toHaveLength(2);
  fireEvent.change(choice, { target: { value: 'user-2' } });
  await waitFor(() => expect(location.hash).toContain('as=user-2'));
  await waitFor(() =>
    expect(library.requestsOf('campaigns.overview').at(-1)).toMatchObject({ query: { as: 'user-2' } }),
  );
});
