// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, onTestFinished, test, vi } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import type { Me } from '../../lib/contract/account.ts';
import type { RequestOf } from '../../lib/contract/api.ts';
import type { CompanyRow } from '../../lib/contract/company.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { signedIn } from '../support/fake-state.ts';
import { aLibrary, type LibraryAnswers } from '../support/library.ts';
import { show } from '../support/show.tsx';
import { aPerson, idOf } from '../support/tasks.ts';

const tallmo: CompanyRow = {
  id: idOf('session', 1),
  name: 'Tallmo',
  email: null,
  phone: null,
  website: null,
  street: null,
  postcode: null,
  city: null,
  country: null,
  fields: {},
  noMailings: false,
  people: 2,
};
const anna = aPerson({ companyId: tallmo.id, companyName: 'Tallmo' });

function open(hash: string, over: LibraryAnswers = {}, role: Me['role'] = 'user') {
  const library = aLibrary({
    'people.list': () => ok({ people: [anna], total: 1 }),
    'companies.list': () => ok({ companies: [tallmo], total: 1 }),
    'companies.get': () => ok(tallmo),
    'companies.people': () => ok({ people: [anna], total: 2 }),
    'countries.list': () => ok({ countries: [] }),
    ...over,
  });
  history.replaceState(null, '', hash);
  const { me } = signedIn;
  const background = show(<App />, { session: { ...signedIn, me: me && { ...me, role } } }, library.answers);
  return { ...library, background };
}

test('what is searched for stands in the address, and the server is asked once for what was written', async () => {
  const { requestsOf } = open('#/people');
  await screen.findByRole('row', { name: /Anna Lindqvist/ });
  for (const words of ['t', 'ta', 'tall'])
    fireEvent.input(screen.getByRole('searchbox'), { target: { value: words } });
  await waitFor(() => expect(requestsOf('people.list')).toHaveLength(2));
  expect(requestsOf('people.list')).toMatchObject([{}, { query: { search: 'tall' } }]);
  expect(location.hash).toBe('#/people?search=tall');
});

test('a server that cannot be reached is said, with the way to ask again', async () => {
  let isAway = true;
  open('#/people', {
    'people.list': () => (isAway ? fail('SERVER_AWAY', 'no answer') : ok({ people: [anna], total: 1 })),
  });
  const again = await screen.findByRole('button', { name: 'Try again' });
  isAway = false;
  fireEvent.click(again);
  await screen.findByRole('row', { name: /Anna Lindqvist/ });
});

test('a company as it is written: faults at their fields, a refusal loses nothing, and its id is one', async () => {
  let refuses = true;
  const { requestsOf } = open('#/people?tab=companies&edit=new', {
    'companies.create': ({ body }: RequestOf<'companies.create'>) =>
      refuses
        ? fail('INVALID_INPUT', 'phone', [{ path: 'body.phone', message: 'at most 50 letters' }])
        : ok({ ...tallmo, ...body }),
  });
  const dialog = within(await screen.findByRole('dialog', { name: 'New company' }));
  const type = (name: RegExp, value: string) =>
    fireEvent.input(dialog.getByRole('textbox', { name }), { target: { value } });
  const add = () => fireEvent.click(dialog.getByRole('button', { name: 'Add company' }));
  type(/^Website/, 'no site');
  add();
  expect(dialog.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    'Give it a name.',
    'Type an address such as https://example.com.',
  ]);
  type(/^Name/, 'Grankulla');
  type(/^Website/, 'grankulla.example');
  add();
  await dialog.findByText('at most 50 letters');
  refuses = false;
  add();
  await screen.findByText('Added: Grankulla', { selector: '.undo span' });
  const bodies = requestsOf('companies.create') as RequestOf<'companies.create'>[];
  expect(bodies).toMatchObject([{}, { body: { name: 'Grankulla', website: 'https://grankulla.example' } }]);
  expect(new Set(bodies.map(({ body }) => body.id)).size).toBe(1);
});

test('who sells deletes no company', async () => {
  const address = `#/people?tab=companies&id=${tallmo.id}`;
  open(address);
  await screen.findByRole('heading', { name: '2 people work there' });
  expect(screen.queryByRole('button', { name: 'Delete company' })).toBeNull();
});

test('a manager is told whom a deletion concerns before it', async () => {
  const { requestsOf } = open(
    `#/people?tab=companies&id=${tallmo.id}`,
    { 'companies.delete': () => ok({ people: 2 }) },
    'manager',
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Delete company' }));
  const sure = within(screen.getByRole('dialog', { name: 'Delete Tallmo?' }));
  expect(sure.getByText(/^2 people work there and will belong to no company/)).toBeDefined();
  expect(requestsOf('companies.delete')).toEqual([]);
  fireEvent.click(sure.getByRole('button', { name: 'Delete company' }));
  await screen.findByText('Deleted: Tallmo', { selector: '.undo span' });
  expect(location.hash).toBe('#/people?tab=companies');
});

test('of very many people a company shows some, more when asked, and says so where it cannot show all', async () => {
  const { requestsOf } = open(`#/people?tab=companies&id=${tallmo.id}`, {
    'companies.people': ({ query }: RequestOf<'companies.people'>) => {
      const length = Number(query.limit);
      return ok({ people: Array.from({ length }, () => anna), total: 1280 });
    },
  });
  for (let shown = 100; shown < 1000; shown += 100) {
    await waitFor(() =>
      expect(requestsOf('companies.people').at(-1)).toMatchObject({ query: { limit: shown } }),
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
  }
  await screen.findByText('The first 1,000 are shown. Search to find the others.');
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

const entry = {
  at: '2026-04-12T09:30:00.000Z',
  about: 'marketing',
  legalBasis: null,
  comment: null,
  byName: null,
  fact: '{}',
};
const entries = [
  { ...entry, number: 1, now: 'given', legalBasis: 'consent', source: 'phone', shown: null, hash: 'aa' },
  {
    ...entry,
    number: 2,
    now: 'withdrawn',
    source: 'form',
    shown: { language: 'sv', text: 'Välj vilka mejl du får', version: '7b1f03c2aa90' },
    hash: 'bb',
  },
];
const sheet: LibraryAnswers = {
  'people.context': () =>
    ok({
      person: anna,
      enrolments: [],
      tasks: [],
      consent: { noMailings: false, purposes: [] },
      activities: [],
    }),
};
const openProof = async (brokenAt: number | null) => {
  open('#/people', {
    ...sheet,
    'people.consentProof': () => ok({ personId: anna.id, entries, brokenAt }),
  });
  fireEvent.click(await screen.findByRole('button', { name: /^Anna Lindqvist/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Proof' }));
  return within(await screen.findByRole('dialog', { name: /^Proof of consent: Anna/ }));
};

test('a sheet proves what was said, the latest first, with the text that was read', async () => {
  const proof = await openProof(null);
  await proof.findByText('2 entries, all as they were written');
  expect(proof.getAllByRole('listitem').map((item) => item.querySelector('strong')?.textContent)).toEqual([
    'withdrawn',
    'given',
  ]);
  expect(proof.getByText('Välj vilka mejl du får').lang).toBe('sv');
  expect(proof.getByText(/Svenska, version 7b1f03c2aa90/)).toBeDefined();
});

test('a proof that was changed says from where on', async () => {
  const proof = await openProof(2);
  await proof.findByText('Entry 2 is not what was written');
});

test('whoever may erases people, told what goes with them; the address stays refused unless that is unticked', async () => {
  const { requestsOf } = open(
    '#/people',
    {
      ...sheet,
      'people.erasure': () => ok({ people: 1, openTasks: 3, runs: 1, mails: 42 }),
      'people.erase': () => ok({ people: 1 }),
    },
    'manager',
  );
  fireEvent.click(await screen.findByRole('button', { name: /^Anna Lindqvist/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Erase…' }));
  const sure = within(await screen.findByRole('dialog', { name: 'Erase Anna Lindqvist?' }));
  await sure.findByText('42 mails that were sent or wait');
  expect(requestsOf('people.erase')).toEqual([]);
  fireEvent.click(sure.getByRole('button', { name: 'Erase' }));
  await screen.findByText('1 person erased', { selector: '.undo span' });
  expect(requestsOf('people.erase')).toEqual([{ body: { personIds: [anna.id], suppress: true } }]);
  expect(location.hash).toBe('#/people');
});

test('who sells erases nobody', async () => {
  open('#/people', sheet);
  fireEvent.click(await screen.findByRole('button', { name: /^Anna Lindqvist/ }));
  await screen.findByRole('button', { name: 'Proof' });
  expect(screen.queryByRole('button', { name: 'Erase…' })).toBeNull();
});

test('contacts are saved as a file, with their own fields behind the usual ones; only the ticked ones where some are', async () => {
  const bo = aPerson({
    id: idOf('person', 2),
    firstName: 'Bo',
    lastName: 'Berg',
    fields: { Fleet: '40 vans' },
  });
  const saved: Blob[] = [];
  const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) saved.push(blob);
    return 'blob:1';
  });
  onTestFinished(() => make.mockRestore());
  const linesOf = async (file: Blob | undefined) => (await file?.text())?.trim().split('\r\n').slice(1) ?? [];
  open('#/people', {
    'people.list': () => ok({ people: [anna, bo], total: 2 }),
    'people.fields': () => ok({ fields: ['Fleet'] }),
  });
  fireEvent.change(await screen.findByRole('combobox', { name: 'Format' }), {
    target: { value: 'semicolons' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Export' }));
  await screen.findByText(/^Saved as people .*\.csv\. Rows: 2$/);
  expect(await linesOf(saved[0])).toMatchObject([
    expect.stringMatching(/^Anna;Lindqvist;anna/),
    expect.stringMatching(/^Bo;Berg;.*;40 vans$/),
  ]);
  fireEvent.click(screen.getByRole('checkbox', { name: /Bo Berg/ }));
  fireEvent.click(await screen.findByRole('button', { name: 'Export selected' }));
  await screen.findByText(/Rows: 1$/);
  expect(await linesOf(saved[1])).toHaveLength(1);
});

test('who looks after a person is chosen in the sheet, and holds at once', async () => {
  const members = [{ id: idOf('session', 7), name: 'Bo Berg' }];
  const { requestsOf } = open('#/people', {
    'people.context': () =>
      ok({
        ...{ person: anna, enrolments: [], tasks: [], activities: [] },
        consent: { noMailings: false, purposes: [] },
        contacts: { sales: null, support: null },
      }),
    'members.list': () => ok({ members }),
    'people.setContacts': () => ok({ people: 1 }),
  });
  fireEvent.click(await screen.findByRole('button', { name: /^Anna Lindqvist/ }));
  await screen.findAllByRole('option', { name: 'Bo Berg' });
  fireEvent.change(screen.getByRole('combobox', { name: 'In sales' }), { target: { value: members[0]?.id } });
  await waitFor(() => expect(requestsOf('people.setContacts')).toHaveLength(1));
  expect(requestsOf('people.setContacts')).toEqual([
    { body: { personIds: [anna.id], sales: idOf('session', 7) } },
  ]);
});
