// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { App } from '../../entrypoints/sidebar/App.tsx';
import type { PersonPane } from '../../lib/contract/person-pane.ts';
import { fail } from '../../lib/contract/result.ts';
import { aCard, aPane, aParticipant, aRun } from '../support/person-pane.ts';
import { asked, button, dialog, openPerson } from '../support/person-tab.tsx';
import { press, show } from '../support/show.tsx';
import { anActivity, aPerson, aTask, idOf } from '../support/tasks.ts';

test('a thread marks the Person tab by name and leaves the tasks where they are', async () => {
  const background = show(<App />, { pane: aPane(), tasks: [aTask()] });
  await screen.findByRole('tab', { name: /Person.*Anna Lindqvist.*new/ });
  expect(screen.getByText('1 task')).toBeDefined();
  expect(asked(background, 'person.context').every(({ look }) => !look)).toBe(true);
  press('2');
  await screen.findByRole('heading', { name: 'Anna Lindqvist' });
  await waitFor(() => expect(asked(background, 'person.context').at(-1)?.look).toBe(true));
  expect(screen.queryByText('new')).toBeNull();
  press('1');
  await screen.findByText('1 task');
  background.state.pane = aPane({
    key: 'thread-f:2',
    name: 'Bo',
    email: 'bo@x.example',
    cards: [],
    total: 0,
  });
  await background.raise();
  await screen.findByRole('tab', { name: /Person.*Bo.*new/ });
});

test('arrows go from tab to tab, and the tab is remembered', async () => {
  const background = show(<App />, { pane: aPane(), tasks: [aTask()] });
  const tab = await screen.findByRole('tab', { name: 'Tasks' });
  fireEvent.keyDown(tab, { key: 'ArrowRight' });
  await waitFor(() =>
    expect(screen.getByRole('tab', { name: /^Person/ }).getAttribute('aria-selected')).toBe('true'),
  );
  expect(document.activeElement?.id).toBe('tab-person');
  expect(background.settings.get('tab.page')).toBe('person');
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Home' });
  await waitFor(() => expect(background.settings.get('tab.page')).toBe('tasks'));
});

test('who it is, how they are reached, what they agreed to, in words', async () => {
  const background = await openPerson({
    cards: [aCard({ person: aPerson({ timeZone: 'America/New_York' }) })],
  });
  const text = document.body.textContent ?? '';
  for (const words of [
    'Head of Procurement',
    'Nordkap Logistik AB',
    'It is 5:00 AM for them now (New York)',
    'Sales and service: given',
    'Legitimate interest',
    'E-marketing: withdrawn',
    'day 3, step 1: Follow-up call',
    '(3 of 5)',
  ])
    expect(text).toContain(words);
  fireEvent.click(button('Copy address'));
  await waitFor(() => expect(background.copied).toEqual(['anna.lindqvist@nordkap.example']));
});

test.each<[Partial<PersonPane>, string]>([
  [{ state: 'noMailbox' }, 'No mailbox in this tab'],
  [{ state: 'noThread' }, 'No message open'],
  [{ state: 'onlySelf' }, 'Only you are in this thread'],
  [
    { state: 'noAddress', others: [aParticipant({ email: null, name: 'Fleet' })] },
    'The page shows no address',
  ],
])('nobody to show is told apart: %j', async (changes, words) => {
  await openPerson({ cards: [], ...changes });
  expect(screen.getByText(words)).toBeDefined();
});

test('of several one is chosen, for this thread only', async () => {
  const others = [aParticipant(), aParticipant({ email: 'bo@x.example', name: 'Bo Berg', known: false })];
  const background = await openPerson({ state: 'several', others });
  expect(screen.getByText('2 others in this thread')).toBeDefined();
  fireEvent.click(button(/Bo Berg.*Not in contacts/));
  await waitFor(() =>
    expect(asked(background, 'person.context').at(-1)?.chosen).toEqual({
      key: 'thread-f:1',
      email: 'bo@x.example',
    }),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'All 2 in this thread' }));
  await screen.findByText('2 others in this thread');
});

test('R14 every site: with the next thread nothing of the person before is left, whatever was unfolded', async () => {
  const activities = Array.from({ length: 14 }, (_, number) =>
    anActivity({ id: idOf('activity', number + 1) }),
  );
  const background = await openPerson({ cards: [aCard({ activities })] });
  fireEvent.click(button('Show more (4)'));
  background.state.pane = aPane({
    key: 'thread-f:2',
    email: 'bo@x.example',
    name: 'Bo',
    cards: [],
    total: 0,
    lookup: 'asking',
    asOf: null,
  });
  await background.raise();
  await screen.findByText('Looking up…');
  expect(document.body.textContent).not.toMatch(/Anna|Nordkap|Follow-up|Autumn/);
});

test('several people with one address are chosen from', async () => {
  const anders = aPerson({ id: idOf('person', 2), firstName: 'Anders', title: null });
  await openPerson({ cards: [aCard(), aCard({ person: anders })], total: 12 });
  expect(screen.getByText('12 people have this address')).toBeDefined();
  expect(screen.getByText(/And 10 more/)).toBeDefined();
  fireEvent.click(button(/Anders Lindqvist/));
  await screen.findByRole('heading', { name: 'Anders Lindqvist' });
});

test.each<[Partial<PersonPane>, RegExp]>([
  [{ lookup: 'failed', problem: { code: 'SERVER_AWAY', message: '' } }, /As it was at .*; it may be old/],
  [
    { lookup: 'failed', asOf: null, problem: { code: 'NOT_SIGNED_IN', message: '' } },
    /The copy in this browser; it may be old.*You are signed out/,
  ],
  [{ lookup: 'asking', asOf: null, cards: [aCard({ consent: null, enrolments: null })] }, /Looking up…/],
])('how old it may be is said: %j', async (changes, words) => {
  const background = await openPerson(changes);
  expect(document.body.textContent).toMatch(words);
  const retry = screen.queryByRole('button', { name: 'Try again' });
  if (!retry) return;
  fireEvent.click(retry);
  await waitFor(() => expect(asked(background, 'person.lookAgain')).toHaveLength(1));
});

test('a reply by hand ends the run, and can be taken back', async () => {
  const background = await openPerson();
  fireEvent.click(button('Has replied'));
  await screen.findByText('Anna Lindqvist has replied: Autumn fleet renewal', { selector: '.undo span' });
  expect(screen.getByText('Ended: replied')).toBeDefined();
  press('z');
  await screen.findByText('Running');
  const [said] = asked(background, 'enrolment.replied');
  expect(asked(background, 'enrolment.undo')).toMatchObject([{ undoes: said?.id, enrolmentId: aRun().id }]);
});

test('a run that was stopped is undone by its own button as well', async () => {
  await openPerson();
  fireEvent.click(button('Stop'));
  const undo = await screen.findByRole('button', { name: 'Undo stop' });
  await waitFor(() => expect(undo.hasAttribute('disabled')).toBe(false));
  fireEvent.click(undo);
  await screen.findByRole('button', { name: 'Has replied' });
});

test('what the server refuses stands above, and nothing is lost', async () => {
  await openPerson({}, { 'enrolment.stop': () => fail('ENROLMENT_ENDED', 'over') });
  fireEvent.click(button('Stop'));
  expect((await screen.findByRole('alert')).textContent).toContain(
    'This run of the campaign is over already.',
  );
});

test('a task is added with a due time in the person’s zone; what is missing is said at its field', async () => {
  const background = await openPerson();
  fireEvent.click(button('New task'));
  fireEvent.click(dialog().getByRole('button', { name: 'Add task' }));
  const field = dialog().getByRole('textbox', { name: /What is to be done/ });
  expect(field.getAttribute('aria-invalid')).toBe('true');
  fireEvent.input(field, { target: { value: 'Send the price list' } });
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await screen.findByText('Task added: Send the price list', { selector: '.undo span' });
  expect(asked(background, 'tasks.create')).toMatchObject([
    { type: 'call', title: 'Send the price list', dueAt: '2026-11-19T08:00:00.000Z' },
  ]);
});

test('a note is logged; a time to come is refused at its field', async () => {
  const background = await openPerson();
  fireEvent.click(button('Log…'));
  fireEvent.input(dialog().getByRole('textbox', { name: /In short/ }), {
    target: { value: 'Met at the fair' },
  });
  fireEvent.input(dialog().getByLabelText('When'), { target: { value: '2026-11-19T09:00' } });
  fireEvent.click(dialog().getByRole('button', { name: 'Log' }));
  expect(dialog().getByText('Choose a time that is past.')).toBeDefined();
  fireEvent.input(dialog().getByLabelText('When'), { target: { value: '2026-11-18T09:00' } });
  fireEvent.click(dialog().getByRole('button', { name: 'Log' }));
  await waitFor(() =>
    expect(asked(background, 'person.log')).toMatchObject([
      { activity: { kind: 'note.logged', title: 'Met at the fair', at: '2026-11-18T08:00:00.000Z' } },
    ]),
  );
});

test('R20 every site: the open email is logged by its ids and nothing of its text', async () => {
  const background = await openPerson();
  fireEvent.click(button('Log this email'));
  await screen.findByText('Logged: Anna Lindqvist', { selector: '.undo span' });
  const [{ activity } = { activity: null }] = asked(background, 'person.log');
  expect(activity).toEqual({
    id: expect.any(String),
    kind: 'mail.logged',
    at: '2026-11-18T10:00:00.000Z',
    title: 'Gmail',
    direction: 'in',
    ids: { thread: 'thread-f:1', message: 'msg-f:1' },
  });
});

test('where the page does not say what a mail answers, the person is asked to', async () => {
  await openPerson({ site: 'outlook', noticesReplies: false });
  await screen.findByText(
    'Outlook does not say which mail this answers. If it answers the campaign, press Has replied.',
  );
});

test.each([
  ['the page shows it', {}],
  ['they wrote nothing here', { noticesReplies: false, others: [aParticipant({ role: 'to' })] }],
  ['no campaign goes on', { noticesReplies: false, cards: [aCard({ enrolments: [] })] }],
])('nobody is asked what a mail answers when %s', async (_, changes) => {
  await openPerson(changes);
  await screen.findByRole('button', { name: 'Log this email' });
  expect(screen.queryByText(/does not say which mail/)).toBeNull();
});

test('consent is written down with its basis and source', async () => {
  const background = await openPerson();
  fireEvent.click(button('Change'));
  fireEvent.click(dialog().getByRole('radio', { name: 'E-marketing' }));
  fireEvent.click(dialog().getByRole('radio', { name: 'given' }));
  fireEvent.click(dialog().getByRole('checkbox', { name: /No mailings at all/ }));
  fireEvent.click(dialog().getByRole('button', { name: 'Save' }));
  await screen.findByText('Consent saved: Anna Lindqvist', { selector: '.undo span' });
  expect(asked(background, 'person.setNoMailings')).toMatchObject([{ noMailings: true, source: 'email' }]);
  expect(asked(background, 'person.setConsent')).toMatchObject([
    { purpose: 'marketing', change: { status: 'given', legalBasis: 'consent', source: 'email' } },
  ]);
});

test('mailings §15 sheet: a former employee and a blocked address are told with their cause, and both are changed', async () => {
  const blocked = {
    address: 'anna.lindqvist@nordkap.example',
    code: 550,
    status: '5.1.1',
    text: '550 5.1.1 User unknown',
    at: '2026-11-02T08:00:00.000Z',
  };
  const reach = { formerSince: '2026-11-03T08:00:00.000Z', blocked };
  const background = await openPerson({ cards: [aCard({ reach })] });
  await screen.findByText(/^Former employee since/);
  await screen.findByText(/550 5\.1\.1 User unknown/);
  fireEvent.click(button('Works there again'));
  await screen.findByText('Anna Lindqvist works there again', { selector: '.undo span' });
  fireEvent.click(button('Use again'));
  await screen.findByText(`${blocked.address} is used again`, { selector: '.undo span' });
  expect(asked(background, 'person.setFormer')).toMatchObject([{ former: false }]);
  expect(asked(background, 'person.useAddress')).toMatchObject([{ address: blocked.address }]);
});

test('somebody is marked as a former employee, which can be taken back', async () => {
  const reach = { formerSince: null, blocked: null };
  const background = await openPerson({ cards: [aCard({ reach })] });
  fireEvent.click(button('Former employee'));
  await screen.findByText('Anna Lindqvist is marked as a former employee', { selector: '.undo span' });
  fireEvent.click(button('Undo'));
  await waitFor(() =>
    expect(asked(background, 'person.setFormer')).toMatchObject([{ former: true }, { former: false }]),
  );
});

test('somebody unknown is added with what the page shows; a field the server refuses is named', async () => {
  const nobody = { cards: [], total: 0, name: 'Ingrid Dahl (Fjord AS)', email: 'ingrid@fjord.example' };
  const refused = fail('INVALID_INPUT', 'phone', [{ path: 'body.phone', message: 'at most 50 letters' }]);
  const background = await openPerson(nobody, { 'person.add': () => refused });
  fireEvent.click(button('Add person'));
  const value = (name: RegExp) => (dialog().getByRole('textbox', { name }) as HTMLInputElement).value;
  expect([value(/First name/), value(/Last name/), value(/Email/), value(/Company/)]).toEqual([
    'Ingrid',
    'Dahl',
    'ingrid@fjord.example',
    'Fjord AS',
  ]);
  fireEvent.input(dialog().getByRole('textbox', { name: /Email/ }), { target: { value: 'no address' } });
  fireEvent.click(dialog().getByRole('button', { name: 'Add person' }));
  expect(dialog().getByText(/Type an address such as/)).toBeDefined();
  fireEvent.input(dialog().getByRole('textbox', { name: /Email/ }), { target: { value: 'i@fjord.example' } });
  fireEvent.click(dialog().getByRole('button', { name: 'Add person' }));
  await dialog().findByText('at most 50 letters');
  delete background.answers['person.add'];
  fireEvent.click(dialog().getByRole('button', { name: 'Add person' }));
  await screen.findByText('Added: Ingrid Dahl', { selector: '.undo span' });
  const ids = asked(background, 'person.add').map(({ id }) => id);
  expect(new Set(ids).size).toBe(1);
});

test('a form stays with its person when another thread is opened meanwhile', async () => {
  const background = await openPerson();
  fireEvent.click(button('Log…'));
  fireEvent.input(dialog().getByRole('textbox', { name: /In short/ }), { target: { value: 'Met' } });
  background.state.pane = aPane({
    key: 'thread-f:2',
    email: 'bo@x.example',
    name: 'Bo',
    cards: [],
    total: 0,
  });
  await background.raise();
  await screen.findByRole('heading', { name: 'Bo' });
  expect(dialog().getByRole('heading', { name: 'Log for Anna Lindqvist' })).toBeDefined();
  fireEvent.click(dialog().getByRole('button', { name: 'Log' }));
  await waitFor(() => expect(asked(background, 'person.log')).toMatchObject([{ personId: aPerson().id }]));
});

test('§8.2 person: Start goes to the task and, for an email, opens its window', async () => {
  const task = aTask();
  const background = await openPerson({ cards: [aCard({ tasks: [task] })] });
  fireEvent.click(button('Start'));
  await screen.findByRole('article', { name: /Anna/ });
  expect(screen.getByRole('tab', { name: 'Tasks' }).getAttribute('aria-selected')).toBe('true');
  await waitFor(() => expect(asked(background, 'compose.start')).toEqual([{ taskId: task.id }]));
});

test('a reply seen in the mailbox is told with its way back', async () => {
  const undo = { personId: aPerson().id, enrolmentId: aRun().id, undoes: idOf('action', 5) };
  const notice = {
    id: idOf('notice', 1),
    at: '2026-11-18T09:00:00.000Z',
    taskId: null,
    kind: 'replied' as const,
    title: 'Anna Lindqvist',
    detail: '“Autumn fleet renewal” has ended for them.',
    undo,
  };
  const background = show(<App />, { pane: aPane(), notices: [notice], tasks: [aTask()] });
  await screen.findByText('A reply was seen');
  fireEvent.click(button('Undo'));
  await waitFor(() => expect(screen.queryByText('A reply was seen')).toBeNull());
  expect(asked(background, 'enrolment.undo')).toEqual([undo]);
});

test('s on a task that is still loading starts it as soon as it is there', async () => {
  let arrive: () => void = () => undefined;
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const task = aTask({ email: { subject: 'x', html: '', alsoTo: [], cc: [], bcc: [] } });
  const background = show(<App />, { tasks: [task] });
  await screen.findByText('1 task');
  const detail = await background.link.ask('tasks.get', { taskId: task.id });
  background.answers = { 'tasks.get': () => late.then(() => detail) };
  press('j');
  (document.activeElement as HTMLElement).click();
  await waitFor(() => expect(screen.queryByText('1 task')).toBeNull());
  press('s');
  expect(asked(background, 'compose.start')).toEqual([]);
  arrive();
  await waitFor(() => expect(asked(background, 'compose.start')).toHaveLength(1));
});

test('Ctrl+Enter in the note of a task finishes it', async () => {
  const background = show(<App />, { tasks: [aTask({ type: 'custom' })] });
  await screen.findByText('1 task');
  press('j');
  (document.activeElement as HTMLElement).click();
  const note = await screen.findByRole('textbox', { name: /^Note/ });
  fireEvent.input(note, { target: { value: 'Sent the letter' } });
  fireEvent.keyDown(note, { key: 'Enter', ctrlKey: true });
  await waitFor(() =>
    expect(asked(background, 'tasks.complete')).toMatchObject([{ outcome: { note: 'Sent the letter' } }]),
  );
});
