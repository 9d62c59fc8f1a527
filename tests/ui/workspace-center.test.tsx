// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { movedBefore } from '../../components/center/HeadCell.tsx';
import { usualLayout } from '../../components/center/layouts.ts';
import { App } from '../../entrypoints/workspace/App.tsx';
import { MailFolder } from '../../lib/contract/mail.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { aMail, someCounts } from '../support/mails.ts';
import { press, show } from '../support/show.tsx';
import { aPerson, idOf } from '../support/tasks.ts';

const consent = { noMailings: false, purposes: [] };
const somebody = aPerson({ id: idOf('person', 1) });

beforeEach(() => history.replaceState(null, '', '#/mails'));

/** The page over a server with two mails; `over` answers otherwise. */
function open(over: LibraryAnswers = {}) {
  const { answers, requestsOf } = aLibrary({
    'mails.folders': () => ok({ counts: someCounts, senders: [] }),
    'mails.list': () => ok({ mails: [aMail(0), aMail(1)], total: 2, next: null }),
    'mails.searches': () => ok({ searches: [] }),
    'mails.layouts': () => ok({ layouts: {} }),
    'mails.saveLayout': ({ body }: { body: unknown }) => ok(body),
    'mails.do': () => ok({ mail: null }),
    'mails.saveSearch': ({ params, body }: { params: object; body: object }) => ok({ ...params, ...body }),
    ...over,
  });
  show(<App />, {}, answers);
  return requestsOf;
}

test('§12.1 each folder stands at the left with its count, and asks for its mails by the newest', async () => {
  const requestsOf = open();
  const nav = await screen.findByRole('navigation', { name: 'Folders' });
  for (const name of ['Delivered', 'Archived', 'Scheduled', 'Drafts', 'In progress', 'Failed', 'Bounced'])
    expect(within(nav).getByRole('button', { name: new RegExp(`^${name}`) })).toBeDefined();
  await waitFor(() => within(nav).getByRole('button', { name: /1,284/ }));
  fireEvent.click(within(nav).getByRole('button', { name: /^Scheduled/ }));
  await waitFor(() =>
    expect(requestsOf('mails.list').at(-1)).toMatchObject({
      query: { folders: 'scheduled', sort: 'at', order: 'ascending' },
    }),
  );
  expect(location.hash).toContain('folders=scheduled');
});

test('§12.2 a mail that is due and was not taken up yet waits for its turn', async () => {
  const dues = ['2020-06-04T08:00:00.000Z', '2999-06-04T08:00:00.000Z'];
  const mails = dues.map((dueAt, index) => aMail(index, 'waiting', 'scheduled', { dueAt }));
  history.replaceState(null, '', '#/mails?folders=scheduled');
  open({ 'mails.list': () => ok({ mails, total: 2, next: null }) });
  expect(await screen.findAllByText('Waits for its turn')).toHaveLength(1);
  expect(screen.getAllByText('Waits for its moment')).toHaveLength(1);
});

test('§12.2 a row offers its two actions; what was done is taken back', async () => {
  const requestsOf = open();
  const row = (await screen.findAllByRole('row'))[1];
  if (!row) throw new Error('expected a row');
  const own = within(row).getAllByRole('cell').at(-1);
  expect(own && within(own).getAllByRole('button')).toHaveLength(2);
  fireEvent.click(within(row).getByRole('button', { name: /^Archive/ }));
  fireEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
  await waitFor(() => expect(requestsOf('mails.do')).toHaveLength(2));
  expect(requestsOf('mails.do')).toMatchObject([
    { body: { deed: 'archive' } },
    { body: { deed: 'unarchive' } },
  ]);
});

test('§12.2 whom a mail went to is opened, written to, given a task, and looked at alone', async () => {
  const requestsOf = open({
    'people.get': () => ok(somebody),
    'people.context': () => ok({ person: somebody, enrolments: [], consent, activities: [] }),
  });
  const row = (await screen.findAllByRole('row'))[1];
  if (!row) throw new Error('expected a row');
  const { personName, personId } = aMail(0);
  row.focus();
  press('p');
  await waitFor(() => expect(requestsOf('mails.list').at(-1)).toMatchObject({ query: { personId } }));
  fireEvent.click(await screen.findByRole('button', { name: `Not only ${personName}` }));
  await waitFor(() => expect(requestsOf('mails.list').at(-1)).not.toMatchObject({ query: { personId } }));
  fireEvent.click(within(row).getByRole('button', { name: personName ?? '' }));
  await screen.findByRole('dialog', { name: 'Person' });
  expect(requestsOf('people.context')).toEqual([{ params: { id: personId } }]);
  fireEvent.click(await screen.findByRole('button', { name: 'New task' }));
  await screen.findByRole('dialog', { name: /^New task for/ });
});

test('§12.4 mails are narrowed to a campaign, a selection and to days', async () => {
  const selection = { id: idOf('campaign', 4), name: 'Autumn fair' };
  const requestsOf = open({
    'feed.choices': () => ok({ campaigns: [{ id: idOf('campaign', 1), name: 'Spring' }], users: [] }),
    'selections.list': () => ok({ selections: [selection] }),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'More filters' }));
  const choose = async (label: string, value: string) =>
    fireEvent.change(await screen.findByRole('combobox', { name: label }), { target: { value } });
  await choose('Campaign', idOf('campaign', 1));
  await choose('Selection', selection.id);
  await choose('When', 'days');
  fireEvent.input(await screen.findByLabelText('From'), { target: { value: '2026-01-02' } });
  await waitFor(() =>
    expect(requestsOf('mails.list').at(-1)).toMatchObject({
      query: {
        campaignId: idOf('campaign', 1),
        selectionId: selection.id,
        period: expect.stringMatching(/^2026-01-02\/\d{4}-\d\d-\d\d$/),
      },
    }),
  );
});

test('a key does to the row what its button does, and nothing while none has it', async () => {
  const requestsOf = open();
  await screen.findAllByRole('row');
  press('s');
  press('j');
  press('s');
  await waitFor(() => expect(requestsOf('mails.do')).toMatchObject([{ body: { deed: 'success' } }]));
});

test('§12.3 the table is sorted by a column, and its width changed by the keyboard, for its folder', async () => {
  const requestsOf = open();
  fireEvent.click(await screen.findByRole('button', { name: 'Person' }));
  await waitFor(() =>
    expect(requestsOf('mails.saveLayout')).toMatchObject([
      { params: { folder: 'delivered' }, body: { sort: 'person', descending: false } },
    ]),
  );
  fireEvent.keyDown(screen.getByRole('separator', { name: 'Width of Person' }), { key: 'ArrowRight' });
  await waitFor(() => expect(requestsOf('mails.saveLayout')).toHaveLength(2));
  expect(requestsOf('mails.saveLayout')[1]).toMatchObject({
    body: { columns: expect.arrayContaining([{ name: 'person', widthPx: 166 }]) },
  });
});

test('§12.3 a column that is dropped on another stands in front of it', () => {
  const names = (moved: string) =>
    movedBefore(usualLayout('delivered'), moved, 'person').columns.map(({ name }) => name);
  expect(names('sent').slice(0, 2)).toEqual(['sent', 'person']);
  expect(names('person')).toEqual(names('nothing'));
  for (const folder of MailFolder.options) expect(usualLayout(folder).columns.length).toBeGreaterThan(3);
});

test('§12.4 filters are kept as a search under a name, which is shown then', async () => {
  const requestsOf = open();
  fireEvent.click(await screen.findByRole('button', { name: 'More filters' }));
  fireEvent.change(screen.getByRole('combobox', { name: 'Replied' }), { target: { value: 'yes' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save search' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.input(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: ' Hot ' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(requestsOf('mails.saveSearch')).toMatchObject([
      { body: { name: 'Hot', filters: { folders: 'delivered', replied: 'yes' } } },
    ]),
  );
});

test('an empty folder says what it is for, and what matches nothing is told otherwise', async () => {
  open({ 'mails.list': () => ok({ mails: [], total: 0, next: null }) });
  await screen.findByText('Nothing here');
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'zzz' } });
  await screen.findByText('No mail is like that');
});

test('a refusal is told, and the list stays', async () => {
  open({ 'mails.do': () => fail('MAIL_MOVED_ON', 'gone') });
  const row = (await screen.findAllByRole('row'))[1];
  if (!row) throw new Error('expected a row');
  fireEvent.click(within(row).getByRole('button', { name: /^Archive/ }));
  expect((await screen.findByRole('alert')).textContent).toContain('something has become of it meanwhile');
  expect(screen.getAllByRole('row')).toHaveLength(3);
});
