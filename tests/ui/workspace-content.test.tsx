// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import { type ContentItem, contentLimits } from '../../lib/contract/content.ts';
import type { MessageRequest, MessageResponse } from '../../lib/contract/messages.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Template } from '../../lib/contract/template.ts';
import {
  aContentItem,
  aLibrary,
  type LibraryAnswers,
  ownTemplate,
  someAttachments,
} from '../support/library.ts';
import { show } from '../support/show.tsx';
import { idOf } from '../support/tasks.ts';

const prices = aContentItem();
const theirs = aContentItem({
  id: idOf('activity', 12),
  url: `https://mail.nordby.example/c/${'x'.repeat(43)}`,
  name: 'Villkor.docx',
  type: 'other',
  ownerName: 'Bo Ek',
  mayChange: false,
  looks: 0,
  people: 0,
  shared: true,
});
type Answer = MessageResponse<'content.add'> | Promise<MessageResponse<'content.add'>>;

/** The dialog over the open editor, and what is sent from it. */
async function openDialog(
  items: ContentItem[] = [prices, theirs],
  { answer = () => ok(prices), over = {} }: { answer?: () => Answer; over?: LibraryAnswers } = {},
) {
  const sent: MessageRequest<'content.add'>[] = [];
  const cancelled: string[] = [];
  const held = [...items];
  history.replaceState(null, '', `#/templates?id=${ownTemplate.id}&edit=open`);
  const library = aLibrary({
    'templates.get': () => ok({ ...ownTemplate, html: '<p>Hi</p>' }),
    'content.list': () => ok({ items: [...held] }),
    'content.delete': ({ params }: { params: { id: string } }) => {
      held.splice(
        held.findIndex(({ id }) => id === params.id),
        1,
      );
      return ok({});
    },
    ...over,
  });
  show(
    <App />,
    {},
    {
      ...library.answers,
      'content.add': async (request) => {
        sent.push(request);
        return answer();
      },
      'content.cancel': ({ id }) => {
        cancelled.push(id);
        return {};
      },
    },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Add content' }, { timeout: 15_000 }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Content' }));
  const choose = (file: File) =>
    fireEvent.change(dialog.getByLabelText('File', { selector: 'input' }), { target: { files: [file] } });
  return { ...library, dialog, choose, sent, cancelled };
}
const file = (size = 8, name = 'Priser 2027.pdf') =>
  Object.defineProperty(new File(['%PDF-1.7'], name), 'size', { value: size });
const source = async () => {
  fireEvent.click(await screen.findByRole('tab', { name: 'HTML source' }));
  return screen.getByRole('textbox', { name: 'Text (HTML source)' }) as HTMLTextAreaElement; // so it is made
};
const link = `<a href="${prices.url}">Priser 2027.pdf</a>`;

test('§2.6 content, a file that is uploaded: it is sent as it is and a link to it stands in the mail', async () => {
  const { dialog, choose, sent } = await openDialog([]);
  expect(dialog.getByText(/20 MB at most/)).toBeDefined();
  expect(await dialog.findByText('Nothing has been uploaded yet.')).toBeDefined();
  choose(file());
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent).toEqual([{ id: expect.any(String), name: 'Priser 2027.pdf', data: btoa('%PDF-1.7') }]);
  expect((await source()).value).toContain(link);
});

test('§2.6 content, one uploaded earlier: it is chosen, and who has looked at it is said', async () => {
  const { dialog } = await openDialog();
  const [mine, others] = await dialog.findAllByRole('listitem');
  expect(mine?.textContent).toMatch(/182 kB · Private · Alva · seen by 2 people \(5 times\)/i);
  expect(others?.textContent).toMatch(/Bo Ek · nobody has looked at it/);
  expect(dialog.queryByRole('button', { name: 'Delete Villkor.docx' })).toBeNull();
  fireEvent.click(dialog.getByRole('button', { name: 'Insert a link to Priser 2027.pdf' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const text = await source();
  expect(text.value).toContain(link);
  fireEvent.click(screen.getByRole('button', { name: 'Add content' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Insert a link to Villkor.docx' }));
  await waitFor(() => expect(text.value).toContain(`<a href="${theirs.url}">Villkor.docx</a>`));
});

test('what is too large or empty is refused at the field before anything is sent; what the server refuses can be given again', async () => {
  const answers: Answer[] = [fail('LIMIT_REACHED', 'there are 500 files'), ok(prices)];
  const { dialog, choose, sent } = await openDialog([], { answer: () => answers.shift() ?? ok(prices) });
  choose(file(contentLimits.bytes + 1));
  expect((await dialog.findByRole('alert')).textContent).toMatch(
    /^File: Priser 2027.pdf is 20 MB, and 20 MB is the most\.$/,
  );
  choose(file(0));
  await waitFor(() => expect(dialog.getByRole('alert').textContent).toBe('File: Priser 2027.pdf is empty.'));
  expect(sent).toEqual([]);
  choose(file());
  await dialog.findByText(/There cannot be more of these/);
  choose(file());
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('one under way is said and can be called off', async () => {
  const { dialog, choose, sent, cancelled } = await openDialog([], { answer: () => new Promise(() => {}) });
  choose(file());
  await dialog.findByRole('progressbar');
  await waitFor(() => expect(sent).toHaveLength(1));
  fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(cancelled).toEqual([sent[0]?.id]);
  expect(await dialog.findByRole('button', { name: 'Upload a file' })).toBeDefined();
});

test('§2.6 content, deleting: where it is used is said first', async () => {
  const uses = {
    templates: [{ id: idOf('template', 3), name: 'Quote' }],
    campaigns: [{ id: idOf('campaign', 1), name: 'Spring' }],
    hidden: 2,
    mails: 1,
  };
  const { dialog, requestsOf } = await openDialog([prices], { over: { 'content.uses': () => ok(uses) } });
  fireEvent.click(await dialog.findByRole('button', { name: 'Delete Priser 2027.pdf' }));
  const asked = within(await screen.findByRole('dialog', { name: 'Delete “Priser 2027.pdf”?' }));
  expect((await asked.findAllByRole('listitem')).map(({ textContent }) => textContent)).toEqual([
    'Template: Quote',
    'Campaign: Spring',
    '2 more that you may not see',
  ]);
  expect(asked.getByText('It is linked to in 1 template and 1 campaign:')).toBeDefined();
  expect(asked.getByText('1 mail that was written links to it.')).toBeDefined();
  fireEvent.click(asked.getByRole('button', { name: 'Delete the file' }));
  expect(await screen.findByText('Deleted: Priser 2027.pdf')).toBeDefined();
  expect(await screen.findByText('Nothing has been uploaded yet.')).toBeDefined();
  expect(requestsOf('content.delete')).toEqual([{ params: { id: prices.id } }]);
});

test('§2.6 content, a deletion is taken back: the file is there again, and what is kept no longer is told', async () => {
  const held = [prices, theirs];
  let isKept = true;
  const { dialog, requestsOf } = await openDialog(held, {
    over: {
      'content.list': () => ok({ items: [...held] }),
      'content.uses': () => ok({ templates: [], campaigns: [], hidden: 1, mails: 0 }),
      'content.delete': () => {
        held.shift();
        return ok({});
      },
      'content.restore': () => {
        if (!isKept) return fail('NOT_FOUND', 'there is no such file');
        held.unshift(prices);
        return ok(prices);
      },
    },
  });
  expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Upload a file' }));
  const remove = async () => {
    fireEvent.click(await screen.findByRole('button', { name: 'Delete Priser 2027.pdf' }));
    await screen.findByText('It is linked to in 1 template or campaign that you may not see.');
    fireEvent.click(screen.getByRole('button', { name: 'Delete the file' }));
    const again = within(await screen.findByRole('dialog', { name: 'Content' }));
    await waitFor(() => expect(again.queryByText('Priser 2027.pdf')).toBeNull());
    const undo = again.getByRole('button', { name: 'Undo' });
    expect(document.activeElement).toBe(undo);
    fireEvent.click(undo);
  };
  await remove();
  expect(await screen.findByText('Back again: Priser 2027.pdf')).toBeDefined();
  expect(await screen.findByText('Priser 2027.pdf')).toBeDefined();
  expect(requestsOf('content.restore')).toEqual([{ params: { id: prices.id } }]);
  // Whoever thinks better of it goes on at the same line.
  fireEvent.click(screen.getByRole('button', { name: 'Delete Priser 2027.pdf' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  const line = await screen.findByRole('button', { name: 'Delete Priser 2027.pdf' });
  expect(document.activeElement).toBe(line);
  isKept = false;
  await remove();
  expect((await screen.findByRole('alert')).textContent).toMatch(/^It can no longer be brought back\./);
  const left = within(screen.getByRole('dialog', { name: 'Content' }));
  expect(left.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('§2.6 tracked, content is tracked: an attachment becomes a link, and goes along again', async () => {
  const [attached] = someAttachments.files;
  if (!attached) throw new Error('expected a file');
  const plain = { ...ownTemplate, html: '<p>Hi</p>', attachments: [attached] };
  const linked = { ...ownTemplate, html: `<p>Hi</p><p>${link}</p>`, version: 3, attachments: [] };
  let template: Template = plain;
  const library = aLibrary({
    'templates.get': () => ok(template),
    'content.list': () => ok({ items: [prices, theirs] }),
    'content.track': () => {
      template = linked;
      return ok(template);
    },
    'content.attach': () => {
      template = plain;
      return ok(template);
    },
  });
  history.replaceState(null, '', `#/templates?id=${ownTemplate.id}`);
  show(<App />, {}, library.answers);
  const section = within(await screen.findByRole('region', { name: 'Attachments' }));
  const toggle = () => section.findByRole('checkbox', { name: 'Content is tracked: Priser 2027.pdf' });
  fireEvent.click(await toggle());
  expect(await section.findByRole('heading', { name: 'Linked files' })).toBeDefined();
  expect(library.requestsOf('content.track')).toEqual([
    { params: { id: ownTemplate.id }, body: { attachmentId: attached.id, baseVersion: 2 } },
  ]);
  expect(section.queryByText('Villkor.docx')).toBeNull();
  fireEvent.click(await toggle());
  await waitFor(() => expect(section.queryByRole('heading', { name: 'Linked files' })).toBeNull());
  expect(library.requestsOf('content.attach')).toEqual([
    { params: { id: ownTemplate.id }, body: { contentId: prices.id, baseVersion: 3 } },
  ]);
});
