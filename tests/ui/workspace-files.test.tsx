// @vitest-environment happy-dom

import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, expect, test } from 'vitest';
import { App } from '../../entrypoints/workspace/App.tsx';
import type { MessageRequest } from '../../lib/contract/messages.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { type AttachmentInfo, libraryLimits } from '../../lib/contract/template.ts';
import { aLibrary, ownTemplate, someAttachments } from '../support/library.ts';
import { show } from '../support/show.tsx';

/** The page with the open template, which holds these files; what is sent is added unless it is refused. */
async function openTemplate(files: AttachmentInfo[], refused: readonly string[] = []) {
  const held = [...files];
  const sent: MessageRequest<'library.attach'>[] = [];
  const library = aLibrary({
    'templates.get': () => ok({ ...ownTemplate, attachments: [...held] }),
    'templates.detach': ({ params }: { params: { attachmentId: string } }) => {
      held.splice(
        held.findIndex(({ id }) => id === params.attachmentId),
        1,
      );
      return ok({});
    },
  });
  history.replaceState(null, '', `#/templates?id=${ownTemplate.id}`);
  show(
    <App />,
    {},
    {
      ...library.answers,
      'library.attach': (request) => {
        if (refused.includes(request.name)) return fail('LIMIT_REACHED', `${request.name} is too much`);
        sent.push(request);
        const { id, name, type, data } = request;
        const info = { id, name, type, bytes: atob(data).length };
        held.push(info);
        return ok(info);
      },
    },
  );
  const section = await screen.findByRole('region', { name: 'Attachments' });
  return { ...library, sent, section };
}

function choose(section: HTMLElement, files: readonly File[]): void {
  fireEvent.change(within(section).getByLabelText('Add files', { selector: 'input' }), { target: { files } });
}

beforeEach(() => history.replaceState(null, '', '#/templates'));

test('files are added one after the other as they are; the one that is refused is said, those before it stay', async () => {
  const { section, sent } = await openTemplate([], ['c.txt']);
  expect(within(section).getByText(/^None\./)).toBeDefined();
  const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt'];
  choose(
    section,
    names.map((name) => new File(['Grüße'], name, { type: 'text/plain' })),
  );
  await within(section).findByRole('alert');
  expect(sent.map(({ name, type, data }) => [name, type, data])).toEqual([
    ['a.txt', 'text/plain', btoa('Gr\u00c3\u00bc\u00c3\u009fe')],
    ['b.txt', 'text/plain', btoa('Gr\u00c3\u00bc\u00c3\u009fe')],
  ]);
  await within(section).findByText('b.txt');
  expect(within(section).queryByText('c.txt')).toBeNull();
});

test('what would be too much is told before anything is sent', async () => {
  const { section, sent } = await openTemplate(someAttachments.files);
  const large = new File(['x'], 'film.mp4');
  Object.defineProperty(large, 'size', { value: libraryLimits.attachmentBytes });
  choose(section, [large]);
  expect((await within(section).findByRole('alert')).textContent).toContain('would be 34 MB');
  choose(
    section,
    Array.from({ length: 24 }, (_, index) => new File(['x'], `${index}.txt`)),
  );
  await waitFor(() =>
    expect(within(section).getByRole('alert').textContent).toContain('26 files, and a template has 25'),
  );
  expect(sent).toEqual([]);
});

test('a file is removed after a question, because no version brings it back', async () => {
  const { section, requestsOf } = await openTemplate(someAttachments.files);
  const [first] = someAttachments.files;
  fireEvent.click(within(section).getByRole('button', { name: 'Remove Priser 2027.pdf' }));
  const dialog = screen.getByRole('dialog', { name: 'Remove “Priser 2027.pdf”?' });
  expect(requestsOf('templates.detach')).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Remove for good' }));
  await waitFor(() =>
    expect(requestsOf('templates.detach')).toEqual([
      { params: { id: ownTemplate.id, attachmentId: first?.id } },
    ]),
  );
  await waitFor(() => expect(within(section).queryByText('Priser 2027.pdf')).toBeNull());
});
