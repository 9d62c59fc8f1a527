// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { App } from '../../entrypoints/sidebar/App.tsx';
import type { ComposeSession } from '../../lib/contract/compose.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { FakeBackground } from '../support/fake-background.ts';
import { aCompose, type FakeState } from '../support/fake-state.ts';
import { someAttachments } from '../support/library.ts';
import { press, show } from '../support/show.tsx';
import { anActivity, aPerson, aTask, idOf } from '../support/tasks.ts';

async function openTask(task: Partial<Task> = {}, state: Partial<FakeState> = {}): Promise<FakeBackground> {
  const background = show(<App />, {
    tasks: [
      aTask(task),
      aTask({ ...task, id: idOf('task', 2), personName: 'Bjørn Solheim', dueAt: '2026-11-18T09:00:00.000Z' }),
    ],
    ...state,
  });
  fireEvent.click((await screen.findAllByRole('button', { name: /Anna Lindqvist/ }))[0] as HTMLElement);
  await screen.findByRole('article');
  return background;
}
const composing = (changes: Partial<ComposeSession>): Partial<FakeState> => ({
  composes: new Map([[idOf('task', 1), aCompose(changes)]]),
});

test('a task says who, why now and what happened before, and gives the focus to its big button', async () => {
  await openTask(
    { dueAt: '2026-11-18T13:30:00.000Z' },
    {
      people: new Map([[idOf('person', 1), aPerson({ timeZone: 'America/New_York' })]]),
      history: [anActivity({ kind: 'mail.sent', title: 'Invitation' })],
    },
  );
  const task = screen.getByRole('article', { name: 'Anna Lindqvist' });
  expect(task.textContent).toContain('Head of Procurement · Nordkap Logistik AB');
  expect(task.textContent).toContain('Due today 2:30 PM (8:30 AM their time, New York)');
  expect(task.textContent).toContain('It is 5:00 AM for them now');
  expect(task.textContent).toContain('Autumn fleet renewal: day 1, step 1 (of 7 days)');
  expect(task.textContent).toContain('Before: Email sent · Invitation');
  expect(document.activeElement?.textContent).toContain('Write mail');
});

test('what came before is said as what it was, without the name of the campaign a second time', async () => {
  const title = 'Autumn fleet renewal';
  await openTask({}, { history: [anActivity({ kind: 'campaign.started', title })] });
  expect(screen.getByText('Before: Campaign started')).toBeDefined();
});

test('G7: a task that has come from somebody who is away says from whom', async () => {
  await openTask({ standingInFor: 'Bo Berg' });
  expect(screen.getByRole('article').textContent).toContain('Standing in for Bo Berg');
});

test('the email is shown with its recipients and the fields that have no value; its frame may do nothing', async () => {
  await openTask(
    {},
    {
      email: {
        to: [{ email: 'anna@nordkap.example', name: 'Anna Lindqvist' }],
        cc: [{ email: 'per@fjordline.example' }],
        bcc: [],
        subject: 'Twelve vans',
        html: '<p>Hi Anna</p><script>parent.broken = 1</script>',
        text: 'Hi Anna',
        missing: ['company'],
        prompts: [],
      },
    },
  );
  const preview = screen.getByRole('region', { name: 'Preview of the email' });
  expect(preview.textContent).toContain('Anna Lindqvist <anna@nordkap.example>');
  expect(preview.textContent).toContain('per@fjordline.example');
  expect(preview.textContent).not.toContain('Bcc');
  expect(preview.textContent).toContain('No value for: company');
  const frame = within(preview).getByTitle('Preview of the email');
  expect(frame.getAttribute('sandbox')).toBe('');
  expect(frame.getAttribute('srcdoc')).toContain("default-src 'none'");
});

test('what is still to be replaced is named before the mail is opened and while it is written', async () => {
  const email = {
    to: [{ email: 'anna@nordkap.example' }],
    cc: [],
    bcc: [],
    subject: 'Twelve vans',
    html: '<p>{{phone}} {{! say something kind }}</p>',
    text: '{{phone}} {{! say something kind }}',
    missing: ['phone'],
    prompts: ['say something kind'],
  };
  const background = await openTask({}, { email });
  await screen.findByText('No value for: phone');
  expect(screen.getByText('1 prompt left to fill: say something kind')).toBeDefined();
  const marks = ['{{phone}}', '{{! say something kind }}'];
  await background.compose(idOf('task', 1), { state: 'writing', marks });
  await screen.findByText('Still to replace before you send: phone');
  expect(screen.getByText('Still to write before you send: say something kind')).toBeDefined();
  await background.compose(idOf('task', 1), { state: 'writing', marks: marks.slice(1) });
  await waitFor(() => expect(screen.queryByText(/^Still to replace/)).toBeNull());
  await background.compose(idOf('task', 1), { state: 'sent', marks: marks.slice(1) });
  await waitFor(() => expect(screen.queryByText(/^Still to write/)).toBeNull());
});

test('s writes the mail, and the state of the compose window is told', async () => {
  const background = await openTask();
  press('s');
  await screen.findByText(/Written into your mailbox/);
  expect(background.asked.find(({ name }) => name === 'compose.start')?.request).toEqual({
    taskId: idOf('task', 1),
  });
  await background.compose(idOf('task', 1), { state: 'sending' });
  await screen.findByText('Sending…');
  await background.compose(idOf('task', 1), { state: 'sent' });
  await screen.findByText('Your mailbox has confirmed it.');
});

test('fields that could not be filled are offered for copying', async () => {
  const background = await openTask(
    {},
    composing({ report: { to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'refused' } }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Copy Text' }));
  await waitFor(() => expect(background.copied).toEqual(['Hi Anna,\n\nYou renew your fleet every autumn.']));
  expect(screen.queryByRole('button', { name: 'Copy Subject' })).toBeNull();
});

test.each([
  ['failed', 'Not sent'],
  ['discarded', 'Discarded. The task is still open.'],
  ['undone', 'Sending undone. The task is open again.'],
] as const)('%s is said as "%s"', async (state, words) => {
  await openTask({}, composing({ state }));
  expect(screen.getByText(words)).toBeDefined();
});

test('a refusal says why, and a page that has changed leaves every field to copy', async () => {
  await openTask(
    {},
    composing({
      state: 'refused',
      problem: { code: 'COMPOSE_NOT_FOUND', message: 'The mail page brought no compose window.' },
    }),
  );
  expect(screen.getByText('Not opened')).toBeDefined();
  expect(screen.getByText('The mail page brought no compose window.')).toBeDefined();
  expect(screen.getAllByRole('button', { name: /^Copy (To|Cc|Bcc|Subject|Text)$/ })).toHaveLength(5);
});

test('unsure is asked about, and the answer settles it', async () => {
  const background = await openTask({}, composing({ state: 'unsure' }));
  expect(screen.getByText('Was it sent?')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Yes, it was sent' }));
  await waitFor(() =>
    expect(background.asked.find(({ name }) => name === 'compose.settle')?.request).toEqual({
      sessionId: idOf('session', 1),
      sent: true,
    }),
  );
});

test('a call is dialled, copied, and done with its outcome and note; without an outcome it asks', async () => {
  const background = await openTask(
    { type: 'call', details: 'Ask about the vans.' },
    {
      people: new Map([[idOf('person', 1), aPerson({ phone: '+46 (0)8-123 456 78' })]]),
    },
  );
  expect(screen.getByRole('link', { name: /Call/ }).getAttribute('href')).toBe('tel:+46812345678');
  fireEvent.click(screen.getByRole('button', { name: 'Copy number' }));
  await waitFor(() => expect(background.copied).toEqual(['+46 (0)8-123 456 78']));
  press('e');
  expect((await screen.findByRole('alert')).textContent).toContain('Choose how the call went');
  fireEvent.click(screen.getByRole('radio', { name: 'Voicemail' }));
  const note = screen.getByRole('textbox', { name: /Note/ });
  fireEvent.input(note, { target: { value: ' Try on Thursday ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Done' }));
  await waitFor(() =>
    expect(background.asked.find(({ name }) => name === 'tasks.complete')?.request).toEqual({
      taskId: idOf('task', 1),
      outcome: { callResult: 'voicemail', note: 'Try on Thursday' },
    }),
  );
});

test('letters typed in a note do nothing to the task', async () => {
  const background = await openTask({ type: 'custom' });
  screen.getByRole('textbox', { name: /Note/ }).focus();
  for (const key of ['e', 's', 'h', 'z', 'Delete', '?']) press(key);
  expect(background.asked.some(({ name }) => name === 'tasks.complete' || name === 'tasks.skip')).toBe(false);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('an InMail is copied and its profile opened in a tab of its own', async () => {
  const background = await openTask({ type: 'inmail', details: 'Hi Anna, ten minutes?' });
  const profile = screen.getByRole('link', { name: 'Open InMail' });
  expect([profile.getAttribute('target'), profile.getAttribute('rel')]).toEqual([
    '_blank',
    'noopener noreferrer',
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Copy text' }));
  await waitFor(() => expect(background.copied).toEqual(['Hi Anna, ten minutes?']));
  fireEvent.click(screen.getByRole('button', { name: 'Sent, done' }));
  await waitFor(() => expect(screen.queryByRole('article')).toBeNull());
});

test('without an address there is nothing to write to, and it is said', async () => {
  await openTask({}, { email: null });
  expect(screen.getByRole('button', { name: 'Write mail' }).hasAttribute('disabled')).toBe(true);
  expect(screen.getByText(/No email address is known/)).toBeDefined();
});

test('work through goes from one task to the next and says how far it has come', async () => {
  const background = show(<App />, {
    tasks: [1, 2, 3].map((number) =>
      aTask({
        id: idOf('task', number),
        type: 'custom',
        personName: `Person ${number}`,
        dueAt: `2026-11-18T0${number}:00:00.000Z`,
      }),
    ),
  });
  await screen.findByText('3 tasks');
  press('w');
  await screen.findByRole('article', { name: /Person|Anna/ });
  expect(screen.getByRole('region', { name: 'Work through' }).textContent).toContain('1 of 3');
  press('e');
  await waitFor(() =>
    expect(screen.getByRole('region', { name: 'Work through' }).textContent).toContain('2 of 3'),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Leave it, next' }));
  await waitFor(() =>
    expect(screen.getByRole('region', { name: 'Work through' }).textContent).toContain('3 of 3'),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(screen.queryByRole('article')).toBeNull());
  expect(background.state.tasks.filter(({ status }) => status === 'done')).toHaveLength(1);
});

test('a task that is gone says so and leads back', async () => {
  const background = show(
    <App />,
    { tasks: [aTask()] },
    { 'tasks.get': () => ({ ok: false, code: 'NOT_FOUND', message: 'no task' }) },
  );
  fireEvent.click((await screen.findAllByRole('button', { name: /Anna Lindqvist/ }))[0] as HTMLElement);
  await screen.findByText('This task is no longer here');
  background.answers = {};
  fireEvent.click(screen.getByRole('button', { name: 'Back to the list' }));
  await screen.findByText('1 task');
});

test('a refusal with a session is told once, with the task; one without stands above it', async () => {
  const background = await openTask();
  const problem = { code: 'WRONG_ACCOUNT', message: 'This mailbox is privat@mail.example.' };
  background.answers = {
    'compose.start': async () => {
      await background.compose(idOf('task', 1), { state: 'refused', problem });
      return { ok: false, code: 'WRONG_ACCOUNT', message: problem.message };
    },
  };
  press('s');
  await screen.findByText('This mailbox is privat@mail.example.');
  expect(screen.queryByRole('alert')).toBeNull();
  background.state.composes.clear();
  background.answers = { 'compose.start': () => ({ ok: false, code: 'NO_MAIL_TAB', message: 'none' }) };
  press('s');
  expect((await screen.findByRole('alert')).textContent).toContain('No mailbox is open');
});

test('files that go with the email are named with the button that saves each, as nothing puts them in', async () => {
  await openTask({}, { attachments: someAttachments });
  const files = screen.getByRole('region', { name: 'Attachments' });
  expect(within(files).getByText('Put 2 files into the mail yourself')).toBeDefined();
  expect(files.textContent).toContain('182 kB');
  within(files).getByRole('button', { name: 'Save Priser 2027.pdf' });
});

test('what stood in the way of an automatic mail is said, with the server’s words', async () => {
  await openTask({ trouble: { code: 'MAIL_REJECTED', message: '550 no such user' } });
  const task = screen.getByRole('article');
  expect(task.textContent).toContain('The mail could not be delivered');
  expect(task.textContent).toContain('550 no such user');
});

test('a mail that is held as too late is let go with one press', async () => {
  const held = { cause: 'late', at: '2026-11-18T09:00:00.000Z' } as const;
  const background = await openTask({ automatic: 'step', held });
  expect(screen.getByRole('article').textContent).toContain('too late to leave by itself');
  fireEvent.click(screen.getByRole('button', { name: 'Let it go' }));
  await waitFor(() =>
    expect(background.asked).toContainEqual({
      name: 'library.ask',
      request: { name: 'tasks.release', request: { params: { id: idOf('task', 1) } } },
    }),
  );
});
