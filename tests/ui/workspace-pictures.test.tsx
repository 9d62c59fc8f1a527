// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import { imageLimits, type StoredImage } from '../../lib/contract/image.ts';
import type { MessageRequest, MessageResponse } from '../../lib/contract/messages.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { pngOf } from '../support/images.ts';
import { aLibrary, ownTemplate } from '../support/library.ts';
import { show } from '../support/show.tsx';

const stored: StoredImage = {
  url: 'https://mail.nordby.example/i/word.png',
  type: 'png',
  bytes: 33,
  width: 1200,
  height: 400,
};
type Answer = MessageResponse<'images.add'> | Promise<MessageResponse<'images.add'>>;

beforeEach(() => history.replaceState(null, '', `#/templates?id=${ownTemplate.id}&edit=open`));

/** The dialog over the open editor, and what is sent from it. */
async function openDialog(answer: () => Answer = () => ok(stored)) {
  const sent: MessageRequest<'images.add'>[] = [];
  const cancelled: string[] = [];
  const library = aLibrary({ 'templates.get': () => ok({ ...ownTemplate, html: '<p>Hi</p>' }) });
  show(
    <App />,
    {},
    {
      ...library.answers,
      'images.add': async (request) => {
        sent.push(request);
        return answer();
      },
      'images.cancel': ({ id }) => {
        cancelled.push(id);
        return {};
      },
    },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Image' }, { timeout: 15_000 }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Image' }));
  const field = (name: RegExp) => dialog.getByRole('textbox', { name }) as HTMLInputElement; // a text field is one
  const choose = (file: File) =>
    fireEvent.change(dialog.getByLabelText('Image file', { selector: 'input' }), {
      target: { files: [file] },
    });
  return { dialog, field, choose, sent, cancelled };
}
const png = (name = 'harbour.png', content: Uint8Array<ArrayBuffer> = pngOf(1200, 400)) =>
  new File([content], name);

test('a chosen file is sent as it is; its address and its size, made to fit, stand in the mail', async () => {
  const { dialog, field, choose, sent } = await openDialog();
  choose(png());
  await waitFor(() => expect(field(/^Address/).value).toBe(stored.url));
  expect(new Uint8Array(Buffer.from(sent[0]?.data ?? '', 'base64'))).toEqual(pngOf(1200, 400));
  expect([field(/^Width/).value, field(/^Height/).value]).toEqual(['600', '200']);
  expect(dialog.queryByText(/Recipients elsewhere/)).toBeNull();
  fireEvent.input(field(/^Text for/), { target: { value: 'The harbour' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Apply' }));
  fireEvent.click(await screen.findByRole('tab', { name: 'HTML source' }));
  const source = screen.getByRole('textbox', { name: 'Text (HTML source)' }) as HTMLTextAreaElement; // so it is made
  expect(source.value).toContain(
    `<img style="max-width:100%;height:auto" border="0" height="200" width="600" alt="The harbour" src="${stored.url}">`,
  );
});

test.each([
  [
    'a page',
    png('page.png', new TextEncoder().encode('<html>')),
    'page.png is no PNG, JPEG, GIF or WebP image.',
  ],
  [
    'a large one',
    png('big.png', pngOf(4, 2, 'x'.repeat(imageLimits.bytes))),
    'big.png is 2 MB, and 2 MB is the most.',
  ],
  [
    'a wide one',
    png('wide.png', pngOf(20_000, 2)),
    'wide.png is 20,000 × 2 pixels, and 10,000 on a side is the most.',
  ],
])('%s is refused at the field before anything is sent, and nothing typed is lost', async (_, file, says) => {
  const { dialog, field, choose, sent } = await openDialog();
  fireEvent.input(field(/^Text for/), { target: { value: 'Typed' } });
  choose(file);
  expect((await dialog.findByRole('alert')).textContent).toBe(`Image file: ${says}`);
  expect(sent).toEqual([]);
  expect(field(/^Text for/).value).toBe('Typed');
  choose(png());
  await waitFor(() => expect(field(/^Address/).value).toBe(stored.url));
  expect(dialog.queryByRole('alert')).toBeNull();
});

test('one under way is said and can be called off; its answer then changes nothing', async () => {
  let arrive: (answer: Answer) => void = () => undefined;
  const { dialog, field, choose, sent, cancelled } = await openDialog(
    () => new Promise((resolve) => (arrive = (answer) => resolve(answer))),
  );
  choose(png());
  await dialog.findByRole('progressbar');
  expect(dialog.getByText('Uploading harbour.png (1 kB)…')).toBeDefined();
  await waitFor(() => expect(sent).toHaveLength(1));
  fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(cancelled).toEqual([sent[0]?.id]);
  arrive(ok(stored));
  await dialog.findByRole('button', { name: 'Choose an image file' });
  expect(field(/^Address/).value).toBe('');
  expect(dialog.queryByRole('alert')).toBeNull();
});

test('what the server refuses is said, and the same file can be given again', async () => {
  const answers: Answer[] = [fail('LIMIT_REACHED', 'the images of this workspace are 500 MB'), ok(stored)];
  const { dialog, field, choose } = await openDialog(() => answers.shift() ?? ok(stored));
  choose(png());
  await dialog.findByText(/There cannot be more of these/);
  choose(png());
  await waitFor(() => expect(field(/^Address/).value).toBe(stored.url));
  expect(dialog.queryByText(/There cannot be more of these/)).toBeNull();
});

test('a file is taken wherever it is dropped or pasted; pasted text is left to its field', async () => {
  const { sent } = await openDialog();
  const give = (type: 'drop' | 'paste', data: object) => {
    const event = new Event(type, { bubbles: true, cancelable: true });
    Object.assign(event, type === 'drop' ? { dataTransfer: data } : { clipboardData: data });
    return !document.body.dispatchEvent(event);
  };
  expect(give('paste', { files: [], types: ['text/plain'] })).toBe(false);
  expect(give('drop', { files: [png()], types: ['Files'] })).toBe(true);
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(give('paste', { files: [png()], types: ['Files'] })).toBe(true);
  await waitFor(() => expect(sent).toHaveLength(2));
});

test('an address of this computer alone is said to be one', async () => {
  const { dialog, choose } = await openDialog(() =>
    ok({ ...stored, url: 'http://127.0.0.1:8420/i/word.png' }),
  );
  choose(png());
  expect(await dialog.findByText('Recipients elsewhere will not see this image')).toBeDefined();
  fireEvent.click(dialog.getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.querySelector('.rich img[src]')?.getAttribute('src')).toBe(
    'http://127.0.0.1:8420/i/word.png',
  );
});
