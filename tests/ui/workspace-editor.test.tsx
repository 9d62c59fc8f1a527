// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok } from '../../lib/contract/result.ts';
import { address, mail, open, source, subject, type } from '../support/editor-page.tsx';
import { aPerson } from '../support/tasks.ts';

beforeEach(() => history.replaceState(null, '', address));

const frame = () => screen.getByTitle('Preview of the text').getAttribute('srcdoc') ?? '';

test('opened and saved with another subject alone, the text is what it was to the letter', async () => {
  const { requestsOf, drafts } = open();
  await screen.findByRole('toolbar');
  expect(document.querySelector('.rich')?.textContent).toContain('Hi first_name,');
  type(await subject(), 'Another');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(requestsOf('templates.update')).toHaveLength(1));
  expect(requestsOf('templates.update')[0]).toMatchObject({
    body: { subject: 'Another', html: mail.html, baseVersion: 2 },
  });
  await screen.findByText('Saved');
  await waitFor(() => expect(drafts.size).toBe(0));
});

test('the preview is what the renderer makes for the person, who can be another', async () => {
  const other = aPerson({ id: '00000000-0000-4000-8000-0000000000aa', firstName: 'Åsa', companyName: null });
  open({ 'people.list': () => ok({ people: [aPerson(), other], total: 2 }) });
  await waitFor(() => expect(frame()).toContain(`<p style="margin:0">Hi ${aPerson().firstName},</p>`));
  const choice = screen.getByRole('combobox', { name: 'Filled with the data of' });
  fireEvent.focus(choice);
  fireEvent.keyDown(choice, { key: 'ArrowDown' });
  fireEvent.keyDown(choice, { key: 'Enter' });
  await waitFor(() => expect(frame()).toContain('Hi Åsa,'));
  expect(screen.getByTitle('Preview of the text').getAttribute('sandbox')).toBe('');
});

test('§14.4 the preview says of each field what was filled in, and from where', async () => {
  const person = aPerson({ firstName: '', companyName: null, fields: { fleet: 'twelve & more' } });
  const html =
    '<p>Hi {{first_name}}, {{company}} {{title | default: "boss"}} {{fields.fleet}} {{my_name}} {{phone}}</p>';
  open({
    'templates.get': () => ok({ ...mail, subject: '', preheader: '', html }),
    'people.list': () => ok({ people: [{ ...person, title: '', phone: null }], total: 1 }),
  });
  await screen.findByText(/^Fields for /);
  const rows = [...document.querySelectorAll('.filled-fields dl > div')].map((row) =>
    [...row.children].map((part) => part.textContent).join(': '),
  );
  expect(rows).toEqual([
    'first_name: empty no value: prints nothing',
    'company: your company no value: the usual words',
    'title: boss no value: the default',
    'fields.fleet: twelve & more from the data',
    expect.stringMatching(/^my_name: .+ from the data$/),
    'phone: empty no value: to be filled in before it is sent',
  ]);
});

test('a block that is not closed is told with its place, and leads there', async () => {
  open();
  const text = await source();
  type(text, '<p>one</p>\n<p>{{#if company}}two</p>');
  const line = await screen.findByRole('button', { name: /Cannot be read.*Text, line 2, column 4/ });
  fireEvent.click(line);
  await waitFor(() => expect(document.activeElement).toBe(text));
  expect((text as HTMLTextAreaElement).selectionStart).toBe(14);
  await screen.findByText('No preview until this is put right');
});

test('an unknown field is told with the nearest right one', async () => {
  open();
  type(await subject(), 'Hi {{frist_name}}');
  await screen.findByText('Did you mean first_name?');
});

test('a field is found by typing, and put in at the cursor with what stands where it is empty', async () => {
  open();
  const line = (await subject()) as HTMLInputElement;
  type(line, 'Hi , hello');
  line.setSelectionRange(3, 3);
  fireEvent.click(screen.getByRole('button', { name: 'Insert a field in Subject' }));
  const picker = screen.getByRole('dialog', { name: 'Insert a field in Subject' });
  type(within(picker).getByRole('textbox', { name: 'Text where the field is empty' }), 'there');
  const search = within(picker).getByRole('combobox', { name: /Search fields/ });
  type(search, 'first');
  fireEvent.keyDown(search, { key: 'Enter' });
  expect(line.value).toBe('Hi {{first_name | default: "there"}}, hello');
});

test('a picker that is left with Escape puts nothing in and gives the focus back', async () => {
  open();
  const button = await screen.findByRole('button', { name: 'Insert a field in Subject' });
  fireEvent.click(button);
  fireEvent.keyDown(screen.getByRole('combobox', { name: /Search fields/ }), { key: 'Escape' });
  expect(document.activeElement).toBe(button);
});

test('what is typed and not saved is kept, and is there when the template is opened again', async () => {
  const { drafts } = open();
  type(await subject(), 'Half a');
  await waitFor(
    () => expect(drafts.get(mail.id)).toMatchObject({ baseVersion: 2, form: { subject: 'Half a' } }),
    {
      timeout: 3000,
    },
  );
  await screen.findByText('Not saved; kept in this browser');
  fireEvent.click(screen.getByRole('button', { name: 'Templates' }));
  fireEvent.click(screen.getByRole('button', { name: 'Keep it here for later' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Go on' }));
  expect(await subject()).toHaveProperty('value', 'Half a');
  await screen.findByText(/^Unsaved work of .* was brought back$/);
  fireEvent.click(screen.getByRole('button', { name: 'Throw away' }));
  await waitFor(() => expect(drafts.size).toBe(0));
  expect(await subject()).toHaveProperty('value', mail.subject);
});

test('a tab that is closed with unsaved work asks first, and keeps it all the same', async () => {
  const { drafts } = open();
  type(await subject(), 'Half a');
  const closing = new Event('beforeunload', { cancelable: true });
  dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
  dispatchEvent(new Event('pagehide'));
  await waitFor(() => expect(drafts.get(mail.id)).toMatchObject({ form: { subject: 'Half a' } }));
});

test('a version that somebody saved meanwhile is shown, and mine goes on top of it only when chosen', async () => {
  let latest = mail;
  const update = vi.fn(({ body }: { body: { baseVersion: number } }) =>
    body.baseVersion === latest.version
      ? ok({ ...latest, ...body, version: 4 })
      : fail('TEMPLATE_CHANGED', 'newer'),
  );
  const { requestsOf } = open({ 'templates.get': () => ok(latest), 'templates.update': update });
  type(await subject(), 'Mine');
  latest = { ...mail, version: 3, subject: 'Theirs' };
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText('Somebody has saved version 3 meanwhile');
  expect(await subject()).toHaveProperty('value', 'Mine');
  fireEvent.click(screen.getByRole('button', { name: 'Differences' }));
  expect(screen.getByText('Theirs').tagName).toBe('DEL');
  fireEvent.click(screen.getByRole('button', { name: 'Save mine as the newest' }));
  await waitFor(() =>
    expect(requestsOf('templates.update').at(-1)).toMatchObject({
      body: { subject: 'Mine', baseVersion: 3 },
    }),
  );
});

test('a save that is refused names the part, its place and the reason, and keeps what was written', async () => {
  const fault = {
    code: 'tagOpen',
    values: { tag: '{{#if}}', closing: '{{/if}}' },
    meant: null,
    line: 1,
    column: 3,
  };
  const fields = [{ path: 'subject', message: 'the words of the server', fault }];
  open({ 'templates.update': () => fail('INVALID_INPUT', 'all of it', fields) });
  type(await subject(), 'A {{#if}}');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  const reason = '{{#if}} is never closed with {{/if}}';
  await screen.findByText(`Not saved: Subject, line 1, column 3: ${reason}`);
  expect(screen.getByText(reason, { ignore: 'code' }).getAttribute('role')).toBe('alert');
  expect(screen.queryByText('Something in the request was not accepted.')).toBeNull();
  expect(await subject()).toHaveProperty('value', 'A {{#if}}');
});

test('a category that somebody changed meanwhile is not written over unseen', async () => {
  let latest = mail;
  const update = vi.fn(({ body }: { body: { basePlace: { category: string } } }) =>
    body.basePlace.category === latest.category
      ? ok({ ...latest, ...body })
      : fail('TEMPLATE_CHANGED', 'moved'),
  );
  const { requestsOf } = open({ 'templates.get': () => ok(latest), 'templates.update': update });
  type(await subject(), 'Mine');
  latest = { ...mail, category: 'Theirs' };
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/^Somebody has changed category or sharing meanwhile: .*Theirs/);
  fireEvent.click(screen.getByRole('button', { name: 'Save mine as the newest' }));
  await waitFor(() => expect(requestsOf('templates.update')).toHaveLength(2));
  expect(requestsOf('templates.update').at(-1)).toMatchObject({
    body: { subject: 'Mine', category: mail.category, basePlace: { category: 'Theirs' } },
  });
});

test('a template that cannot be fetched is said, and asked for again', async () => {
  let away = true;
  open({ 'templates.get': () => (away ? fail('SERVER_AWAY', 'no answer') : ok(mail)) });
  await screen.findByRole('alert');
  away = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await subject()).toHaveProperty('value', mail.subject);
});

test('the plain text is made of the text until somebody writes it', async () => {
  const { requestsOf } = open();
  fireEvent.click(await screen.findByRole('tab', { name: 'Plain text' }));
  expect(screen.getByText(/see this <https:\/\/x.example>/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Write it by hand' }));
  type(screen.getByRole('textbox', { name: 'Plain text' }), 'By hand');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(requestsOf('templates.update')).toMatchObject([{ body: { text: 'By hand' } }]));
});

test('in the text as it looks, a finding leads to what it is about', async () => {
  open({
    'templates.get': () =>
      ok({ ...mail, html: '<p>one</p><p>two <img src="https://x.example/a.png" alt=""></p>' }),
  });
  await screen.findByRole('toolbar');
  fireEvent.click(await screen.findByRole('button', { name: /The image has no width/ }));
  await waitFor(() => expect(document.querySelector('.rich img.ProseMirror-selectednode')).not.toBeNull());
});

test('without a name nothing is saved: it is asked for, and saved once it is given', async () => {
  history.replaceState(null, '', `#/templates?id=${mail.id}&edit=new`);
  const { requestsOf } = open({
    'templates.create': ({ body }: { body: object }) => ok({ ...mail, ...body, version: 1 }),
  });
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await waitFor(() => expect(document.activeElement).toBe(name));
  (await subject()).focus();
  type(await subject(), 'Vans');
  // Wherever the focus is.
  fireEvent.keyDown(document.body, { key: 's', ctrlKey: true });
  await screen.findByText('Give it a name, then save.');
  await waitFor(() => expect(document.activeElement).toBe(name));
  expect(requestsOf('templates.create')).toEqual([]);
  type(name, 'Offer');
  expect(screen.queryByText('Give it a name, then save.')).toBeNull();
  fireEvent.keyDown(document.body, { key: 's', ctrlKey: true });
  await waitFor(() => expect(requestsOf('templates.create')).toMatchObject([{ body: { name: 'Offer' } }]));
  // Loaded again, the page opens what was saved.
  await waitFor(() => expect(location.hash).toBe(`#/templates?id=${mail.id}&edit=open`));
});

test('Enter takes nobody for the preview who is not what was typed, however slow the search is', async () => {
  const other = aPerson({ id: '00000000-0000-4000-8000-0000000000aa', firstName: 'Åsa', companyName: null });
  const all = ok({ people: [aPerson(), other], total: 2 });
  open({
    'people.list': ({ query }: { query: { search?: string } }) =>
      query.search ? new Promise(() => undefined) : all,
  });
  await waitFor(() => expect(frame()).toContain(`Hi ${aPerson().firstName},`));
  const choice = screen.getByRole('combobox', { name: 'Filled with the data of' });
  fireEvent.focus(choice);
  type(choice, 'åsa');
  fireEvent.keyDown(choice, { key: 'Enter' });
  await waitFor(() => expect(frame()).toContain('Hi Åsa,'));
});

test('a way of looking keeps its place and its undo while another is used, and takes over what was changed there', async () => {
  open();
  await screen.findByRole('toolbar', {}, { timeout: 15_000 });
  const rich = document.querySelector('.rich');
  const area = await source();
  type(area, '<p>Written in the source</p>');
  fireEvent.click(screen.getByRole('tab', { name: 'As it looks' }));
  await waitFor(() => expect(rich?.textContent).toBe('Written in the source'));
  expect(document.querySelector('.rich')).toBe(rich);
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(rich?.textContent).toContain('Hi first_name,'));
  await waitFor(() => expect(frame()).toContain('see <a href="https://x.example">this</a>'));
  const again = await source();
  expect(again).toBe(area);
  expect(again).toHaveProperty('value', mail.html);
});

test('of thousands of mistakes the first hundred are shown, and more when they are asked for', async () => {
  open({ 'templates.get': () => ok({ ...mail, html: '<img src="https://x.example/a.png">'.repeat(230) }) });
  const list = within(await screen.findByRole('region', { name: /things to look at$/ }));
  await waitFor(() => expect(list.getAllByRole('listitem')).toHaveLength(100));
  fireEvent.click(list.getByRole('button', { name: 'Show more' }));
  expect(list.getAllByRole('listitem')).toHaveLength(200);
});
