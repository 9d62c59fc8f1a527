// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, ownTemplate, someFigures, summaryOf } from '../support/library.ts';
import { press, show } from '../support/show.tsx';
import { aTemplate, idOf } from '../support/tasks.ts';

beforeEach(() => history.replaceState(null, '', '#/templates'));

test('templates stand with their figures, and what nothing counts is a dash and no nought', async () => {
  show(<App />, {}, aLibrary().answers);
  const row = (await screen.findByRole('rowheader', { name: /First touch/ })).closest('tr');
  const cells = [...(row?.querySelectorAll('.number') ?? [])].map((cell) => cell.textContent);
  expect(cells).toEqual([
    '4',
    '3',
    '–Not tracked, so nobody knows',
    '2',
    '1',
    '0',
    '–Not tracked, so nobody knows',
  ]);
});

test('the address says what is shown, and opens the same again', async () => {
  const { answers, requestsOf } = aLibrary();
  history.replaceState(null, '', `#/templates?view=mine&search=van&id=${ownTemplate.id}`);
  show(<App />, {}, answers);
  await screen.findByRole('heading', { name: ownTemplate.name });
  expect(requestsOf('templates.list')).toEqual([
    { query: { view: 'mine', sort: 'name', limit: 100, search: 'van' } },
  ]);
  fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value: 'favourite' } });
  await waitFor(() =>
    expect(requestsOf('templates.list').at(-1)).toMatchObject({ query: { view: 'favourite' } }),
  );
  expect(location.hash).toContain('view=favourite');
});

test('an open template shows its figures though the list shows others', async () => {
  history.replaceState(null, '', `#/templates?view=favourite&id=${ownTemplate.id}`);
  const { answers } = aLibrary({ 'templates.list': () => ok({ templates: [], total: 0 }) });
  show(<App />, {}, answers);
  const panel = await screen.findByRole('complementary');
  await waitFor(() => expect(panel.querySelector('dl')?.textContent).toContain('Sent3'));
});

test('j and k go from name to name, / to the search, Escape closes what is open and comes back', async () => {
  show(<App />, {}, aLibrary().answers);
  const name = await screen.findByRole('button', { name: /^Offer/ });
  press('j');
  press('j');
  expect(document.activeElement).toBe(name);
  fireEvent.click(name);
  const heading = await screen.findByRole('heading', { name: 'Offer' });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  press('Escape');
  await waitFor(() => expect(screen.queryByRole('heading', { name: 'Offer' })).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(name));
  press('/');
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
});

test('who may not change a template is told whose it is, and may duplicate it', async () => {
  const copy = aTemplate({ id: idOf('template', 3), name: 'Copy of Offer', ownerId: 'user-1' });
  const { answers, requestsOf } = aLibrary({ 'templates.duplicate': () => ok(copy) });
  show(<App />, {}, answers);
  fireEvent.click(await screen.findByRole('button', { name: /^Offer/ }));
  await screen.findByText(/Bo Ek owns this template/);
  const panel = screen.getByRole('complementary');
  expect(within(panel).queryByRole('button', { name: 'Edit' })).toBeNull();
  expect(within(panel).queryByRole('button', { name: 'Delete' })).toBeNull();
  fireEvent.click(within(panel).getByRole('button', { name: 'Duplicate' }));
  await waitFor(() =>
    expect(requestsOf('templates.duplicate')).toMatchObject([{ body: { name: 'Copy of Offer' } }]),
  );
});

test('a deletion tells its consequence first, and can be left', async () => {
  const consequence = {
    figures: someFigures,
    versions: 2,
    attachments: 1,
    favouriteOf: 3,
    campaigns: [{ campaignId: idOf('campaign', 1), name: 'Spring', steps: 2 }],
  };
  const { answers, requestsOf } = aLibrary({
    'templates.deletion': () => ok(consequence),
    'templates.delete': () => ok({}),
  });
  show(<App />, {}, answers);
  fireEvent.click(
    (await screen.findAllByRole('button', { name: new RegExp(`^${ownTemplate.name}`) }))[0] ?? document.body,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
  await screen.findByText(/versions 2, attachments 1, favourite marks 3/);
  expect(screen.getByText(/Used 4, Sent 3, Clicked 2, and Replied 1/)).toBeDefined();
  expect(screen.getByText(/keep their copies: Spring/)).toBeDefined();
  expect(requestsOf('templates.delete')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Delete for good' }));
  await waitFor(() => expect(requestsOf('templates.delete')).toEqual([{ params: { id: ownTemplate.id } }]));
});

test('versions are compared with the present one, and an older one is restored', async () => {
  const line = {
    at: '2026-11-02T09:00:00.000Z',
    byName: 'Karin Holm',
    name: 'x',
    subject: 'y',
    restoredFrom: null,
  };
  const pieces = [
    { kind: 'removed', text: 'Hello' },
    { kind: 'added', text: 'Hi' },
  ];
  const { answers, requestsOf } = aLibrary({
    'templates.versions': () =>
      ok({
        versions: [
          { ...line, version: 2 },
          { ...line, version: 1 },
        ],
      }),
    'templates.diff': () => ok({ from: 1, to: 2, parts: [{ part: 'subject', variant: null, pieces }] }),
    'templates.restore': () => ok({ ...ownTemplate, version: 3 }),
  });
  show(<App />, {}, answers);
  fireEvent.click(
    (await screen.findAllByRole('button', { name: new RegExp(`^${ownTemplate.name}`) }))[0] ?? document.body,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Versions' }));
  expect((await screen.findByText('Hello')).tagName).toBe('DEL');
  expect(screen.getByText('Hi').tagName).toBe('INS');
  fireEvent.click(screen.getByRole('button', { name: 'Restore version 1' }));
  await waitFor(() =>
    expect(requestsOf('templates.restore')).toEqual([
      { params: { id: ownTemplate.id }, body: { version: 1, baseVersion: 2 } },
    ]),
  );
});

test('a refused change is said at its field and loses nothing; a saved one offers the campaigns to a manager', async () => {
  const refusals = [{ path: 'html', message: 'line 1, column 1: “if” is not closed' }];
  let refused = true;
  const saved = { ...ownTemplate, version: 3 };
  const steps = [
    { stepId: idOf('step', 1), title: 'First', dayNumber: 1, version: 2, state: 'older', openTasks: 1 },
  ];
  const { answers, requestsOf } = aLibrary({
    'templates.update': () => (refused ? fail('INVALID_INPUT', 'html', refusals) : ok(saved)),
    'templates.copies': () =>
      ok({ version: 3, campaigns: [{ campaignId: idOf('campaign', 1), name: 'Spring', steps }] }),
    'templates.updateCopies': () => ok({ campaigns: [], refused: [] }),
  });
  const me = signedIn.me && { ...signedIn.me, role: 'manager' as const };
  show(<App />, { session: { ...signedIn, me } }, answers);
  fireEvent.click(
    (await screen.findAllByRole('button', { name: new RegExp(`^${ownTemplate.name}`) }))[0] ?? document.body,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  fireEvent.click(await screen.findByRole('tab', { name: 'HTML source' }));
  const source = screen.getByRole('textbox', { name: 'Text (HTML source)' });
  fireEvent.input(source, { target: { value: '<p>{{#if}}' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save + close' }));
  await screen.findByText('Not saved: line 1, column 1: “if” is not closed');
  expect(screen.getByText('Not saved: Text: line 1, column 1: “if” is not closed')).toBeDefined();
  expect(source).toHaveProperty('value', '<p>{{#if}}');
  refused = false;
  fireEvent.click(screen.getByRole('button', { name: 'Save + close' }));
  await screen.findByText(/older text/);
  expect(requestsOf('templates.update').at(-1)).toMatchObject({
    body: { html: '<p>{{#if}}', baseVersion: 2, variants: [] },
  });
  const action = screen.getByRole('button', { name: 'Choose campaigns' });
  expect(action).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Spring' }));
  fireEvent.click(screen.getByRole('button', { name: 'Update 1 campaign' }));
  await waitFor(() =>
    expect(requestsOf('templates.updateCopies')).toMatchObject([{ body: { version: 3, edited: false } }]),
  );
});

test('empty for the first time, nothing found, and a server that is away', async () => {
  const { answers } = aLibrary({ 'templates.list': () => ok({ templates: [], total: 0 }) });
  show(<App />, {}, answers);
  await screen.findByText('Your templates will stand here');
  fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value: 'archived' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Show all templates' }));
  await screen.findByText('Your templates will stand here');
});

test('a server that does not answer is said, and asked again', async () => {
  let away = true;
  const list = () =>
    away ? fail('SERVER_AWAY', 'no answer') : ok({ templates: [summaryOf(ownTemplate)], total: 1 });
  show(<App />, {}, aLibrary({ 'templates.list': list }).answers);
  await screen.findByRole('alert');
  away = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('1 template');
});

test('a browser that is not connected is told what to do', async () => {
  show(<App />, { session: { ...signedIn, paired: false, me: null } });
  await screen.findByText(/look after your templates here/);
});
