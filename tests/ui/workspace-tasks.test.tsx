// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { FakeBackground } from '../support/fake-background.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { press, show } from '../support/show.tsx';
import { anActivity, aPerson, aTask } from '../support/tasks.ts';

const counts = { overdue: 0, today: 1, tomorrow: 0, week: 0, later: 0 };
const consent = { noMailings: false, purposes: [] };
const content = { subject: 'Vans for {{company}}', html: '<p>Hi {{first_name}}, {{my_name}}</p>' };
const email = { ...content, alsoTo: [], cc: [], bcc: [] };

beforeEach(() => history.replaceState(null, '', '#/tasks'));

interface Desk {
  here?: boolean;
  role?: 'user' | 'manager';
  over?: LibraryAnswers;
}

/** The Tasks page over a server with this task; `here`: this browser has a copy of it. */
async function open(change: Partial<Task>, { here = true, role = 'user', over = {} }: Desk = {}) {
  const task = aTask({ dueAt: '2026-11-18T13:30:00.000Z', assigneeId: 'user-1', ...change });
  const { answers, requestsOf } = aLibrary({
    'tasks.search': () => ok({ tasks: [task], counts, campaigns: [] }),
    'tasks.get': () => ok(task),
    'people.context': () =>
      ok({
        person: aPerson(),
        consent,
        enrolments: [],
        tasks: [],
        nextTask: null,
        activities: [anActivity()],
      }),
    'absences.list': () => ok({ absences: [] }),
    'members.list': () =>
      ok({
        members: [
          { id: 'user-1', name: 'Karin Holm', self: true },
          { id: 'user-2', name: 'Bo Ek', self: false },
        ],
      }),
    'tasks.consequences': () => fail('SERVER_AWAY', 'not now'),
    ...over,
  });
  const me = signedIn.me && { ...signedIn.me, user: { ...signedIn.me.user, id: 'user-1' }, role };
  const state = { tasks: here ? [task] : [], session: { ...signedIn, me } };
  const background = show(<App />, state, answers);
  const row = await screen.findByRole('row', { name: new RegExp(task.title) });
  return { background, row, requestsOf };
}
const openedBy = async (row: HTMLElement): Promise<HTMLElement> => {
  fireEvent.click(within(row).getAllByRole('cell').at(-1) as HTMLElement);
  const sheet = await screen.findByRole('dialog', { name: 'Task' });
  await within(sheet).findByRole('article');
  return sheet;
};
const askedFor = ({ asked }: FakeBackground, name: string) =>
  asked.filter((one) => one.name === name).map(({ request }) => request);

test('§8 a mail that leaves by itself is told from work, and one that is a task because of trouble says why', async () => {
  const { row } = await open({ automatic: 'step' });
  expect(within(row).getByText('Leaves by itself')).toBeDefined();
});

test('§8 a mail whose moment has come waits for its turn, in its row and in the sheet', async () => {
  const { row } = await open({ automatic: 'step', dueAt: '2026-11-17T13:30:00.000Z' });
  expect(within(row).getByText('Waits for its turn')).toBeDefined();
  const sheet = await openedBy(row);
  expect(within(sheet).getByText(/^Its moment has come/)).toBeDefined();
  expect(within(sheet).queryByText(/^Goes out/)).toBeNull();
});

test('§8 a mail that has become a task says why in its row', async () => {
  const { row } = await open({ trouble: { code: 'MAIL_BOUNCED', message: '550' } });
  expect(within(row).getByText(/^Mail to this address comes back/)).toBeDefined();
  expect(within(row).queryByText('Leaves by itself')).toBeNull();
});

test('§8 a mail that is too late says so in its row, though it would leave by itself', async () => {
  const { row } = await open({ automatic: 'step', held: { cause: 'late', at: '2026-11-18T09:00:00.000Z' } });
  expect(within(row).getByText(/too late to leave by itself/)).toBeDefined();
});

test('§8 a click on the row of a campaign’s call opens it: talk track, place, and its outcome completes it', async () => {
  const { background, row } = await open({ type: 'call', email: null, details: 'Ask about the vans' });
  const sheet = await openedBy(row);
  expect(sheet.textContent).toContain('Ask about the vans');
  expect(sheet.textContent).toContain('Autumn fleet renewal: day 1, step 1');
  fireEvent.click(within(sheet).getByRole('button', { name: 'Done' }));
  await within(sheet).findByText('Choose how the call went, then press Done.');
  fireEvent.click(within(sheet).getByRole('radio', { name: 'Voicemail' }));
  fireEvent.click(within(sheet).getByRole('button', { name: 'Done' }));
  await waitFor(() =>
    expect(askedFor(background, 'tasks.complete')).toMatchObject([{ outcome: { callResult: 'voicemail' } }]),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  fireEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
  await waitFor(() => expect(askedFor(background, 'tasks.undo')).toHaveLength(1));
});

test('§8 Enter opens the task of the row, “Write mail” begins it in the mailbox, and closing comes back to the list', async () => {
  const { background, row } = await open({ title: 'Invitation', email });
  background.answers['compose.start'] = () => fail('NO_MAIL_TAB', 'no mailbox is open');
  row.focus();
  press('Enter');
  const sheet = await screen.findByRole('dialog', { name: 'Task' });
  fireEvent.click(await within(sheet).findByRole('button', { name: 'Write mail' }));
  await waitFor(() => expect(askedFor(background, 'compose.start')).toHaveLength(1));
  await within(sheet).findByRole('alert');
  (sheet as HTMLDialogElement).close();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('§8 a mail that leaves by itself is shown as its person will get it, and can be skipped but not written', async () => {
  const { row, requestsOf } = await open({ automatic: 'step', email }, { here: false });
  const sheet = await openedBy(row);
  expect(sheet.textContent).toContain('Goes out today 2:30 PM unless somebody completes or skips it before.');
  const preview = within(sheet).getByRole('region', { name: 'Preview of the email' });
  expect(preview.textContent).toContain('Vans for Nordkap Logistik AB');
  expect(within(preview).getByTitle('Preview of the email').getAttribute('srcdoc')).toContain(
    'Hi Anna, Karin Holm',
  );
  expect(within(sheet).queryByRole('button', { name: 'Write mail' })).toBeNull();
  expect(within(sheet).queryByRole('button', { name: 'Give' })).toBeNull();
  fireEvent.click(within(sheet).getByRole('button', { name: 'Skip' }));
  await screen.findByRole('dialog', { name: 'Skip 1 task' });
  await waitFor(() => expect(requestsOf('tasks.consequences')).toHaveLength(1));
});

test('§8 a colleague’s mail is printed in their name, and can be given away', async () => {
  const theirs = { ...email, html: '<p>{{my_name}} {{my_email}}</p>' };
  const { row } = await open({ assigneeId: 'user-2', email: theirs }, { here: false, role: 'manager' });
  const sheet = await openedBy(row);
  const frame = within(sheet).getByTitle('Preview of the email');
  expect(frame.getAttribute('srcdoc')).toContain('Bo Ek {{my_email}}');
  expect(within(sheet).getByText(/sender’s own profile/)).toBeDefined();
  expect(sheet.textContent).not.toContain('No value for');
  fireEvent.click(within(sheet).getByRole('button', { name: 'Give' }));
  await screen.findByRole('dialog', { name: 'Give 1 task to a colleague' });
});

test('§8 a task of one’s own opens the same, and is changed from there', async () => {
  const own = {
    campaignId: null,
    campaignName: null,
    dayNumber: null,
    stepNumber: null,
    type: 'custom',
  } as const;
  const { row } = await open({ ...own, email: null });
  const sheet = await openedBy(row);
  fireEvent.click(within(sheet).getByRole('button', { name: 'Change' }));
  await screen.findByRole('dialog', { name: 'Change task' });
});
