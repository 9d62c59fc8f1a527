// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App as Sidebar } from '../../entrypoints/sidebar/App.tsx';
import { App as Workspace } from '../../entrypoints/workspace/App.tsx';
import type { FeedEntry } from '../../lib/contract/feed.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { anEntry } from '../support/feed.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { press, show } from '../support/show.tsx';

beforeEach(() => history.replaceState(null, '', '#/feed'));

const clicked = anEntry(0, 'clicked');
const sent = anEntry(1, 'sent');
const seenAt = '2026-11-18T05:00:00.000Z';

/** The feed with a click and a mail, looked at before both; `over` answers otherwise. */
function aFeed(entries: FeedEntry[] = [clicked, sent], over: LibraryAnswers = {}) {
  return aLibrary({
    'feed.list': () => ok({ entries, next: null }),
    'feed.news': () => ok({ count: 2, seenAt, now: '2026-11-18T10:00:00.000Z' }),
    'feed.look': () => ok({}),
    'feed.choices': () => ok({ campaigns: [], users: [] }),
    ...over,
  });
}
const rowOf = async (kind: string): Promise<HTMLElement> => {
  const row = (await screen.findByText(new RegExp(`^${kind}`), { selector: '.feed-text p' })).closest('li');
  if (!row) throw new Error('expected a row');
  return row;
};

test('§13 a line says who, what and how; what others did since the last look is marked, one’s own is not', async () => {
  show(<Workspace />, {}, aFeed().answers);
  const row = await rowOf('Clicked a link');
  expect(row.textContent).toContain('Ana Itō');
  expect(row.textContent).toContain('fjord.example/tour/board');
  expect(row.textContent).toContain('on a phone');
  await waitFor(() => expect(within(row).getByText('New')).toBeDefined());
  expect(within(await rowOf('Mail sent')).queryByText('New')).toBeNull();
});

test('who sees the feed has looked, up to what the server knew then', async () => {
  const { answers, requestsOf } = aFeed();
  show(<Workspace />, {}, answers);
  await waitFor(() =>
    expect(requestsOf('feed.look')).toEqual([{ body: { at: '2026-11-18T10:00:00.000Z' } }]),
  );
});

test('§13 what happens appears by itself when the background tells of news', async () => {
  let entries = [sent];
  const { answers } = aFeed([], { 'feed.list': () => ok({ entries, next: null }) });
  const background = show(<Workspace />, {}, answers);
  await rowOf('Mail sent');
  entries = [clicked, sent];
  await background.raise();
  await rowOf('Clicked a link');
});

test('by keyboard: a mail to the person of the row is begun as a task, which is taken back', async () => {
  const skipped: string[] = [];
  const { answers } = aFeed();
  const background = show(
    <Workspace />,
    {},
    {
      ...answers,
      'tasks.skip': ({ taskId }) => {
        skipped.push(taskId);
        return ok({ actionId: taskId });
      },
    },
  );
  await rowOf('Clicked a link');
  press('e'); // no row has the focus: nothing happens
  press('j');
  press('e');
  fireEvent.click(await screen.findByRole('button', { name: /^Undo/ }));
  await waitFor(() => expect(skipped).toHaveLength(1));
  const names = background.asked.map(({ name }) => name);
  expect(names.filter((name) => name === 'tasks.create')).toHaveLength(1);
  expect(names.indexOf('sync.now')).toBeLessThan(names.indexOf('compose.start'));
});

test('the person of a row is put on a campaign, and the feed narrowed to them', async () => {
  const { answers, requestsOf } = aFeed();
  show(<Workspace />, {}, answers);
  const row = await rowOf('Clicked a link');
  fireEvent.click(within(row).getByRole('button', { name: 'Add Ana Itō to a campaign' }));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  fireEvent.click(within(row).getByRole('button', { name: 'Only Ana Itō' }));
  const { personId } = clicked;
  await waitFor(() => expect(requestsOf('feed.list').at(-1)).toMatchObject({ query: { personId } }));
  expect(location.hash).toContain(`personId=${personId}`);
});

test('nothing yet, nothing like that, and a server that is away are told apart', async () => {
  show(<Workspace />, {}, aFeed([]).answers);
  await screen.findByText('Nothing has happened yet');
  fireEvent.change(screen.getByRole('combobox', { name: 'When' }), { target: { value: 'today' } });
  await screen.findByText('Nothing like that has happened');
});

test('a feed that cannot be read says why and is asked for again', async () => {
  let isAway = true;
  const list = () => (isAway ? fail('SERVER_AWAY', 'no answer') : ok({ entries: [sent], next: null }));
  show(<Workspace />, {}, aFeed([], { 'feed.list': list }).answers);
  const again = await screen.findByRole('button', { name: 'Try again' });
  isAway = false;
  fireEvent.click(again);
  await rowOf('Mail sent');
});

test('the sidebar’s tab says how much is new, opens by its key and shows the same lines', async () => {
  show(<Sidebar />, {}, aFeed().answers);
  await screen.findByRole('tab', { name: /^Feed.*2.*new/ });
  press('3');
  await rowOf('Clicked a link');
  expect(screen.getByRole('tab', { name: /^Feed/ }).getAttribute('aria-selected')).toBe('true');
});
