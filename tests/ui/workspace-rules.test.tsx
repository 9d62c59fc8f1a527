// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Template } from '../../lib/contract/template.ts';
import { type FakeState, signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers, ownTemplate } from '../support/library.ts';
import { show } from '../support/show.tsx';
import { idOf } from '../support/tasks.ts';

async function open(template: Template, over: LibraryAnswers = {}, state: Partial<FakeState> = {}) {
  const library = aLibrary({ 'templates.get': () => ok(template), ...over });
  show(<App />, state, library.answers);
  return { ...library, panel: await screen.findByRole('complementary') };
}

beforeEach(() => history.replaceState(null, '', `#/templates?id=${ownTemplate.id}`));

test('up to three criteria; a line without a field is left out, and everything else of the template stays', async () => {
  const { panel, requestsOf } = await open(ownTemplate, { 'templates.update': () => ok(ownTemplate) });
  expect(within(panel).getByText(/^Nobody in particular/)).toBeDefined();
  fireEvent.click(within(panel).getByRole('button', { name: 'Change rule' }));
  const dialog = screen.getByRole('dialog');
  const add = within(dialog).getByRole('button', { name: 'Add a criterion' });
  fireEvent.click(add);
  fireEvent.click(add);
  expect(within(dialog).queryByRole('button', { name: 'Add a criterion' })).toBeNull();
  const [first, second] = within(dialog).getAllByRole('group', { name: /^Criterion/ });
  const fill = (group: HTMLElement | undefined, field: string, value: string): void => {
    if (!group) throw new Error('expected another criterion');
    fireEvent.input(within(group).getByRole('combobox', { name: 'Field' }), { target: { value: field } });
    fireEvent.input(within(group).getByRole('textbox', { name: 'Value' }), { target: { value } });
  };
  fill(first, 'title', 'Head');
  fill(second, 'custom_field_sites', '3');
  fireEvent.click(within(dialog).getByRole('radio', { name: 'Any of these holds' }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(requestsOf('templates.update')).toHaveLength(1));
  const criteria = [
    { field: 'title', operator: 'equals', value: 'Head' },
    { field: 'custom_field_sites', operator: 'equals', value: '3' },
  ];
  expect(requestsOf('templates.update')).toMatchObject([
    {
      body: {
        recommendation: { match: 'any', criteria },
        subject: ownTemplate.subject,
        html: ownTemplate.html,
        shared: ownTemplate.shared,
        baseVersion: 2,
      },
    },
  ]);
});

test('a field that nobody can have is told while it is typed; without criteria there is no rule', async () => {
  const criteria = [{ field: 'title', operator: 'contains', value: 'Head' } as const];
  const ruled = { ...ownTemplate, recommendation: { match: 'all' as const, criteria } };
  const { panel, requestsOf } = await open(ruled, { 'templates.update': () => ok(ownTemplate) });
  expect(within(panel).getByRole('listitem').textContent).toBe('title contains “Head”');
  fireEvent.click(within(panel).getByRole('button', { name: 'Change rule' }));
  const dialog = screen.getByRole('dialog');
  const field = within(dialog).getByRole('combobox', { name: 'Field' });
  fireEvent.input(field, { target: { value: 'titel' } });
  expect(within(dialog).getByRole('alert').textContent).toContain('it would never hold');
  fireEvent.input(field, { target: { value: 'title' } });
  expect(within(dialog).queryByRole('alert')).toBeNull();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Remove criterion 1' }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(requestsOf('templates.update')).toMatchObject([{ body: { recommendation: null } }]),
  );
});

const north = { id: idOf('campaign', 7), name: 'North', memberIds: ['user-1'], mayShare: true };
const south = { id: idOf('campaign', 8), name: 'South', memberIds: [], mayShare: false };

test('§2.10 sharing: with own teams, at least one of them; a refusal leaves what was chosen', async () => {
  const { panel, requestsOf } = await open(
    { ...ownTemplate, shared: false },
    {
      'teams.list': () => ok({ teams: [north, south] }),
      'templates.share': () => fail('NOT_ALLOWED', 'not yours'),
    },
  );
  fireEvent.click(within(panel).getByRole('button', { name: 'Share' }));
  const dialog = screen.getByRole('dialog', { name: /^Share/ });
  fireEvent.click(within(dialog).getByRole('radio', { name: 'Chosen teams' }));
  const team = await within(dialog).findByRole('checkbox', { name: 'North' });
  expect(within(dialog).queryByRole('checkbox', { name: 'South' })).toBeNull();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(within(dialog).getByRole('alert').textContent).toBe('Choose at least one team.');
  fireEvent.click(team);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(requestsOf('templates.share')).toMatchObject([{ body: { shared: false, teamIds: [north.id] } }]),
  );
  await within(dialog).findByRole('alert');
  expect((team as HTMLInputElement).checked).toBe(true);
});

test('§2.10 lockdown: what changes a template is gone, with the reason; marking it stays', async () => {
  const { me } = signedIn;
  const locked = me && { ...me, role: 'manager' as const, lockdown: { templates: true, campaigns: false } };
  const { panel } = await open(ownTemplate, {}, { session: { ...signedIn, me: locked } });
  expect(within(panel).getByText(/^Only admins may change templates here/)).toBeDefined();
  const names = screen.getAllByRole('button').map(({ textContent }) => textContent);
  for (const name of ['Edit', 'Share', 'Duplicate', 'Delete', 'New template', 'Import', 'Categories'])
    expect(names).not.toContain(name);
  expect(screen.getAllByRole('button', { name: /favourite/i }).length).toBeGreaterThan(0);
});
