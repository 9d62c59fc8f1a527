// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { App } from '../../entrypoints/sidebar/App.tsx';
import type { SessionInfo } from '../../lib/contract/messages.ts';
import { signedIn } from '../support/fake-state.ts';
import { show } from '../support/show.tsx';
import { aTask, idOf } from '../support/tasks.ts';

const syncing = (sync: Partial<SessionInfo['sync']>): SessionInfo => ({
  ...signedIn,
  sync: { ...signedIn.sync, ...sync },
});

test('empty for the first time: what it is for, and one button', async () => {
  const background = show(<App />);
  await screen.findByText('Your tasks will stand here');
  fireEvent.click(screen.getByRole('button', { name: 'Open workspace' }));
  expect(background.opened).toEqual(['http://127.0.0.1:8420']);
});

test('empty because done: when it goes on', async () => {
  show(<App />, { tasks: [aTask({ dueAt: '2026-12-03T08:00:00.000Z' })] });
  await screen.findByText('Nothing due');
  expect(screen.getByText('Next: Dec 3 9:00 AM')).toBeDefined();
});

test('nothing due today: when it goes on, and with how much', async () => {
  show(<App />, {
    tasks: [1, 2].map((number) => aTask({ id: idOf('task', number), dueAt: '2026-11-19T08:00:00.000Z' })),
  });
  await screen.findByText('Nothing due. Next: Tomorrow 9:00 AM, 2 tasks');
});

test.each([
  [syncing({ state: 'offline', waiting: 3 }), 'You are offline', '3 changes waiting'],
  [
    syncing({ state: 'serverAway', nextTryAt: '2026-11-18T10:02:00.000Z' }),
    'Next try at 11:02 AM',
    'Server does not answer',
  ],
  [syncing({ state: 'failed' }), 'Your tasks are as they were at today 10:58 AM', 'Update failed'],
  [syncing({ state: 'signedOut' }), 'Sign in again to send your changes', 'Signed out'],
])('what an outage means and what still works is said', async (session, ...words) => {
  show(<App />, { session, tasks: [aTask()] });
  await screen.findByText('1 task');
  for (const word of words) expect(document.body.textContent).toContain(word);
});

test('the first synchronisation says how far it has come', async () => {
  show(<App />, { session: syncing({ state: 'working', lastSyncAt: null, firstSyncRows: 4200 }) });
  await screen.findByText('Fetching your tasks: 4,200 rows so far');
});

test('not connected: the address is typed in a page of our own, not here', async () => {
  const background = show(<App />, { session: { ...signedIn, paired: false, me: null } });
  fireEvent.click(await screen.findByRole('button', { name: 'Connect' }));
  expect(background.opened).toEqual(['chrome-extension://own/welcome.html']);
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('R19 every site: missing access is named and granted by a button', async () => {
  show(<App />, { session: { ...signedIn, missingPermissions: ['https://mail.google.com/*'] } });
  expect((await screen.findByText(/mail\.google\.com/)).textContent).not.toContain('*');
  fireEvent.click(screen.getByRole('button', { name: 'Allow access' }));
  await waitFor(() => expect(screen.queryByText(/mail\.google\.com/)).toBeNull());
});

test('what a changed mail page has switched off is named', async () => {
  const missing = ['to', 'alsoTo'].map((part) => ({ part, function: 'recipients' as const }));
  const background = show(<App />, { missing: [...missing, { part: 'subject', function: 'subject' }] });
  await screen.findByText(/: filling in recipients and filling in the subject\./);
  fireEvent.click(screen.getByRole('button', { name: 'Open diagnostics' }));
  expect(background.opened).toEqual(['chrome-extension://own/diagnostics.html']);
});

test('what the page cannot take is offered for copying in the task', async () => {
  const missing = [
    { part: 'subject', function: 'subject' as const },
    { part: 'send', function: 'sendSignal' as const },
  ];
  const background = show(<App />, { missing, tasks: [aTask({ type: 'email' })] });
  fireEvent.click(await screen.findByRole('button', { name: /^Email/ }));
  await screen.findByText('Copy these over by hand');
  expect(screen.queryByRole('button', { name: 'Copy To' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Copy Subject' }));
  await screen.findByText('Copied');
  expect(background.copied).toEqual(['Twelve vans, one invoice']);
});

test('another device was first: told once, with the task, until dismissed', async () => {
  const notice = {
    id: idOf('notice', 1),
    at: '2026-11-18T09:00:00.000Z',
    taskId: idOf('task', 1),
    kind: 'conflict' as const,
    title: 'Anna Lindqvist',
    detail: 'Already done on another device.',
  };
  const background = show(<App />, { tasks: [aTask()], notices: [notice] });
  await screen.findByText('Another device was first');
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  await waitFor(() => expect(screen.queryByText('Another device was first')).toBeNull());
  expect(background.state.notices).toEqual([]);
});

test('signing out with changes that wait asks first', async () => {
  const background = show(<App />, { session: syncing({ state: 'offline', waiting: 2 }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Account and settings' }));
  fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  expect((await screen.findByRole('alert')).textContent).toContain('2 changes have not reached the server');
  expect(background.asked.some(({ name }) => name === 'session.signOut')).toBe(false);
  fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  await screen.findByText('Connect to your server');
});

test('no answer from the background: what to do, and again', async () => {
  let broken = true;
  show(
    <App />,
    {},
    {
      'session.get': () => {
        if (broken) throw new Error('Could not establish connection.');
        return signedIn;
      },
    },
  );
  expect((await screen.findByRole('alert')).textContent).toContain('Reload this page');
  broken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Your tasks will stand here');
});
