import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Sending } from '../../../lib/contract/channel.ts';
import { GmailApi } from '../../../tests/doubles/mail-apis/gmail-api.ts';
import { GraphApi } from '../../../tests/doubles/mail-apis/graph-api.ts';
import { type ApiOptions, client, type MailApi } from '../../../tests/doubles/mail-apis/mail-api.ts';
import { startTokenSmtp, type TokenSmtp } from '../../../tests/doubles/mail-apis/token-smtp.ts';
import { anApp, aToken, publicUrl, signInAt, type TestApp } from '../../../tests/support/app.ts';
import { describeOnEachEngine } from '../../../tests/support/database.ts';
import { unwrap } from '../../../tests/support/domain.ts';
import { providersAt, testSending } from '../../../tests/support/sending.ts';
import { aSend, sendStates } from '../../../tests/support/sends.ts';
import { addUser, addWorkspace } from '../../accounts/users.ts';
import type { Database } from '../../db/open.ts';
import { startDelivery } from '../deliver.ts';
import { planSends } from '../ledger.ts';
import { AccountChannels } from './account-channels.ts';
import type { SendingOptions } from './manage.ts';

const password = 'correct horse';
const now = () => new Date();
const folder = mkdtempSync(join(tmpdir(), 'utskick-connect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Person {
  workspaceId: string;
  userId: string;
  role: 'admin';
  token: string;
  cookie: string;
}

describeOnEachEngine('accounts connected at their provider', (open) => {
  let db: Database;
  let app: TestApp;
  let google: MailApi;
  let microsoft: MailApi;
  let smtp: TokenSmtp;
  let sending: SendingOptions;
  let alva: Person;
  const cleanUps: (() => Promise<unknown>)[] = [];
  const apiOptions: ApiOptions = { address: 'alva@own.example' };

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    for (const table of ['sends', 'channels', 'connections'] as const)
      await db.kysely.deleteFrom(table).execute();
    google = await new GmailApi(apiOptions).start();
    microsoft = await new GraphApi(apiOptions).start();
    smtp = await startTokenSmtp((user, token) => user === 'alva@own.example' && microsoft.isGood(token));
    cleanUps.push(
      () => google.stop(),
      () => microsoft.stop(),
      () => smtp.stop(),
    );
    const at = ({ authorizeUrl, tokenUrl, url: apiUrl }: MailApi) => ({ authorizeUrl, tokenUrl, apiUrl });
    const providers = providersAt({
      google: at(google),
      microsoft: { ...at(microsoft), apiUrl: `${microsoft.url}/v1.0`, smtp: smtp.server },
    });
    sending = { ...testSending, db, providers };
    app = await anApp(db, new Date(), sending);
    alva = await aPerson();
    for (const provider of ['google', 'microsoft']) {
      const body = { provider, client: { ...client, tenant: null } };
      expect(await app.json('PUT', '/api/v2/providers', { token: alva.token, body })).toMatchObject({
        status: 200,
      });
    }
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  async function aPerson(workspaceId?: string): Promise<Person> {
    const email = `${randomUUID()}@nordby.example`;
    const workspace = workspaceId ?? (await addWorkspace(db, 'Ours', now()));
    const user = { workspaceId: workspace, name: 'Alva', email, role: 'admin' as const, password };
    const member = { workspaceId: workspace, ...unwrap(await addUser(db, user, now())) };
    const [token, cookie] = [await aToken(db, member, now()), await signInAt(app, email, password)];
    return { ...member, role: 'admin', token, cookie };
  }
  const visit = (url: string, { cookie }: { cookie: string }) =>
    app.call('GET', url, { headers: { cookie } });
  const described = async (): Promise<Sending> =>
    Sending.parse((await app.json('GET', '/api/v2/channels', { token: alva.token })).body);
  /** Presses the button. @returns the server's page */
  async function begin(provider: string, way: string, channelId: string | null = null): Promise<string> {
    const body = { id: randomUUID(), provider, way, channelId };
    const answer = await app.json('POST', '/api/v2/channels/connect', { token: alva.token, body });
    expect(answer).toMatchObject({ status: 200 });
    return (answer.body as { url: string }).url;
  }
  /** Goes to the provider and decides there. @returns where the provider sends the browser */
  async function decide(page: string, decision: 'allow' | 'deny'): Promise<string> {
    const sent = await visit(page, alva);
    expect(sent.status).toBe(303);
    const asked = new URL(sent.headers.get('location') ?? '');
    expect((await fetch(asked)).status).toBe(200);
    const decided = await fetch(`${asked.origin}/decide${asked.search}&decision=${decision}`, {
      redirect: 'manual',
    });
    return decided.headers.get('location') ?? '';
  }
  const connect = async (provider: string, way: string, channelId: string | null = null) =>
    await visit(await decide(await begin(provider, way, channelId), 'allow'), alva);
  async function deliver(): Promise<void> {
    const quick = { firstMs: 20, longestMs: 100, giveUpAfterMs: 60_000 };
    const delivery = await startDelivery({
      db,
      channels: new AccountChannels(sending, null),
      journalFolder: folder,
      log: { info: () => {}, error: () => {} },
      now,
      backOff: { message: quick, pause: quick },
    });
    cleanUps.push(() => delivery.stop());
  }
  const plan = () => planSends(db.kysely, [aSend({ ...alva })], now());
  const states = () => sendStates(db);
  const timesAsked = (api: MailApi, what: string) => api.asked.filter((one) => one === what).length;

  test('a Google account is connected with a code, and its mails leave through the Gmail API', async () => {
    const page = await begin('google', 'api');
    expect(page).toMatch(/^http:\/\/utskick\.test\/connect\//);
    const unknown = await visit(page, { cookie: '' });
    expect(unknown.headers.get('location')).toBe(`/signin?to=${encodeURIComponent(new URL(page).pathname)}`);
    const back = await decide(page, 'allow');
    const [asked] = google.consent.asked;
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      scope: 'openid email https://www.googleapis.com/auth/gmail.send',
      redirect_uri: `${publicUrl}/connect/callback`,
      code_challenge_method: 'S256',
      access_type: 'offline',
    });
    const answer = await visit(back, alva);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('alva@own.example');
    expect((await described()).channel).toMatchObject({
      kind: 'gmail',
      provider: 'google',
      way: 'api',
      address: 'alva@own.example',
      state: 'ready',
    });
    await deliver();
    await plan();
    await expect.poll(states).toEqual({ accepted: 1 });
    expect(google.mails).toHaveLength(1);
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(c)::text as row from channels c union all select to_jsonb(p)::text from provider_clients p`.execute(
      db.kysely,
    );
    const stored = rows.map(({ row }) => row).join();
    for (const secret of [google.refreshToken, client.clientSecret, 'access-'])
      expect(stored).not.toContain(secret);
  });

  test('what the provider sent back is good once, and for whoever began it', async () => {
    const other = await aPerson(alva.workspaceId);
    const back = await decide(await begin('google', 'api'), 'allow');
    expect((await visit(back, other)).status).toBe(404);
    expect((await visit(back.replace(/state=[^&]+/, 'state=guessed'), alva)).status).toBe(404);
    expect((await visit(back, alva)).status).toBe(200);
    expect((await visit(back, alva)).status).toBe(404);
    expect(timesAsked(google, 'POST /token')).toBe(1);
  });

  test('the page of a connection sends nobody else to the provider, nor after ten minutes', async () => {
    const page = await begin('google', 'api');
    expect((await visit(page, await aPerson(alva.workspaceId))).status).toBe(404);
    app.setNow(new Date(Date.now() + 11 * 60_000));
    expect((await visit(page, alva)).status).toBe(404);
  });

  test('what the provider says against it is said plainly, as text, and nothing is connected', async () => {
    const answer = await visit(await decide(await begin('google', 'api'), 'deny'), alva);
    expect(answer.status).toBe(403);
    const text = await answer.text();
    expect(text).toContain(
      'Google did not permit it: access_denied: The user has denied &lt;b&gt;access&lt;/b&gt;',
    );
    google.consent.permits = 'openid email';
    expect(await (await connect('google', 'api')).text()).toContain('gmail.send');
    google.consent.permits = null;
    google.consent.givesRefreshToken = false;
    expect(await (await connect('google', 'api')).text()).toContain('mails also leave while you are away');
    expect((await described()).channel).toBeNull();
  });

  test('one with a code that was not asked for here is refused: the proof is ours (RFC 7636)', async () => {
    const page = await begin('google', 'api');
    const back = new URL(await decide(page, 'allow'));
    // The provider gave this code to somebody else's question.
    const theirs = new URL((await visit(await begin('google', 'api'), alva)).headers.get('location') ?? '');
    theirs.searchParams.set('code_challenge', 'x'.repeat(43));
    const decided = await fetch(`${theirs.origin}/decide${theirs.search}&decision=allow`, {
      redirect: 'manual',
    });
    const forged = new URL(decided.headers.get('location') ?? '');
    const answer = await visit(forged.href, alva);
    expect(await answer.text()).toContain('invalid_grant');
    expect((await visit(back.href, alva)).status).toBe(404);
    expect((await described()).channel).toBeNull();
  });

  test('a Microsoft account sends through the mail server with access tokens; one that is refused is renewed', async () => {
    expect((await connect('microsoft', 'smtp')).status).toBe(200);
    expect(microsoft.consent.asked[0]?.get('scope')).toBe(
      'openid email offline_access https://outlook.office.com/SMTP.Send',
    );
    await deliver();
    await plan();
    await expect.poll(states).toEqual({ accepted: 1 });
    microsoft.revoke('access');
    // The line that is open stays so: the next mail comes over one that is made anew.
    const restarted = cleanUps.pop();
    await restarted?.();
    await deliver();
    await plan();
    await expect.poll(states).toEqual({ accepted: 2 });
    expect(smtp.mails).toHaveLength(2);
    expect(smtp.shown).toHaveLength(3);
  });

  test('a grant that was taken back holds mails and asks to connect again; then they go', async () => {
    await connect('google', 'api');
    const id = (await described()).channel?.id ?? '';
    google.revoke('connection');
    await deliver();
    await plan();
    await expect.poll(states).toEqual({ held: 1 });
    expect((await described()).channel).toMatchObject({
      state: 'revoked',
      reason: expect.stringContaining('invalid_grant'),
    });
    // The provider is not asked in vain for every mail.
    const before = timesAsked(google, 'POST /token');
    await plan();
    await expect.poll(async () => Object.values(await states()).reduce((sum, count) => sum + count)).toBe(2);
    expect(timesAsked(google, 'POST /token')).toBe(before);
    google.consent.address = 'bo@own.example';
    expect(await (await connect('google', 'api', id)).text()).toContain('connect alva@own.example');
    expect((await described()).channel).toMatchObject({ state: 'revoked' });
    google.consent.address = 'alva@own.example';
    expect((await connect('google', 'api', id)).status).toBe(200);
    expect((await described()).channel).toMatchObject({ id, state: 'ready', reason: null });
    await expect.poll(states).toEqual({ accepted: 2 });
  });

  test('several processes have one access token made between them, before it ends', async () => {
    await connect('google', 'api');
    const before = timesAsked(google, 'POST /token');
    let release: () => void = () => {};
    const mayAnswer = new Promise<void>((resolve) => {
      release = resolve;
    });
    apiOptions.beforeTokens = () => mayAnswer;
    cleanUps.push(async () => {
      delete apiOptions.beforeTokens;
    });
    const processes = [1, 2, 3].map(() => new AccountChannels(sending, null));
    const mail = (index: number) => ({
      workspaceId: alva.workspaceId,
      from: 'alva@own.example',
      to: 'bo@example.com',
      messageId: `<${index}@own.example>`,
      bytes: Buffer.from(
        `From: alva@own.example\r\nTo: bo@example.com\r\nDate: ${now().toUTCString()}\r\nMessage-ID: <${index}@own.example>\r\n\r\nHello\r\n`,
      ),
    });
    const sender = { workspaceId: alva.workspaceId, senderId: alva.userId };
    const handed = processes.map(async (one, index) =>
      (await one.of([sender]))(sender)?.handOver(mail(index), () => {}),
    );
    await expect.poll(() => timesAsked(google, 'POST /token')).toBe(before + 1);
    release();
    for (const answer of await Promise.all(handed))
      expect(answer).toMatchObject({ answered: true, code: 200 });
    expect(timesAsked(google, 'POST /token')).toBe(before + 1);
  });

  test('only administrators enter a client, its secret is in no answer, and another one needs another secret', async () => {
    const known = await app.json('GET', '/api/v2/providers', { token: alva.token });
    expect(known.body).toMatchObject({
      clients: [{ provider: 'google', source: 'own', sealed: true }, {}],
    });
    expect(JSON.stringify(known)).not.toContain(client.clientSecret);
    const put = (own: unknown) =>
      app.json('PUT', '/api/v2/providers', { token: alva.token, body: { provider: 'google', client: own } });
    const changed = { clientId: 'another', clientSecret: null, tenant: null };
    expect(await put(changed)).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'client.clientSecret' }] },
    });
    expect(await put({ ...client, clientSecret: null, tenant: null })).toMatchObject({ status: 200 });
    expect((await described()).providers).toEqual(['google', 'microsoft']);
    expect(await put(null)).toMatchObject({ body: { clients: [{ source: 'none' }, { source: 'own' }] } });
    expect((await described()).providers).toEqual(['microsoft']);
  });
});
