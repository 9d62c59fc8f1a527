// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { App } from '../../entrypoints/popup/App.tsx';
import { signedIn } from '../support/fake-state.ts';
import { show } from '../support/show.tsx';
import { aTask, idOf } from '../support/tasks.ts';

afterEach(() => vi.useRealTimers());
const unpaired = { ...signedIn, paired: false, me: null, server: null };

test('who is signed in, how much is due, and the next task with Start', async () => {
  const background = show(<App />, {
    tasks: [
      aTask({ dueAt: '2026-11-16T09:00:00.000Z' }),
      aTask({ id: idOf('task', 2), dueAt: '2026-11-18T12:00:00.000Z' }),
    ],
  });
  await screen.findByRole('heading', { name: 'Karin Holm' });
  await waitFor(() =>
    expect(screen.getAllByRole('definition').map((figure) => figure.textContent)).toEqual(['1', '1', '0']),
  );
  expect(screen.getByText('Up to date · 10:58 AM')).toBeDefined();
  fireEvent.click(await screen.findByRole('button', { name: 'Start' }));
  await waitFor(() =>
    expect(background.asked).toContainEqual({ name: 'compose.start', request: { taskId: idOf('task', 1) } }),
  );
});

test('Start without an open mailbox says what to do', async () => {
  show(
    <App />,
    { tasks: [aTask()] },
    { 'compose.start': () => ({ ok: false, code: 'NO_MAIL_TAB', message: 'no tab' }) },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Start' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Open your mailbox in a tab');
});

test('Open sidebar where there is none says so; Open workspace goes to the server', async () => {
  const background = show(<App />, { mailTabOpen: false });
  fireEvent.click(await screen.findByRole('button', { name: 'Open sidebar' }));
  expect((await screen.findByRole('alert')).textContent).toContain('No mailbox is open');
  fireEvent.click(screen.getByRole('button', { name: 'Open workspace' }));
  expect(background.opened).toEqual(['http://127.0.0.1:8420']);
});

test('pairing: address, code, approval page, and what follows when it is approved', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const background = show(<App />, { session: unpaired });
  const address = await screen.findByRole('textbox', { name: 'Server address' });
  expect((address as HTMLInputElement).value).toBe('http://127.0.0.1:8420');
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }));
  await screen.findByText('WXKD-MPQR');
  expect(screen.getByText('The code is good for 30 more minutes')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Open approval page' }));
  expect(background.opened).toEqual(['http://127.0.0.1:8420/pair?code=WXKD-MPQR']);
  background.answers = { 'pairing.poll': () => ({ ok: true, value: { state: 'paired' } }) };
  background.state.session = signedIn;
  await vi.advanceTimersByTimeAsync(3_100);
  await screen.findByRole('heading', { name: 'Karin Holm' });
});

test('a popup opened again shows the code that is still open', async () => {
  const code = {
    userCode: 'ABCD-EFGH',
    verificationUrl: 'http://127.0.0.1:8420/pair',
    expiresAt: '2026-11-18T10:20:00.000Z',
  };
  const background = show(<App />, { session: unpaired }, { 'session.get': async () => unpaired });
  background.settings.set('pairing', JSON.stringify(code));
  await screen.findByText('ABCD-EFGH');
});

test.each([
  ['PAIRING_EXPIRED', 'not approved in time'],
  ['PAIRING_REFUSED', 'refused on the approval page'],
] as const)('%s ends the wait and offers a new code', async (code, words) => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const background = show(
    <App />,
    { session: unpaired },
    { 'pairing.poll': () => ({ ok: false, code, message: 'no' }) },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Connect' }));
  await screen.findByText('WXKD-MPQR');
  await vi.advanceTimersByTimeAsync(3_100);
  expect((await screen.findByRole('alert')).textContent).toContain(words);
  const polls = background.asked.filter(({ name }) => name === 'pairing.poll').length;
  await vi.advanceTimersByTimeAsync(9_000);
  expect(background.asked.filter(({ name }) => name === 'pairing.poll').length).toBe(polls);
  fireEvent.click(screen.getByRole('button', { name: 'Get a new code' }));
  await screen.findByRole('textbox', { name: 'Server address' });
});

test('what is no address is refused before anything is sent; a bare host gets its scheme', async () => {
  const background = show(<App />, { session: unpaired });
  const address = await screen.findByRole('textbox', { name: 'Server address' });
  fireEvent.input(address, { target: { value: 'not an address' } });
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Type an address');
  expect(background.asked.some(({ name }) => name === 'pairing.begin')).toBe(false);
  fireEvent.input(address, { target: { value: 'utskick.example.com/path' } });
  fireEvent.click(screen.getByRole('button', { name: 'Connect' }));
  await screen.findByText('WXKD-MPQR');
  expect(background.asked.find(({ name }) => name === 'pairing.begin')?.request).toEqual({
    server: 'https://utskick.example.com',
  });
});

test('a server that does not answer is said, with the address to mend', async () => {
  show(
    <App />,
    { session: unpaired },
    { 'pairing.begin': () => ({ ok: false, code: 'SERVER_AWAY', message: 'ECONNREFUSED' }) },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Connect' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Check the address');
  expect(screen.getByRole('textbox', { name: 'Server address' })).toBeDefined();
});
