import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { api, nudgePath, protocolVersion } from '../../lib/contract/api.ts';
import { SyncPage } from '../../lib/contract/sync.ts';
import { readAnswer } from '../../lib/sync/client.ts';
import { mountOlder } from './older.ts';

test('every path of the table says the version of the protocol', () => {
  const paths = [...Object.values(api).map(({ path }) => path), nudgePath];
  expect(paths.filter((path) => !path.startsWith(`/api/v${protocolVersion}/`))).toEqual([]);
});

test.each([
  { method: 'GET', path: '/api/v1/health' },
  { method: 'GET', path: '/api/v1/sync' },
  { method: 'POST', path: '/api/v1/sync' },
  { method: 'POST', path: '/api/v1/campaigns/00000000-0000-4000-8000-000000000001/launch' },
])('an extension from before is told to update: $method $path', async ({ method, path }) => {
  const app = new Hono();
  mountOlder(app);
  const response = await app.request(path, { method });
  expect(response.status).toBe(410);
  const answer = readAnswer(response, await response.text(), SyncPage, 'http://x.test');
  // Neither signed out (401) nor an entry of its own refused (422): what waits there is kept.
  expect(answer).toMatchObject({ ok: false, code: 'SERVER_AWAY', cause: 'server', status: 410 });
  expect(answer).toHaveProperty('message', expect.stringContaining('update'));
});

test('who speaks the present protocol is not concerned', async () => {
  const app = new Hono();
  mountOlder(app);
  expect((await app.request(`/api/v${protocolVersion}/health`)).status).toBe(404);
});
