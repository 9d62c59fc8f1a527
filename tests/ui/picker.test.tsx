// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/picker/App.tsx';
import { fail, ok } from '../../lib/contract/result.ts';
import type { FakeBackground } from '../support/fake-background.ts';
import { aCompose, signedIn } from '../support/fake-state.ts';
import { someAttachments } from '../support/library.ts';
import { aNightChoice } from '../support/person-pane.ts';
import { press, show } from '../support/show.tsx';
import { aPerson, idOf } from '../support/tasks.ts';
import { aPreview, aToolTask, aToolView, toolAnswers } from '../support/tools.ts';

const done = { subject: 'done', body: 'done' } as const;
const compose = idOf('session', 9);
const email = aPerson().email ?? '';

beforeEach(() => {
  location.hash = `#compose=${compose}&theme=light`;
});

const of = (background: FakeBackground, name: string) =>
  background.asked.filter((one) => one.name === name).map(({ request }) => request);
const search = () => screen.findByRole('combobox', { name: 'Search name, subject or text' });
const list = () => within(screen.getByRole('listbox', { name: 'Templates' }));
const chosen = () => list().getByRole('option', { selected: true }).textContent;
const ready = () =>
  waitFor(() =>
    expect(screen.getByRole('button', { name: 'Insert at cursor' })).toHaveProperty('disabled', false),
  );

test('the search has the keyboard, arrows choose, Enter inserts at the cursor and the picker closes', async () => {
  const background = show(<App />, {}, toolAnswers());
  await waitFor(async () => expect(document.activeElement).toBe(await search()));
  await ready();
  expect(chosen()).toContain('First touch');
  press('ArrowDown');
  await waitFor(() => expect(chosen()).toContain('After the fair'));
  await ready();
  press('Enter');
  await waitFor(() => expect(of(background, 'tools.close')).toEqual([{ compose }]));
  expect(of(background, 'tools.insert')).toEqual([
    { compose, source: { type: 'template', id: idOf('template', 2) }, how: 'cursor', recipient: email },
  ]);
});

test('replacing is offered only where something stands, says what it does, and has a key of its own', async () => {
  show(<App />, {}, toolAnswers());
  await ready();
  expect(screen.queryByRole('button', { name: 'Replace my text' })).toBeNull();
});

test('Ctrl+Enter replaces', async () => {
  const background = show(<App />, {}, toolAnswers(aToolView({}, { hasText: true })));
  await ready();
  expect(screen.getByRole('button', { name: 'Replace my text' }).getAttribute('aria-describedby')).toBe(
    'replace-hint',
  );
  fireEvent.keyDown(await search(), { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(of(background, 'tools.insert')).toMatchObject([{ how: 'replace' }]));
});

test('Enter that comes before the preview waits for it; another choice forgets it', async () => {
  let come = (): void => {};
  const later = () =>
    new Promise<ReturnType<typeof ok<ReturnType<typeof aPreview>>>>((answer) => {
      come = () => answer(ok(aPreview()));
    });
  const background = show(<App />, {}, toolAnswers(aToolView(), { 'tools.preview': later }));
  const previewed = (times: number) =>
    waitFor(() => expect(of(background, 'tools.preview')).toHaveLength(times));
  await search();
  await waitFor(() => expect(chosen()).toContain('First touch'));
  press('Enter');
  press('ArrowDown');
  await waitFor(() => expect(chosen()).toContain('After the fair'));
  await previewed(2);
  come();
  await ready();
  expect(of(background, 'tools.insert')).toEqual([]);
  press('ArrowUp');
  await waitFor(() => expect(chosen()).toContain('First touch'));
  await previewed(3);
  press('Enter');
  expect(of(background, 'tools.insert')).toEqual([]);
  come();
  await waitFor(() =>
    expect(of(background, 'tools.insert')).toMatchObject([{ source: { id: idOf('template', 1) } }]),
  );
});

test('a key that is held down inserts nothing by itself', async () => {
  const background = show(<App />, {}, toolAnswers());
  await ready();
  fireEvent.keyDown(await search(), { key: 'Enter', repeat: true });
  fireEvent.keyDown(await search(), { key: 'Enter' });
  fireEvent.keyDown(await search(), { key: 'Enter' });
  await waitFor(() => expect(of(background, 'tools.close')).toHaveLength(1));
  expect(of(background, 'tools.insert')).toHaveLength(1);
});

test('what is still to be filled in is named before it is inserted', async () => {
  const preview = aPreview({ missing: ['title'], prompts: ['say hello', 'name a day'] });
  show(<App />, {}, toolAnswers(aToolView(), { 'tools.preview': () => ok(preview) }));
  await screen.findByText('No value for: title');
  expect(screen.getByText('2 prompts left to fill: say hello and name a day')).toBeDefined();
});

test('an insertion that went otherwise is said, with the text to copy; the way back closes the picker', async () => {
  const inserted = ok({
    report: { subject: 'done', body: 'unverified' },
    links: 'away',
    attachments: null,
  } as const);
  const background = show(<App />, {}, toolAnswers(aToolView(), { 'tools.insert': () => inserted }));
  await ready();
  press('Enter');
  const back = await screen.findByRole('button', { name: 'Back to the mail' });
  expect(screen.getByText('Inserted, but links are untracked')).toBeDefined();
  expect(of(background, 'tools.close')).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(back));
  fireEvent.click(screen.getByRole('button', { name: 'Copy text' }));
  await waitFor(() => expect(background.copied).toEqual([aPreview().text]));
  fireEvent.click(back);
  await waitFor(() => expect(of(background, 'tools.close')).toHaveLength(1));
});

test('files that go with a template are named, and stay at hand after the insertion until they are put in', async () => {
  const inserted = ok({ report: done, links: 'untracked', attachments: someAttachments } as const);
  const answers = {
    'tools.preview': () => ok(aPreview({ attachments: someAttachments })),
    'tools.insert': () => inserted,
    'library.attachment': () => fail('SERVER_AWAY', 'no answer'),
  };
  const background = show(<App />, {}, toolAnswers(aToolView(), answers));
  await screen.findByText(/^2 files go with it: Priser 2027.pdf and Twelve vans/);
  await ready();
  press('Enter');
  const back = await screen.findByRole('button', { name: 'Back to the mail' });
  expect(screen.getByText('Put 2 files into the mail yourself')).toBeDefined();
  expect(of(background, 'tools.close')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Save Priser 2027.pdf' }));
  await screen.findByRole('alert', { name: '' });
  const { templateId, files } = someAttachments;
  expect(of(background, 'library.attachment')).toEqual([{ templateId, id: files[0]?.id }]);
  fireEvent.click(back);
  await waitFor(() => expect(of(background, 'tools.close')).toHaveLength(1));
});

test('tracked or not is one choice, said in words, with what it means', async () => {
  const background = show(<App />, {}, toolAnswers());
  const tracked = await screen.findByRole('radio', { name: 'Links tracked' });
  expect(screen.getByText('Links are inserted as they are; clicks are not seen.')).toBeDefined();
  fireEvent.click(tracked);
  await screen.findByText(/Clicks will be seen/);
  expect(screen.getByText(/127.0.0.1, this computer/)).toBeDefined();
  expect(of(background, 'tools.track')).toEqual([{ compose, tracked: true }]);
});

test.each([
  [{ email, state: 'unknown', person: null } as const, /is not among your contacts/],
  [{ email, state: 'several', person: null } as const, /Several people have/],
  [{ email, state: 'unchecked', person: null } as const, /The server does not answer/],
])('a recipient who is %o is named as such', async (recipient, words) => {
  show(<App />, {}, toolAnswers(aToolView({ recipients: [recipient] })));
  expect(await screen.findByText(words)).toBeDefined();
});

test('who is at a blocked domain is named before anything is inserted', async () => {
  const [recipient] = aToolView().recipients;
  if (!recipient) throw new Error('expected a recipient');
  show(
    <App />,
    {},
    toolAnswers(aToolView({ recipients: [{ ...recipient, blockedDomain: 'fjord.example' }] })),
  );
  expect(await screen.findByText(/^At a blocked domain: /)).toBeDefined();
  expect(screen.queryByText(/^Unsubscribed/)).toBeNull();
});

test('Escape goes back to the mail', async () => {
  const background = show(<App />, {}, toolAnswers());
  await search();
  press('Escape');
  await waitFor(() => expect(of(background, 'tools.close')).toEqual([{ compose }]));
});

test.each([
  [fail('COMPOSE_NOT_FOUND', 'closed'), /window you were writing in has been closed/, 'Close'],
  [fail('BROKEN', 'a defect'), /The server has made a mistake/, 'Try again'],
])('a window that cannot be read is a sentence and a way on', async (refusal, words, action) => {
  show(<App />, {}, toolAnswers(aToolView(), { 'tools.view': () => refusal }));
  expect((await screen.findByRole('alert')).textContent).toMatch(words);
  expect(screen.getByRole('button', { name: action })).toBeDefined();
});

test('not connected, it says how to connect', async () => {
  const session = { ...signedIn, paired: false, me: null, server: null };
  const background = show(<App />, { session }, toolAnswers());
  fireEvent.click(await screen.findByRole('button', { name: 'Connect' }));
  expect(background.opened).toEqual(['chrome-extension://own/welcome.html']);
});

test('without templates it says what they are for; without a match, that', async () => {
  const none = { templates: [], categories: [], total: 0 };
  const background = show(<App />, {}, toolAnswers(aToolView(), { 'tools.templates': () => none }));
  expect(await screen.findByText('Your templates will stand here')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Open workspace' }));
  expect(background.opened).toEqual(['chrome-extension://own/workspace.html']);
});

test('a search without a match keeps its field', async () => {
  show(<App />, {}, toolAnswers());
  fireEvent.input(await search(), { target: { value: 'zzz' } });
  expect(await screen.findByText('No template matches')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Insert at cursor' })).toHaveProperty('disabled', true);
});

test('a due task is linked by its button and let go of by Undo', async () => {
  const task = aToolTask();
  let linked = false;
  const view = () => ok(aToolView(linked ? { linked: { session: aCompose(), task } } : { tasks: [task] }));
  const background = show(
    <App />,
    {},
    toolAnswers(aToolView(), {
      'tools.view': view,
      'tools.link': () => {
        linked = true;
        return ok({});
      },
      'tools.unlink': () => {
        linked = false;
        return ok({});
      },
    }),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'This is that mail' }));
  await screen.findByText('Sending this mail completes: First email');
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await screen.findByText('Complete task: First email');
  expect(of(background, 'tools.link')).toEqual([{ compose, taskId: task.id }]);
  expect(of(background, 'tools.unlink')).toEqual([{ compose, sessionId: aCompose().id }]);
});

test('of several recipients the first is meant, until one says otherwise; refusals have their reason', async () => {
  const bea = aPerson({ id: idOf('person', 2), firstName: 'Bea', lastName: 'Wold', email: 'bea@x.example' });
  const recipients = [
    { email, state: 'known', person: aPerson() } as const,
    { email: 'bea@x.example', state: 'known', person: bea } as const,
  ];
  const background = show(
    <App />,
    {},
    toolAnswers(aToolView({ recipients }), {
      'tools.enrol': ({ personIds }) =>
        ok({
          added: personIds.slice(0, 1),
          refused: [{ personId: bea.id, code: 'ALREADY_ENROLLED', message: 'already' }],
          skipped: [],
        }),
    }),
  );
  fireEvent.click(await screen.findByRole('tab', { name: 'Add to campaign' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: /Bea Wold/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Add 2 people to Autumn fleet renewal' }));
  await screen.findByText('Anna Lindqvist is on Autumn fleet renewal');
  expect(screen.getByText('Bea Wold was not added')).toBeDefined();
  expect(screen.getByText('This person is already on the campaign.')).toBeDefined();
  expect(of(background, 'tools.enrol')).toEqual([
    {
      campaignId: idOf('campaign', 1),
      personIds: [aPerson().id, bea.id],
      start: { timing: {} },
      choices: [],
    },
  ]);
});

test('who lacks a field is asked about before anybody is put on the campaign', async () => {
  const bea = aPerson({ id: idOf('person', 2), firstName: 'Bea', lastName: 'Wold', email: 'bea@x.example' });
  const recipients = [
    { email, state: 'known', person: aPerson() } as const,
    { email: 'bea@x.example', state: 'known', person: bea } as const,
  ];
  const missing = (...fields: string[]) =>
    fields.map((field) => ({ field, parts: ['html' as const], why: 'empty' as const }));
  const step = { stepId: idOf('campaign', 9), title: 'First email', dayNumber: 1, stepNumber: 1 };
  const held = [
    { personId: aPerson().id, missing: missing('phone') },
    { personId: bea.id, missing: missing('phone', 'my_title') },
  ];
  const background = show(
    <App />,
    {},
    toolAnswers(aToolView({ recipients }), {
      'campaigns.gate': () =>
        ok({ steps: [{ ...step, held, byField: [], prompts: [] }], editable: ['phone'] }),
      'tools.enrol': () => ok({ added: [aPerson().id], refused: [], skipped: [bea.id] }),
    }),
  );
  fireEvent.click(await screen.findByRole('tab', { name: 'Add to campaign' }));
  fireEvent.click(await screen.findByRole('checkbox', { name: /Bea Wold/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Add 2 people to Autumn fleet renewal' }));
  const heading = await screen.findByRole('heading', {
    name: '2 people lack something for “Autumn fleet renewal”',
  });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(of(background, 'tools.enrol')).toEqual([]);
  const title = within(screen.getByRole('region', { name: 'my_title' }));
  expect(title.queryByRole('radio', { name: /Enter the value/ })).toBeNull();
  fireEvent.click(title.getByRole('radio', { name: /Leave them out/ }));
  const phone = within(screen.getByRole('region', { name: 'phone' }));
  fireEvent.click(phone.getByRole('radio', { name: /Enter the value/ }));
  // Bea is left out already: only Anna's is asked.
  fireEvent.input(phone.getByRole('textbox'), { target: { value: ' +47 22 ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add to Autumn fleet renewal' }));
  await screen.findByText('Bea Wold was left out, as you chose');
  expect(of(background, 'tools.enrol')).toMatchObject([
    {
      choices: [
        { personId: aPerson().id, fields: { phone: { type: 'edit', value: '+47 22' } } },
        { personId: bea.id, fields: { my_title: { type: 'skip' } } },
      ],
    },
  ]);
});

test('§3.4 any step: in a compose window, too, it is asked what a time means that is over', async () => {
  const background = show(
    <App />,
    {},
    toolAnswers(aToolView(), {
      'campaigns.choices': () => ok({ campaigns: [aNightChoice()] }),
      'campaigns.gate': () => ok({ steps: [], editable: [] }),
      'tools.enrol': () => ok({ added: [aPerson().id], refused: [], skipped: [] }),
    }),
  );
  fireEvent.click(await screen.findByRole('tab', { name: 'Add to campaign' }));
  const add = () => screen.findByRole('button', { name: /^Add .*to Win back$/ });
  fireEvent.click(await add());
  const heading = await screen.findByRole('heading', { name: 'When does it start?' });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(screen.getByRole('group', { name: /“Opening” at 00:30/ })).toBeDefined();
  fireEvent.click(await add());
  expect((await screen.findByRole('alert')).textContent).toBe('Choose one of these.');
  expect(of(background, 'tools.enrol')).toEqual([]);
  // Back, and nothing of it is kept.
  fireEvent.click(screen.getByRole('radio', { name: 'At once when it starts' }));
  fireEvent.click(screen.getByRole('button', { name: 'Back' }));
  fireEvent.click(await add());
  const answer = await screen.findByRole('radio', { name: 'At once when it starts' });
  expect(answer).toHaveProperty('checked', false);
  fireEvent.click(screen.getByRole('radio', { name: /next day that counts/ }));
  fireEvent.click(await add());
  await screen.findByText('Anna Lindqvist is on Win back');
  expect(of(background, 'tools.enrol')).toMatchObject([
    { start: { timing: { firstTime: '00:30', pastTime: 'nextDay' } } },
  ]);
});
