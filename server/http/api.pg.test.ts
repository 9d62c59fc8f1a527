import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { api, nudgePath } from '../../lib/contract/api.ts';
import type { Endpoint } from '../../lib/contract/endpoint.ts';
import { ErrorBody } from '../../lib/contract/errors.ts';
import { anApp, aToken, publicUrl, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addCampaign, addPerson, unwrap } from '../../tests/support/domain.ts';
import { validBody } from '../../tests/support/valid-body.ts';
import { addUser, addWorkspace } from '../accounts/users.ts';
import type { Database } from '../db/open.ts';

const now = new Date('2026-11-23T08:00:00.000Z');
const endpoints = Object.entries<Endpoint>(api);
const withToken = endpoints.filter(([, endpoint]) => endpoint.auth === 'device');
/** Those that make what their id names are told of nothing that is missing. */
const making = new Set<string>(['mails.saveSearch']);
/** Everything but the id is as it should be. */
const pathOf = (endpoint: Endpoint, id: string = randomUUID()) =>
  endpoint.path
    .replace('{id}', id)
    .replace('{purpose}', 'sales')
    .replace('{version}', '1')
    .replace('{sourceId}', randomUUID())
    .replace('{attachmentId}', randomUUID()) + queryOf(endpoint);
const queryOf = ({ path, file }: Endpoint) => {
  if (file === 'in') return `?attachmentId=${randomUUID()}&contentId=${randomUUID()}&name=a.pdf`;
  if (path.endsWith('/preview')) return `?personId=${randomUUID()}`;
  return path.endsWith('/diff') ? '?from=1&to=2' : '';
};

describeOnEachEngine('http', (open) => {
  let db: Database;
  let app: TestApp;
  let admin: { workspaceId: string; userId: string };
  let token: string;

  const addMember = async (workspaceId: string, email: string, role: 'admin' | 'user') => {
    const user = {
      workspaceId,
      name: 'Anna Lind',
      email,
      role,
      password: 'correct horse',
      timeZone: 'Europe/Stockholm',
    };
    return { workspaceId, ...unwrap(await addUser(db, user, now)) };
  };

  beforeAll(async () => {
    db = await open();
    app = await anApp(db, now);
    admin = await addMember(await addWorkspace(db, 'Ours', now), 'anna@example.com', 'admin');
    token = await aToken(db, admin, now);
  });

  test.each(withToken)(
    '%s without a token, with an unknown or malformed one: 401 and nothing else',
    async (_, endpoint) => {
      for (const authorization of [
        undefined,
        'Bearer utk_unknown',
        'Bearer',
        'Basic YTpi',
        `bearer${token}`,
      ]) {
        const headers = authorization === undefined ? {} : { authorization };
        // A malformed body too: who may not call learns nothing about the form.
        const answer = await app.json(endpoint.method.toUpperCase(), pathOf(endpoint), {
          headers,
          ...(endpoint.body && { body: {} }),
        });
        expect(answer).toEqual({ status: 401, body: { code: 'NOT_SIGNED_IN', message: expect.any(String) } });
      }
    },
  );

  test('the stream of nudges without a token: 401', async () => {
    expect((await app.call('GET', nudgePath)).status).toBe(401);
  });

  test.each(withToken.filter(([name, endpoint]) => endpoint.path.includes('{id}') && !making.has(name)))(
    '%s with an id that does not exist, or is no id',
    async (_, endpoint) => {
      const body = endpoint.file === 'in' ? 'a file' : endpoint.body && validBody(endpoint, now);
      const headers = endpoint.file === 'in' ? { 'content-type': 'application/pdf' } : {};
      const options = { token, headers, ...(body !== undefined && { body }) };
      const method = endpoint.method.toUpperCase();
      expect((await app.json(method, pathOf(endpoint), options)).body).toMatchObject({ code: 'NOT_FOUND' });
      expect(await app.json(method, pathOf(endpoint, 'x'), options)).toMatchObject({
        status: 422,
        body: { code: 'INVALID_INPUT', fields: [{ path: 'id' }] },
      });
    },
  );

  test('ids of another workspace are not found, whichever route they come by', async () => {
    const person = await addPerson(db, admin.workspaceId, now, 'Secret');
    const campaign = await addCampaign(db, admin.workspaceId, now);
    const stranger = await addMember(await addWorkspace(db, 'Theirs', now), 'eve@example.com', 'admin');
    const strange = await aToken(db, stranger, now);
    const [ownToken] = (await listTokens(token)).tokens;
    const routes: [string, string, unknown?][] = [
      ['GET', `/api/v2/people/${person.id}`],
      ['PUT', `/api/v2/people/${person.id}`, { firstName: 'Taken' }],
      ['GET', `/api/v2/campaigns/${campaign.id}`],
      ['GET', `/api/v2/campaigns/${campaign.id}/enrolments`],
      [
        'POST',
        `/api/v2/campaigns/${campaign.id}/launch`,
        { personIds: [person.id], startAt: now.toISOString(), timeZone: 'UTC' },
      ],
      ['POST', '/api/v2/tasks', { type: 'call', title: 'x', dueAt: now.toISOString(), personId: person.id }],
      ['DELETE', `/api/v2/tokens/${ownToken?.id}`],
    ];
    for (const [method, path, body] of routes) {
      const answer = await app.call(method, path, { token: strange, ...(body !== undefined && { body }) });
      const text = await answer.text();
      expect([path, answer.status, JSON.parse(text).code]).toEqual([path, 404, 'NOT_FOUND']);
      expect(text).not.toContain('Secret');
    }
    expect((await app.call('GET', '/api/v2/me', { token })).status).toBe(200);
  });

  async function listTokens(bearer: string): Promise<{ tokens: { id: string; current: boolean }[] }> {
    const answer = await app.call('GET', '/api/v2/tokens', { token: bearer });
    return api['tokens.list'].response.parse(await answer.json());
  }

  test('a malformed push names each wrong field by its path', async () => {
    const action = {
      kind: 'task.snooze',
      id: 'x',
      taskId: randomUUID(),
      actedAt: 'yesterday',
      baseVersion: 1,
    };
    const { status, body } = await app.json('POST', '/api/v2/sync', { token, body: { actions: [action] } });
    expect(status).toBe(422);
    const { fields } = ErrorBody.parse(body);
    expect(fields?.map((field) => field.path).sort()).toEqual([
      'actions.0.actedAt',
      'actions.0.id',
      'actions.0.until',
    ]);
    expect(body).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('actions.0.id') });
  });

  test.each([
    { body: {}, path: 'actions' },
    { body: { actions: [] }, path: 'actions' },
    { body: { actions: [{ kind: 'task.eat' }] }, path: 'actions.0.kind' },
    { body: [], path: '' },
    { body: null, path: '' },
  ])('a push of $body is refused at "$path"', async ({ body, path }) => {
    expect(await app.json('POST', '/api/v2/sync', { token, body })).toMatchObject({
      status: 422,
      body: { fields: [{ path }] },
    });
  });

  test.each(['a\0b', 'cut \ud83d'])('text that the database cannot hold is named: %j', async (firstName) => {
    const body = { firstName, lastName: '', email: 'asa@example.com', fields: {} };
    expect(await app.json('POST', '/api/v2/people', { token, body })).toMatchObject({
      status: 422,
      body: { code: 'INVALID_INPUT', fields: [{ path: 'firstName' }] },
    });
    const search = `/api/v2/people?search=${encodeURIComponent('\0')}`;
    expect(await app.json('GET', search, { token })).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'search' }] },
    });
  });

  test('query values are named as well', async () => {
    expect(await app.json('GET', '/api/v2/people?limit=0&offset=-1', { token })).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'limit' }, { path: 'offset' }] },
    });
  });

  test.each([
    { what: 'broken JSON', body: '{"actions": [', type: 'application/json', status: 400 },
    { what: 'an empty body', body: '', type: 'application/json', status: 400 },
    { what: 'a form', body: 'actions=1', type: 'application/x-www-form-urlencoded', status: 415 },
    { what: 'plain text', body: '{"actions":[]}', type: 'text/plain', status: 415 },
  ])('$what is answered with $status and a sentence', async ({ body, type, status }) => {
    const answer = await app.json('POST', '/api/v2/sync', { token, body, headers: { 'content-type': type } });
    expect(answer).toMatchObject({
      status,
      body: { code: 'INVALID_INPUT', message: expect.stringContaining('JSON') },
    });
  });

  test('a body beyond four megabytes is refused', async () => {
    const body = JSON.stringify({ actions: ['x'.repeat(4 * 1024 * 1024)] });
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    expect((await app.call('POST', '/api/v2/sync', { token, body, headers })).status).toBe(413);
  });

  test('a role that does not permit it is told so', async () => {
    const user = await addMember(admin.workspaceId, 'user@example.com', 'user');
    const body = { companies: [['fjord.example', 'holding.example']] };
    const answer = await app.json('PUT', '/api/v2/company-domains', {
      token: await aToken(db, user, now),
      body,
    });
    expect(answer).toMatchObject({
      status: 403,
      body: { code: 'NOT_ALLOWED', message: expect.stringContaining('admin') },
    });
  });

  test('an unknown address is 404, as JSON for programs and as a page for people', async () => {
    expect(await app.json('GET', '/api/v2/nothing', { token })).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    });
    const page = await app.call('GET', '/nothing', { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
  });

  describe('browser sessions', () => {
    const signIn = async (
      password = 'correct horse',
      from: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
    ) =>
      await app.call('POST', '/signin', {
        body: new URLSearchParams({ email: 'Anna@Example.com', password, to: '/devices' }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...from },
      });
    const cookieOf = (answer: Response) =>
      answer.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');

    test('sign in, use the API, sign out', async () => {
      const answer = await signIn();
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/devices']);
      expect(answer.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/);
      const cookie = cookieOf(answer);
      expect(await app.json('GET', '/api/v2/me', { headers: { cookie } })).toMatchObject({
        status: 200,
        body: { user: { name: 'Anna Lind' } },
      });
      await app.call('POST', '/signout', { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
      expect((await app.call('GET', '/api/v2/me', { headers: { cookie } })).status).toBe(401);
    });

    test('a foreign page can neither sign somebody in nor change anything with the cookie', async () => {
      for (const from of [
        {},
        { origin: 'https://evil.example' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ]) {
        expect((await signIn('correct horse', from)).status).toBe(403);
      }
      const cookie = cookieOf(await signIn('correct horse', { origin: publicUrl }));
      const change = (headers: Record<string, string>) =>
        app.call('POST', '/api/v2/people', { body: { firstName: 'Eve' }, headers: { cookie, ...headers } });
      expect((await change({ origin: 'https://evil.example' })).status).toBe(403);
      expect((await change({ origin: publicUrl })).status).toBe(200);
    });

    test('an address elsewhere is never redirected to', async () => {
      for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
        const page = await app.call('GET', `/signin?to=${encodeURIComponent(to)}`);
        expect(await page.text()).toContain('name="to" value="/"');
      }
    });

    test('ten wrong passwords close the door for ten minutes, for that address from that place', async () => {
      const from = (place: string) => ({ 'sec-fetch-site': 'same-origin', 'x-forwarded-for': place });
      for (let n = 0; n < 10; n += 1) expect((await signIn('wrong', from('192.0.2.1'))).status).toBe(401);
      expect((await signIn('correct horse', from('192.0.2.1'))).status).toBe(429);
      expect((await signIn('correct horse', from('192.0.2.2'))).status).toBe(303);
      app.setNow(new Date(now.getTime() + 11 * 60_000));
      expect((await signIn('correct horse', from('192.0.2.1'))).status).toBe(303);
      app.setNow(now);
    });
  });

  test('extensions may call from their own origin with a token, other pages may not', async () => {
    const preflight = (origin: string) =>
      app.call('OPTIONS', '/api/v2/sync', {
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    for (const origin of [
      'chrome-extension://npanhmppmnipdoicpfaikfbmbhbfbolj',
      'moz-extension://0b1f5ea3-1c5a-4b1b-9d53-000000000000',
    ]) {
      const { headers } = await preflight(origin);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-headers')).toContain('Authorization');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    for (const origin of ['https://evil.example', 'null', 'chrome-extension://x.evil.example/']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test.each(['/', '/signin', '/docs/api', '/pair', '/nothing', '/link?code=x'])(
    '%s has a strict policy and neither script nor foreign address',
    async (path) => {
      const page = await app.call('GET', path, { headers: { accept: 'text/html' } });
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
      const text = await page.text();
      expect(text).not.toMatch(/<script|\son\w+=|style="|https?:\/\/(?!www\.w3\.org|utskick\.test)/i);
    },
  );

  test('a defect is told without detail', async () => {
    const broken = await anApp({ ...db, kysely: db.kysely.withSchema('no_such_schema') }, now);
    const answer = await broken.call('GET', '/api/v2/me', { token });
    const text = await answer.text();
    expect([answer.status, JSON.parse(text).code]).toEqual([500, 'BROKEN']);
    expect(text).not.toContain('no_such_schema');
  });
});
