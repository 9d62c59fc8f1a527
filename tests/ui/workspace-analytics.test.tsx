// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import type { RequestOf } from '../../lib/contract/api.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { someCampaigns, someSteps, someTeams, someUsers } from '../support/analytics.ts';
import { type FakeState, signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { show } from '../support/show.tsx';

beforeEach(() => history.replaceState(null, '', '#/analytics'));

const { me } = signedIn;
const asAdmin = { session: { ...signedIn, me: me && { ...me, role: 'admin' as const } } };

function open(over: LibraryAnswers = {}, state: Partial<FakeState> = {}) {
  const { answers, requestsOf } = aLibrary({
    'feed.choices': () => ok({ campaigns: [], users: [] }),
    'analytics.campaigns': () => ok(someCampaigns),
    'analytics.steps': () => ok(someSteps),
    ...over,
  });
  show(<App />, state, answers);
  return requestsOf;
}
const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

test('§22 totals and uniques stand side by side; what nobody knows is a dash and said, never a nought', async () => {
  open();
  const table = await screen.findByRole('region', { name: 'Mails of campaigns' });
  const [, , spring, , untracked] = within(table).getAllByRole('row');
  if (!spring || !untracked) throw new Error('expected three campaigns');
  expect(cells(spring)).toEqual([
    '420',
    '420',
    '378',
    '189',
    '252',
    '126',
    '84',
    '76',
    '17',
    '17',
    '21',
    '4',
  ]);
  expect(cells(untracked).slice(2, 6)).toEqual(Array(4).fill(expect.stringMatching(/^–.+/)));
  expect(within(table).getByRole('columnheader', { name: 'Clicked' }).getAttribute('colspan')).toBe('2');
});

test('each drawing says in a sentence what it shows, and has the table behind it', async () => {
  open();
  const drawing = await screen.findByRole('img', {
    name: /^Day by day\. 690 mails sent, 621 openings, 414 clicks, 138 replies/,
  });
  const figure = drawing.closest('figure');
  if (!figure) throw new Error('expected a figure');
  expect(figure.querySelectorAll('tbody tr')).toHaveLength(30);
});

test('the period and the campaign are asked for, and stand in the address', async () => {
  const requestsOf = open();
  fireEvent.change(await screen.findByRole('combobox', { name: 'When' }), { target: { value: 'last7' } });
  await waitFor(() =>
    expect(requestsOf('analytics.campaigns').at(-1)).toEqual({ query: { period: 'last7' } }),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Spring' }));
  await screen.findByRole('img', { name: /^How far they came/ });
  expect(requestsOf('analytics.steps')).toMatchObject([{ query: { period: 'last7' } }]);
  expect(location.hash).toContain('period=last7');
  await screen.findAllByText(/A last question about the vans \(no longer in the campaign\)/, {
    selector: 'bdi',
  });
});

test('days of one’s own begin with those that were looked at, and the last never comes before the first', async () => {
  const requestsOf = open();
  const when = await screen.findByRole('combobox', { name: 'When' });
  fireEvent.change(when, { target: { value: 'yesterday' } });
  fireEvent.change(when, { target: { value: 'days' } });
  const period = () => {
    const asked = requestsOf('analytics.campaigns').at(-1) as RequestOf<'analytics.campaigns'> | undefined;
    return asked?.query.period?.split('/') ?? [];
  };
  await waitFor(() => expect(period()).toHaveLength(2));
  const [yesterday = ''] = period();
  expect(period()).toEqual([yesterday, yesterday]);
  fireEvent.input(screen.getByLabelText('From'), { target: { value: '2026-02-01' } });
  await waitFor(() => expect(period()).toEqual(['2026-02-01', yesterday]));
  fireEvent.input(screen.getByLabelText('To'), { target: { value: '2026-01-15' } });
  await waitFor(() => expect(period()).toEqual(['2026-01-15', '2026-01-15']));
  fireEvent.input(screen.getByLabelText('To'), { target: { value: '' } });
  expect(period()).toEqual(['2026-01-15', '2026-01-15']);
  fireEvent.change(when, { target: { value: 'last7' } });
  await waitFor(() => expect(period()).toEqual(['last7']));
});

test('§22 an admin sees a team’s figures, which are those of its members, and of those in none', async () => {
  const requestsOf = open(
    { 'analytics.users': () => ok(someUsers), 'teams.list': () => ok({ teams: someTeams }) },
    asAdmin,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Teams' }));
  const table = await screen.findByRole('region', { name: 'Teams' });
  const rows = within(table).getAllByRole('row').slice(2);
  expect(
    rows.map((row) => [within(row).getByRole('rowheader').textContent, ...cells(row).slice(0, 4)]),
  ).toEqual([
    ['Öresund', '310', '12', '300', '300'],
    ['Norr', '0', '0', '0', '0'],
    ['In no team', '310', '12', '210', '210'],
  ]);
  expect(requestsOf('analytics.users')).toEqual([{ query: { period: 'last30', as: 'all' } }]);
});

test('figures that cannot be read say why', async () => {
  open({ 'analytics.campaigns': () => fail('SERVER_AWAY', 'no answer') });
  await screen.findByRole('button', { name: 'Try again' });
});
