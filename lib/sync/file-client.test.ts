import { expect, test, vi } from 'vitest';
import { makeFileClient } from './file-client.ts';

const server = { url: 'http://127.0.0.1:8420', token: 'secret' };
const id = '00000000-0000-4000-8000-000000000001';
const params = { id, attachmentId: id };
const info = { id, name: 'a.pdf', type: 'application/pdf', bytes: 3 };

function clientThat(answer: () => Response | Promise<Response>) {
  const fetcher = vi.fn<typeof fetch>(async () => answer());
  return { files: makeFileClient(fetcher), fetcher };
}

test('a file is the body itself, with its own type, and its name stands in the query', async () => {
  const { files, fetcher } = clientThat(() => new Response(JSON.stringify(info)));
  const file = new Blob(['abc'], { type: 'application/pdf' });
  const request = { params: { id }, query: { attachmentId: id, name: 'a b.pdf' } };
  expect(await files.send(server, 'templates.attach', request, file)).toEqual({ ok: true, value: info });
  const [url, options] = fetcher.mock.calls[0] ?? [];
  expect(url).toBe(`${server.url}/api/v2/templates/${id}/attachments?attachmentId=${id}&name=a+b.pdf`);
  expect(options).toMatchObject({ method: 'POST', body: file, credentials: 'omit' });
  expect(options?.headers).toMatchObject({
    authorization: 'Bearer secret',
    'content-type': 'application/pdf',
  });
});

test('a file is answered as it is', async () => {
  const { files } = clientThat(() => new Response('abc'));
  const answer = await files.fetch(server, 'templates.attachment', { params });
  expect(answer.ok && (await answer.value.text())).toBe('abc');
});

test.each<[string, () => Response | Promise<Response>, object]>([
  [
    'a refusal',
    () => new Response(JSON.stringify({ code: 'NOT_FOUND', message: 'gone' }), { status: 404 }),
    { code: 'NOT_FOUND', cause: 'server', status: 404 },
  ],
  [
    'a gateway without a server behind it',
    () => new Response('Bad gateway', { status: 502 }),
    { cause: 'noAnswer' },
  ],
  ['nobody', () => Promise.reject(new TypeError('Failed to fetch')), { code: 'SERVER_AWAY', status: null }],
])('%s instead of a file', async (_name, answer, expected) => {
  const { files } = clientThat(answer);
  expect(await files.fetch(server, 'templates.attachment', { params })).toMatchObject(expected);
});
