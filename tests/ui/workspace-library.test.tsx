// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import { fail, ok } from '../../lib/contract/result.ts';
import { aLibrary, ownTemplate } from '../support/library.ts';
import { show } from '../support/show.tsx';
import { idOf } from '../support/tasks.ts';

beforeEach(() => history.replaceState(null, '', '#/templates'));

const offers = { id: idOf('template', 11), name: 'Offers', createdById: 'user-1', templates: 1, held: 2 };
const empty = { ...offers, id: idOf('template', 12), name: 'Empty', templates: 0, held: 0 };

async function choose(name: string, text: string): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: 'Import' }));
  const field = screen.getByLabelText('File');
  fireEvent.change(field, { target: { files: [new File([text], name)] } });
  const dialog = screen.getByRole('dialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
}

test('an exported file comes in; what was refused and what was taken out is named', async () => {
  const report = {
    added: [{ index: 0, id: ownTemplate.id, name: 'Good', removed: ['<script>', 'onclick'] }],
    refused: [{ index: 1, name: 'Open', code: 'INVALID_INPUT', message: 'subject: not closed', fields: [] }],
  };
  const { answers, requestsOf } = aLibrary({ 'templates.import': () => ok(report) });
  show(<App />, {}, answers);
  await choose('templates.json', '{"format":"utskick.templates"}');
  await screen.findByText('1 template added');
  expect(screen.getByText('Good: taken out <script> and onclick')).toBeDefined();
  expect(screen.getByText('Not added, Open: subject: not closed')).toBeDefined();
  expect(requestsOf('templates.import')).toMatchObject([{ body: { file: { format: 'utskick.templates' } } }]);
  expect(requestsOf('templates.list')).toHaveLength(2);
});

test('a page of HTML becomes a template named after its file', async () => {
  const made = { template: { ...ownTemplate, name: 'Spring' }, removed: [] };
  const { answers, requestsOf } = aLibrary({ 'templates.importHtml': () => ok(made) });
  show(<App />, {}, answers);
  await choose('Spring.html', '<p>Hi</p>');
  await screen.findByText('1 template added');
  expect(requestsOf('templates.importHtml')).toMatchObject([
    { body: { name: 'Spring', source: '<p>Hi</p>' } },
  ]);
});

test('a file that is no JSON is refused here, and nothing is asked', async () => {
  const { answers, requestsOf } = aLibrary();
  show(<App />, {}, answers);
  await choose('broken.json', '{');
  await screen.findByRole('alert');
  expect(requestsOf('templates.import')).toEqual([]);
});

test('categories: added, renamed, put together in two steps, deleted when empty', async () => {
  const { answers, requestsOf } = aLibrary({
    'templateCategories.list': () => ok({ categories: [empty, offers] }),
    'templateCategories.create': () => ok(empty),
    'templateCategories.rename': () => ok(offers),
    'templateCategories.merge': () => ok({ ...empty, moved: 2 }),
    'templateCategories.delete': () => ok({}),
  });
  show(<App />, {}, answers);
  fireEvent.click(await screen.findByRole('button', { name: 'Categories' }));
  fireEvent.input(screen.getByLabelText('New category'), { target: { value: ' News ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(requestsOf('templateCategories.create')).toEqual([{ body: { name: 'News' } }]));
  const name = await screen.findByRole('textbox', { name: 'Name of Offers' });
  fireEvent.input(name, { target: { value: 'Deals' } });
  fireEvent.click(screen.getByRole('button', { name: 'Rename' }));
  await waitFor(() =>
    expect(requestsOf('templateCategories.rename')).toEqual([
      { params: { id: offers.id }, body: { name: 'Deals' } },
    ]),
  );
  const into = screen.getByRole('combobox', { name: 'Where the templates of Offers go' });
  fireEvent.change(into, { target: { value: empty.id } });
  expect(requestsOf('templateCategories.merge')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Move 2 templates and delete the category' }));
  await waitFor(() => expect(requestsOf('templateCategories.merge')).toHaveLength(1));
  expect(screen.queryByRole('button', { name: 'Delete Offers' })).toBeNull();
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Delete Empty' })).toHaveProperty('disabled', false),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Delete Empty' }));
  await waitFor(() => expect(requestsOf('templateCategories.delete')).toHaveLength(1));
});

test('a name that is taken is said at the field, and stays there', async () => {
  const taken = [{ path: 'name', message: 'there is a category “Offers” already' }];
  const { answers } = aLibrary({
    'templateCategories.create': () => fail('INVALID_INPUT', 'name', taken),
  });
  show(<App />, {}, answers);
  fireEvent.click(await screen.findByRole('button', { name: 'Categories' }));
  await screen.findByText('There are no categories yet.');
  fireEvent.input(screen.getByLabelText('New category'), { target: { value: 'offers' } });
  fireEvent.click(screen.getByRole('button', { name: 'Add' }));
  await screen.findByText('there is a category “Offers” already');
  expect(screen.getByLabelText('New category')).toHaveProperty('value', 'offers');
});

test('templates of the chosen category are saved as a file', async () => {
  const saved: Blob[] = [];
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) saved.push(blob);
    return 'blob:test';
  };
  const { answers, requestsOf } = aLibrary({ 'templates.export': () => ok({ format: 'utskick.templates' }) });
  history.replaceState(null, '', '#/templates?category=Offers');
  show(<App />, {}, answers);
  const action = await screen.findByRole('button', { name: 'Export' });
  await waitFor(() => expect(action).toHaveProperty('disabled', false));
  fireEvent.click(action);
  await waitFor(() => expect(saved).toHaveLength(1));
  expect(requestsOf('templates.export')).toEqual([{ body: { category: 'Offers' } }]);
  expect(JSON.parse((await saved[0]?.text()) ?? '')).toEqual({ format: 'utskick.templates' });
});
