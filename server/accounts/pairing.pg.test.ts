import { beforeAll, describe, expect, test } from 'vitest';
import { PairingStarted } from '../../lib/contract/account.ts';
import { anApp, publicUrl, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import type { Database } from '../db/open.ts';
import { issueLinkCode } from './links.ts';
import { addUser, addWorkspace } from './users.ts';

const now = new Date('2026-11-23T08:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** As a browser asks for an address that was typed in, or opened by another program. */
const typed = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' };

describeOnEachEngine('pairing', (open) => {
  let db: Database;
  let app: TestApp;
  let userId: string;
  let cookie: string;

  beforeAll(async () => {
    db = await open();
    app = await anApp(db, now);
    const workspaceId = await addWorkspace(db, 'Ours', now);
    const user = {
      workspaceId,
      name: 'Anna Lind',
      email: 'anna@example.com',
      role: 'user' as const,
      password: null,
    };
    userId = unwrap(await addUser(db, user, now)).userId;
    const answer = await app.call('GET', `/link?code=${await issueLinkCode(db, userId, 'web', now)}`, {
      headers: typed,
    });
    cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  });

  const start = async () =>
    PairingStarted.parse(
      (await app.json('POST', '/api/v2/pairing', { body: { deviceName: 'Firefox <at> home' } })).body,
    );
  const collect = (deviceCode: string, from = '192.0.2.1') =>
    app.json('POST', '/api/v2/pairing/token', { body: { deviceCode }, headers: { 'x-forwarded-for': from } });
  const decide = (
    code: string,
    decision: 'approve' | 'refuse',
    headers: Record<string, string> = { cookie },
  ) =>
    app.call('POST', '/pair', {
      body: new URLSearchParams({ code, decision }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
  const tokenOf = ({ body }: { body: unknown }) => String(Object(body).token);

  describe('a one-time link', () => {
    const linkTo = async (path = '') =>
      `/link?code=${await issueLinkCode(db, userId, 'web', now)}${path && `&to=${path}`}`;
    const press = (link: string, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
      app.call('POST', '/link', {
        body: link.split('?')[1] ?? '',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });

    test('opened by hand it signs in at once, and once only', async () => {
      const link = await linkTo('/devices');
      const answer = await app.call('GET', link, { headers: typed });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/devices']);
      expect(answer.headers.getSetCookie()).not.toEqual([]);
      expect((await app.call('GET', link, { headers: typed })).status).toBe(404);
    });

    test.each([
      { who: 'a program that says nothing', method: 'GET', headers: {} },
      { who: 'a scanner', method: 'HEAD', headers: typed },
      { who: 'a look ahead', method: 'GET', headers: { ...typed, 'sec-purpose': 'prefetch;prerender' } },
      { who: 'a page elsewhere', method: 'GET', headers: { ...typed, 'sec-fetch-site': 'cross-site' } },
      { who: 'a script', method: 'GET', headers: { ...typed, 'sec-fetch-mode': 'cors' } },
    ])('$who does not use it up', async ({ method, headers }) => {
      const link = await linkTo('/devices');
      const seen = await app.call(method, link, { headers });
      expect([seen.status, seen.headers.getSetCookie()]).toEqual([200, []]);
      const pressed = await press(link);
      expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/devices']);
    });

    test('the button works on our own page only', async () => {
      const link = await linkTo();
      expect((await press(link, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await press(link, {})).status).toBe(403);
      expect((await press(link)).status).toBe(303);
    });
  });

  test('asked, approved, collected once, listed, revoked', async () => {
    const { deviceCode, userCode, verificationUrl } = await start();
    expect(userCode).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(verificationUrl).toBe(`${publicUrl}/pair?code=${userCode}`);
    expect(await collect(deviceCode)).toMatchObject({ status: 409, body: { code: 'PAIRING_PENDING' } });

    const page = await app.call('GET', `/pair?code=${userCode.toLowerCase().replace('-', '%20')}`, {
      headers: { cookie },
    });
    expect(await page.text()).toContain('Firefox &lt;at&gt; home');
    expect(await (await decide(userCode, 'approve')).text()).toContain('is paired');

    // Two at once: one gets the token.
    const both = await Promise.all([collect(deviceCode), collect(deviceCode)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 404]);
    const token = tokenOf(both.find((answer) => answer.status === 200) ?? { body: {} });
    expect(await collect(deviceCode)).toMatchObject({ status: 404, body: { code: 'PAIRING_UNKNOWN' } });

    const { body } = await app.json('GET', '/api/v2/tokens', { token });
    expect(body).toMatchObject({ tokens: [{ name: 'Firefox <at> home', current: true }] });
    const id = Object(body).tokens[0].id;
    expect((await app.call('DELETE', `/api/v2/tokens/${id}`, { token })).status).toBe(200);
    expect(await app.json('GET', '/api/v2/me', { token })).toMatchObject({
      status: 401,
      body: { code: 'NOT_SIGNED_IN' },
    });
  });

  test('no token, code or link stands in the database in clear', async () => {
    const { deviceCode, userCode } = await start();
    await decide(userCode, 'approve');
    const token = tokenOf(await collect(deviceCode));
    const link = await issueLinkCode(db, userId, 'extension', now);
    const tables = ['device_tokens', 'pairings', 'link_codes', 'audit_log', 'rate_limits'] as const;
    const rows = await Promise.all(tables.map((table) => db.kysely.selectFrom(table).selectAll().execute()));
    for (const secret of [deviceCode, token, token.slice(4), link])
      expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('refused: the device is told, and approving afterwards is too late', async () => {
    const { deviceCode, userCode } = await start();
    await decide(userCode, 'refuse');
    expect(await collect(deviceCode)).toMatchObject({ status: 403, body: { code: 'PAIRING_REFUSED' } });
    const again = await decide(userCode, 'approve');
    expect([again.status, await again.text()]).toEqual([404, expect.stringContaining('used already')]);
    expect((await collect(deviceCode)).status).toBe(403);
  });

  test('after ten minutes a code can be neither approved nor collected', async () => {
    const [first, second] = [await start(), await start()];
    await decide(first.userCode, 'approve');
    app.setNow(later(10));
    expect(await collect(first.deviceCode)).toMatchObject({ status: 410, body: { code: 'PAIRING_EXPIRED' } });
    const page = await app.call('GET', `/pair?code=${second.userCode}`, { headers: { cookie } });
    expect([page.status, await page.text()]).toEqual([410, expect.stringContaining('has expired')]);
    expect((await decide(second.userCode, 'approve')).status).toBe(410);
    app.setNow(now);
  });

  test('approving needs a signed-in person and a form of our own page', async () => {
    const { deviceCode, userCode } = await start();
    expect((await decide(userCode, 'approve', {})).headers.get('location')).toMatch(/^\/signin/);
    expect((await decide(userCode, 'approve', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await collect(deviceCode)).body).toMatchObject({ code: 'PAIRING_PENDING' });
  });

  test('guessing is stopped: thirty device codes from one place, ten user codes by one person', async () => {
    for (let n = 0; n < 30; n += 1) expect((await collect(`wrong ${n}`, '192.0.2.9')).status).toBe(404);
    expect(await collect('wrong', '192.0.2.9')).toMatchObject({
      status: 429,
      body: { code: 'TOO_MANY_REQUESTS' },
    });
    expect((await collect('wrong', '192.0.2.10')).status).toBe(404);

    app.setNow(later(11));
    const { userCode } = await start();
    for (let n = 0; n < 10; n += 1) expect((await decide('BBBB-BBBB', 'approve')).status).toBe(404);
    expect((await decide(userCode, 'approve')).status).toBe(429);
    app.setNow(now);
  });

  test('a pairing link works once, within ten minutes, for its own purpose', async () => {
    const redeem = (linkCode: string) =>
      app.json('POST', '/api/v2/pairing/link', {
        body: { linkCode, deviceName: 'Chromium' },
        headers: { 'x-forwarded-for': '192.0.2.20' },
      });
    const code = await issueLinkCode(db, userId, 'extension', now);
    const both = await Promise.all([redeem(code), redeem(code)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 404]);
    expect(app.redeemed).toEqual([userId]);
    const token = tokenOf(both.find((answer) => answer.status === 200) ?? { body: {} });
    expect(await app.json('GET', '/api/v2/me', { token })).toMatchObject({ body: { user: { id: userId } } });

    expect((await redeem(await issueLinkCode(db, userId, 'web', now))).body).toMatchObject({
      code: 'PAIRING_UNKNOWN',
    });
    const old = await issueLinkCode(db, userId, 'extension', now);
    app.setNow(later(10));
    expect(await redeem(old)).toMatchObject({ status: 410, body: { code: 'PAIRING_EXPIRED' } });
    app.setNow(now);
  });

  test('who leaves the workspace loses the devices', async () => {
    const { deviceCode, userCode } = await start();
    app.setNow(later(5));
    await db.kysely.deleteFrom('rate_limits').execute();
    await decide(userCode, 'approve');
    const token = tokenOf(await collect(deviceCode));
    expect((await app.call('GET', '/api/v2/me', { token })).status).toBe(200);
    await db.kysely.deleteFrom('memberships').where('user_id', '=', userId).execute();
    expect((await app.call('GET', '/api/v2/me', { token })).status).toBe(401);
    expect((await app.call('GET', '/api/v2/me', { headers: { cookie } })).status).toBe(401);
  });
});
