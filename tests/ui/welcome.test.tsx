// @vitest-environment happy-dom

import { fireEvent, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/welcome/App.tsx';
import { signedIn } from '../support/fake-state.ts';
import { show } from '../support/show.tsx';

afterEach(() => history.replaceState(null, '', location.pathname));
const unpaired = { ...signedIn, paired: false, me: null, server: null };
const signInLink = '#server=http%3A%2F%2F127.0.0.1%3A8420&link=one-time';

test('a sign-in link is redeemed at once, its code taken out of the address, and the result shown', async () => {
  location.hash = signInLink;
  const background = show(<App />, { session: unpaired });
  await screen.findByText('Signed in as Karin Holm');
  expect(screen.getByText('Fjordline Sales at http://127.0.0.1:8420')).toBeDefined();
  expect(background.asked.find(({ name }) => name === 'pairing.redeem')?.request).toEqual({
    server: 'http://127.0.0.1:8420',
    linkCode: 'one-time',
  });
  expect(location.hash).toBe('');
  fireEvent.click(screen.getByRole('button', { name: 'Open the practice mailbox' }));
  expect(background.opened).toEqual(['http://127.0.0.1:8420/practice']);
});

test.each([
  ['PAIRING_UNKNOWN', 'used already'],
  ['PAIRING_EXPIRED', 'not approved in time'],
  ['SERVER_AWAY', 'does not answer'],
] as const)('a link that fails with %s says why and offers the other way', async (code, words) => {
  location.hash = signInLink;
  show(<App />, { session: unpaired }, { 'pairing.redeem': () => ({ ok: false, code, message: 'no' }) });
  expect((await screen.findByRole('alert')).textContent).toContain(words);
  fireEvent.click(screen.getByRole('button', { name: 'Connect another way' }));
  await screen.findByRole('textbox', { name: 'Server address' });
});

test('without a link: the address to connect to, and how it works', async () => {
  show(<App />, { session: unpaired });
  await screen.findByRole('textbox', { name: 'Server address' });
  expect(screen.getByRole('heading', { name: 'How it works' })).toBeDefined();
  expect(screen.getAllByRole('listitem')).toHaveLength(3);
});
