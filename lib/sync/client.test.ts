import { expect, test, vi } from 'vitest';
import { makeClient } from './client.ts';

const server = { url: 'http://127.0.0.1:8420', token: 'secret' };

function clientThat(answer: () => Response | Promise<Response>) {
  const fetcher = vi.fn<typeof fetch>(async () => answer());
  return { call: makeClient(fetcher), fetcher };
}
const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });

test('path, query, token and body are where the server expects them', async () => {
  const { call, fetcher } = clientThat(() =>
    json(200, { rows: [], cursor: 'a', more: false, resync: false }),
  );
  expect(await call(server, 'sync.pull', { query: { since: 'x y', limit: 5 } })).toMatchObject({ ok: true });
  expect(fetcher.mock.calls[0]).toMatchObject([
    'http://127.0.0.1:8420/api/v2/sync?since=x+y&limit=5',
    { method: 'GET', headers: { authorization: 'Bearer secret' }, credentials: 'omit' },
  ]);
  await call({ ...server, token: null }, 'tokens.revoke', { params: { id: 'a/b' } });
  expect(fetcher.mock.calls[1]?.[0]).toBe('http://127.0.0.1:8420/api/v2/tokens/a%2Fb');
});

const health = { product: 'utskick', version: '1', database: 'ok' };
test.each<[string, () => Response | Promise<Response>, object]>([
  ['an answer', () => json(200, health), { ok: true, value: health }],
  [
    'a page of somebody else',
    () => new Response('<html>', { status: 200 }),
    { cause: 'stranger', status: 200 },
  ],
  ['another product', () => json(200, { ...health, product: 'x' }), { cause: 'stranger', status: 200 }],
  [
    '404 of somebody else',
    () => new Response('nothing', { status: 404 }),
    { cause: 'stranger', status: 404 },
  ],
  [
    'our own refusal',
    () => json(401, { code: 'NOT_SIGNED_IN', message: 'Sign in' }),
    { cause: 'server', status: 401, code: 'NOT_SIGNED_IN' },
  ],
  [
    'a gateway without a server behind it',
    () => new Response('Bad gateway', { status: 502 }),
    { cause: 'noAnswer', status: 502 },
  ],
  [
    'nobody',
    () => Promise.reject(new TypeError('Failed to fetch')),
    { cause: 'noAnswer', status: null, code: 'SERVER_AWAY' },
  ],
])('%s', async (_name, answer, expected) => {
  expect(await clientThat(answer).call(server, 'health.get', {})).toMatchObject(expected);
});

test('a wrong field is named', async () => {
  const fields = [{ path: 'actions.0.taskId', message: 'expected a UUID' }];
  const { call } = clientThat(() => json(422, { code: 'INVALID_INPUT', message: 'x', fields }));
  expect(await call(server, 'sync.push', { body: { actions: [] } })).toMatchObject({
    ok: false,
    status: 422,
    fields,
  });
});
