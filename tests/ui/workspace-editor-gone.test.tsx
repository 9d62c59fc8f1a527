// @vitest-environment happy-dom

import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { formOf } from '../../components/editor/form.ts';
import { App } from '../../entrypoints/workspace/App.tsx';
import { fail, ok } from '../../lib/contract/result.ts';
import { address, mail, open, subject, type } from '../support/editor-page.tsx';
import { aLibrary } from '../support/library.ts';
import { show } from '../support/show.tsx';

beforeEach(() => history.replaceState(null, '', address));

/** Asked once more for the template, nobody knows it. */
async function openGone() {
  const { requestsOf, ...library } = aLibrary({
    'templates.get': () => fail('NOT_FOUND', 'there is no such template'),
    'templates.create': ({ body }: { body: object }) => ok({ ...mail, ...body, version: 1 }),
  });
  const form = { ...formOf(mail), subject: 'An hour of work' };
  library.drafts.set(mail.id, {
    id: mail.id,
    baseVersion: 2,
    basePlace: { category: '', shared: false },
    copyId: null,
    form,
    savedAt: '2026-11-12T13:20:00.000Z',
  });
  show(<App />, {}, library.answers);
  await screen.findByText('The template is no longer there');
  expect(await subject()).toHaveProperty('value', 'An hour of work');
  return { ...library, copies: () => requestsOf('templates.create') as { body: { id: string } }[] };
}

test('unsaved work on a template that is gone is opened, and saved as a copy', async () => {
  const { drafts, copies } = await openGone();
  await waitFor(() => expect(drafts.get(mail.id)?.copyId).toMatch(/^[\w-]{36}$/), { timeout: 3000 });
  const copyId = drafts.get(mail.id)?.copyId;
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(location.hash).toBe(`#/templates?id=${copyId}&edit=open`));
  expect(copies()).toMatchObject([{ body: { id: copyId, subject: 'An hour of work', html: mail.html } }]);
  expect(screen.queryByText('The template is no longer there')).toBeNull();
  await waitFor(() => expect(drafts.size).toBe(0));
});

test('work on a template that is gone can be thrown away', async () => {
  const { drafts, copies } = await openGone();
  fireEvent.click(screen.getByRole('button', { name: 'Throw away' }));
  fireEvent.click(screen.getByRole('button', { name: 'Throw away for good' }));
  await waitFor(() => expect(drafts.size).toBe(0));
  expect(copies()).toEqual([]);
  await waitFor(() => expect(location.hash).not.toContain('edit'));
});

test('a template that is deleted while it is written stays on the page, and what is typed on while its copy is saved is kept as work on that', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const { requestsOf, drafts } = open({
    'templates.update': () => fail('NOT_FOUND', 'there is no such template'),
    'templates.create': () => new Promise<never>((resolve) => (answer = resolve as typeof answer)),
  });
  type(await subject(), 'Half a');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('The template is no longer there');
  expect(await subject()).toHaveProperty('value', 'Half a');
  await waitFor(() => expect(drafts.get(mail.id)?.copyId).toMatch(/^[\w-]{36}$/), { timeout: 3000 });
  const copyId = drafts.get(mail.id)?.copyId ?? '';
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(requestsOf('templates.create')).toMatchObject([{ body: { id: copyId } }]));
  type(await subject(), 'Half a sentence');
  answer(ok({ ...mail, id: copyId, subject: 'Half a', version: 1 }));
  await waitFor(() => expect(location.hash).toContain(copyId));
  await waitFor(() => expect([...drafts.keys()]).toEqual([copyId]), { timeout: 3000 });
  expect(drafts.get(copyId)).toMatchObject({
    baseVersion: 1,
    copyId: null,
    form: { subject: 'Half a sentence' },
  });
  expect(await subject()).toHaveProperty('value', 'Half a sentence');
});

test('a new template has its id from the address, so that a repeat adds nothing', async () => {
  history.replaceState(null, '', '#/templates');
  const { requestsOf } = open({
    'templates.create': ({ body }: { body: object }) => ok({ ...mail, ...body }),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'New template' }));
  type(await screen.findByRole('textbox', { name: 'Name' }), 'Offer');
  fireEvent.click(screen.getByRole('button', { name: 'Save + close' }));
  await waitFor(() => expect(requestsOf('templates.create')).toMatchObject([{ body: { name: 'Offer' } }]));
  const [{ body: made }] = requestsOf('templates.create') as [{ body: { id: string } }];
  await waitFor(() => expect(location.hash).toBe(`#/templates?id=${made.id}`));
});

test('a first save whose answer was lost: what was typed since is saved, not what is there', async () => {
  history.replaceState(null, '', `#/templates?id=${mail.id}&edit=new`);
  let stored: object | null = null;
  const { requestsOf } = open({
    'templates.get': () => fail('NOT_FOUND', 'there is no such template'),
    'templates.create': ({ body }: { body: object }) => {
      if (stored) return ok({ ...mail, ...stored, version: 1 });
      stored = body;
      return fail('SERVER_AWAY', 'no answer');
    },
    'templates.update': ({ body }: { body: object }) => ok({ ...mail, ...body, version: 2 }),
  });
  type(await screen.findByRole('textbox', { name: 'Name' }), 'Offer');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByRole('alert');
  type(screen.getByRole('textbox', { name: 'Name' }), 'Better offer');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(requestsOf('templates.update')).toMatchObject([
      { body: { name: 'Better offer', baseVersion: 1 } },
    ]),
  );
});
