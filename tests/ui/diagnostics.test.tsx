// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { App } from '../../entrypoints/diagnostics/App.tsx';
import { Diagnostics, ServerDiagnosis } from '../../lib/contract/diagnostics.ts';
import { someDiagnostics } from '../support/diagnostics.ts';
import { show } from '../support/show.tsx';

test('each mail page tells its parts by the step that found them, and what is off', async () => {
  show(<App />);
  const gmail = (await screen.findByRole('heading', { name: 'Gmail' })).closest('article') ?? document.body;
  expect(within(gmail).getByText('1 part lost')).toBeDefined();
  expect(within(gmail).getByText('2 parts found by a fall-back')).toBeDefined();
  expect(gmail.textContent).toContain('Account: recognised');
  expect(gmail.textContent).toContain('Off until Utskick is updated: filling in the subject. Copy');
  const [notable, all] = within(gmail).getAllByRole('table');
  const rows = (table: HTMLElement | undefined) =>
    [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.children].map((cell) => cell.textContent).join(' | '),
    );
  expect(rows(notable)).toEqual([
    'seeing which account is open | account | fall-back 1',
    'filling in the subject | subject | lost',
    'filling in the text | body | fall-back 2',
  ]);
  expect(rows(all)).toContain('opening a compose window | composeButton | first choice');
  expect(screen.getByText(/All 2 parts found at first choice/)).toBeDefined();
});

test('the last mails: outcome, on what evidence, and what became of each field', async () => {
  show(<App />);
  const table = await screen.findByRole('columnheader', { name: 'Outcome' });
  const rows = [...(table.closest('table')?.querySelectorAll('tbody tr') ?? [])];
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringMatching(
      /Gmailsentthe mailbox’s own trafficTo: filled inSubject: filled inText: filled in$/,
    ),
    expect.stringMatching(
      /being sentits request, no answer yetTo: stood thereCc: filled inSubject: refusedText: not confirmed$/,
    ),
    expect.stringMatching(/Practice mailboxnot opened COMPOSE_NOT_FOUND––$/),
  ]);
});

test('"Copy report" copies what is shown, in the shape that holds no text', async () => {
  const background = show(<App />);
  fireEvent.click(await screen.findByRole('button', { name: 'Copy report' }));
  await screen.findByText('Copied');
  const copied: unknown = JSON.parse(background.copied[0] ?? '');
  const Report = Diagnostics.extend({ server: ServerDiagnosis.nullable() }).strict();
  expect(Report.parse(copied)).toMatchObject(someDiagnostics);
});

test('where copying is forbidden the report is shown to be copied by hand', async () => {
  const background = show(<App />);
  background.link.copy = async () => false;
  fireEvent.click(await screen.findByRole('button', { name: 'Copy report' }));
  expect((await screen.findByRole('alert')).textContent).toContain('copy it yourself');
  expect(screen.getByRole('textbox', { name: 'Report' }).textContent).toContain('"composeButton"');
});

test('nothing open and nothing written is said; missing access is granted by a button', async () => {
  const permissions = [{ site: 'https://mail.google.com/*', granted: false }];
  const background = show(<App />, {
    diagnostics: { ...someDiagnostics, tabs: [], sessions: [], permissions, unreadable: 1 },
    server: { state: 'away', version: null },
  });
  await screen.findByText('No mail page is open');
  expect(screen.getByText('No mail has been written from a task yet')).toBeDefined();
  expect(screen.getByText(/1 entry is left out/)).toBeDefined();
  await screen.findByText('does not answer');
  fireEvent.click(screen.getByRole('button', { name: 'Allow access' }));
  await waitFor(() =>
    expect(background.asked.filter(({ name }) => name === 'diagnostics.get')).toHaveLength(2),
  );
});

test('a background that does not answer is said, and asked again', async () => {
  let answers = false;
  show(
    <App />,
    {},
    {
      'diagnostics.get': () => {
        if (answers) return someDiagnostics;
        throw new Error('no connection');
      },
    },
  );
  expect((await screen.findByRole('alert')).textContent).toContain('did not answer');
  answers = true;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByRole('heading', { name: 'Gmail' });
});
