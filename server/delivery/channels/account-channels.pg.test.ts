import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { GmailApi } from '../../../tests/doubles/mail-apis/gmail-api.ts';
import { client } from '../../../tests/doubles/mail-apis/mail-api.ts';
import { describeOnEachEngine } from '../../../tests/support/database.ts';
import { type Member, unwrap } from '../../../tests/support/domain.ts';
import { providersAt, testSending } from '../../../tests/support/sending.ts';
import { aSend, sendStates } from '../../../tests/support/sends.ts';
import { startTestSink, type TestSink } from '../../../tests/support/smtp-sink.ts';
import { addColleagues } from '../../../tests/support/workspace.ts';
import type { Database } from '../../db/open.ts';
import { deleteRemovedChannels, findChannelOf } from '../../db/queries/channels.ts';
import { startDelivery } from '../deliver.ts';
import { planSends } from '../ledger.ts';
import { AccountChannels } from './account-channels.ts';
import {
  addChannel,
  describeSending,
  goOn,
  removeChannel,
  restoreChannel,
  type SendingOptions,
  testChannel,
} from './manage.ts';
import { createSmtpChannel } from './smtp.ts';
import { newVaultKey, readVaultKeys, Vault } from './vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'utskick-accounts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeOnEachEngine('accounts to send through', (open) => {
  let db: Database;
  let alva: Member;
  let bo: Member;
  let sending: SendingOptions;
  const cleanUps: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    await db.kysely.deleteFrom('channels').execute();
    await db.kysely.deleteFrom('sending_stops').execute();
    [alva, bo] = await addColleagues(db);
    sending = { ...testSending, db };
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const now = () => new Date();
  const asUser = (member: Member) => ({ ...member, role: 'user' as const });
  async function aSink(): Promise<TestSink> {
    const sink = await startTestSink();
    cleanUps.push(() => sink.stop());
    return sink;
  }
  const ownServer = (port: number, id = randomUUID()) => ({
    id,
    kind: 'smtp' as const,
    address: 'Alva@Own.example',
    settings: { host: '127.0.0.1', port, security: 'none' as const, user: '' },
    password: 'correct horse battery',
  });
  async function deliverTo(everybody: TestSink, options = sending): Promise<void> {
    const serverOf = () => ({
      host: '127.0.0.1',
      port: everybody.port,
      security: 'none' as const,
      signIn: null,
    });
    const channels = new AccountChannels(
      options,
      createSmtpChannel({ name: 'sink', connections: 2, serverOf }),
    );
    const log = { info: () => {}, error: () => {} };
    const quick = { firstMs: 20, longestMs: 100, giveUpAfterMs: 60_000 };
    const backOff = { message: quick, pause: quick };
    const delivery = await startDelivery({ db, channels, journalFolder: folder, log, now, backOff });
    cleanUps.push(() => delivery.stop());
  }
  const plan = (member: Member) => planSends(db.kysely, [aSend(member)], now());
  const states = () => sendStates(db);

  test('who has an account sends through it, from its address; the others go the way of everybody', async () => {
    const [everybody, own] = [await aSink(), await aSink()];
    unwrap(await addChannel(sending, asUser(alva), ownServer(own.port), now()));
    await deliverTo(everybody);
    await plan(alva);
    await plan(bo);
    await expect.poll(states).toEqual({ accepted: 2 });
    expect(everybody.arrivals).toHaveLength(1);
    expect(own.arrivals).toHaveLength(1);
    expect(own.arrivals[0]?.source).toContain('alva@own.example');
    const rows = await db.kysely.selectFrom('sends').select(['channel', 'sender_id']).execute();
    expect(rows.find((row) => row.sender_id === alva.userId)?.channel).toBe('smtp alva@own.example');
  });

  test('removed, mails are held and none is taken for sent; taken back within ten minutes they go as before', async () => {
    const [everybody, own] = [await aSink(), await aSink()];
    const id = randomUUID();
    unwrap(await addChannel(sending, asUser(alva), ownServer(own.port, id), now()));
    await deliverTo(everybody);
    expect(unwrap(await removeChannel(sending, alva, id, now()))).toMatchObject({
      channel: null,
      stopped: true,
    });
    await plan(alva);
    await plan(alva);
    await expect.poll(states).toEqual({ held: 2 });
    const { reply_text: said } = await db.kysely
      .selectFrom('sends')
      .select('reply_text')
      .executeTakeFirstOrThrow();
    expect(said).toContain('choose another account');
    expect([...everybody.arrivals, ...own.arrivals]).toEqual([]);
    expect(unwrap(await restoreChannel(sending, alva, id, now()))).toMatchObject({
      channel: { id, state: 'ready' },
      stopped: false,
    });
    await expect.poll(states).toEqual({ accepted: 2 });
    expect(own.arrivals).toHaveLength(2);
    unwrap(await removeChannel(sending, alva, id, now()));
    await deleteRemovedChannels(db.kysely, new Date(Date.now() + 1));
    expect(await restoreChannel(sending, alva, id, now())).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('removed, mails stay held when the secret is forgotten, and go the way of everybody only when that is chosen', async () => {
    const [everybody, own] = [await aSink(), await aSink()];
    const id = randomUUID();
    unwrap(await addChannel(sending, asUser(alva), ownServer(own.port, id), now()));
    unwrap(await removeChannel(sending, alva, id, now()));
    await deleteRemovedChannels(db.kysely, new Date(Date.now() + 1));
    await deliverTo(everybody);
    await plan(alva);
    await plan(bo);
    await expect.poll(states).toEqual({ held: 1, accepted: 1 });
    expect(unwrap(await goOn(sending, alva, now()))).toMatchObject({ channel: null, stopped: false });
    await expect.poll(states).toEqual({ accepted: 2 });
    expect(everybody.arrivals).toHaveLength(2);
  });

  test('§8 a mail server inside is entered by administrators only; one that moves inside holds mails', async () => {
    const [everybody, own] = [await aSink(), await aSink()];
    let address = '127.0.0.1';
    const guarded = { ...sending, insideForAll: false, findAddresses: async () => [address] };
    const channel = ownServer(own.port);
    const named = {
      ...channel,
      settings: { ...channel.settings, host: 'mail.example.com', security: 'tls' as const },
    };
    for (const given of [channel, named]) {
      expect(await addChannel(guarded, asUser(alva), given, now())).toMatchObject({
        fields: [{ path: 'settings.host', message: expect.stringContaining('127.0.0.1') }],
      });
    }
    address = '203.0.113.7';
    expect(await addChannel(guarded, asUser(alva), named, now())).toMatchObject({ ok: true });
    address = '10.0.0.1';
    expect(await addChannel(guarded, { ...bo, role: 'admin' }, ownServer(own.port), now())).toMatchObject({
      ok: true,
    });
    await deliverTo(everybody, guarded);
    await plan(alva);
    await plan(bo);
    await expect.poll(states).toEqual({ held: 1, accepted: 1 });
    expect(own.arrivals).toHaveLength(1);
  });

  test('secrets stand in no row as they are and in no answer', async () => {
    const answer = unwrap(await addChannel(sending, asUser(alva), ownServer(25), now()));
    const { rows } = await sql<{ row: string }>`select to_jsonb(c)::text as row from channels c`.execute(
      db.kysely,
    );
    expect(rows).toHaveLength(1);
    expect(`${rows[0]?.row}${JSON.stringify(answer)}`).not.toContain('horse');
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  test('a key that is gone: mail is held and says why, and goes when the account is added anew', async () => {
    const [everybody, own] = [await aSink(), await aSink()];
    const id = randomUUID();
    unwrap(await addChannel(sending, asUser(alva), ownServer(own.port, id), now()));
    const keys = readVaultKeys(newVaultKey());
    if (!keys) throw new Error('expected a key');
    const other = { ...sending, vault: new Vault(keys) };
    expect((await describeSending(other, alva)).channel).toMatchObject({ state: 'unreadable' });
    await deliverTo(everybody, other);
    await plan(alva);
    await expect.poll(states).toEqual({ held: 1 });
    unwrap(await removeChannel(other, alva, id, now()));
    unwrap(await addChannel(other, asUser(alva), ownServer(own.port), now()));
    await expect.poll(states).toEqual({ accepted: 1 });
    expect(own.arrivals).toHaveLength(1);
    expect(everybody.arrivals).toHaveLength(0);
  });

  test('an account of one user that does not answer keeps nobody else waiting', async () => {
    const [everybody, own] = [await aSink(), await aSink()];
    const { port } = own;
    await own.stop();
    cleanUps.splice(1, 1);
    unwrap(await addChannel(sending, asUser(alva), ownServer(port), now()));
    await deliverTo(everybody);
    await plan(alva);
    await expect
      .poll(async () => (await db.kysely.selectFrom('sends').select('attempt').executeTakeFirst())?.attempt)
      .toBeGreaterThan(0);
    await plan(bo);
    await expect.poll(async () => (await states()).accepted).toBe(1);
    expect(everybody.arrivals).toHaveLength(1);
  });

  test('one at a time; a repeat adds nothing; plain text only to this machine; a provider without a client is refused', async () => {
    const first = ownServer(25);
    const added = unwrap(await addChannel(sending, asUser(alva), first, now()));
    expect(unwrap(await addChannel(sending, asUser(alva), first, now()))).toEqual(added);
    expect(await addChannel(sending, asUser(alva), ownServer(25), now())).toMatchObject({
      code: 'LIMIT_REACHED',
    });
    const far = { ...ownServer(25), settings: { ...first.settings, host: 'mail.example.com' } };
    expect(await addChannel(sending, asUser(bo), far, now())).toMatchObject({
      fields: [{ path: 'settings.security' }],
    });
    const gmail = { id: randomUUID(), kind: 'gmail' as const, address: 'bo@example.com', refreshToken: 'x' };
    expect(await addChannel(sending, asUser(bo), gmail, now())).toMatchObject({ fields: [{ path: 'kind' }] });
    // Somebody else's is not there for them.
    expect(await removeChannel(sending, bo, first.id, now())).toMatchObject({ code: 'NOT_FOUND' });
    expect(await findChannelOf(db.kysely, alva)).toMatchObject({ id: first.id });
  });

  test('a test mail says what became of it; a refresh token that is replaced is kept, sealed', async () => {
    const api = await new GmailApi({ address: 'alva@own.example', rotates: true }).start();
    cleanUps.push(() => api.stop());
    const providers = providersAt({ google: { client, tokenUrl: api.tokenUrl, apiUrl: api.url } });
    const options = { ...sending, providers };
    const account = { id: randomUUID(), kind: 'gmail' as const, address: 'alva@own.example' };
    unwrap(await addChannel(options, asUser(alva), { ...account, refreshToken: api.refreshToken }, now()));
    const mail = { to: 'me@nordby.example', name: 'Alva', subject: 'Test', text: 'A <test>\nof two lines' };
    const send = () => testChannel(options, alva, { ...mail, id: randomUUID() }, now());
    expect(await send()).toEqual({ ok: true, value: { to: 'me@nordby.example' } });
    // Made anew from what is stored: the token of the first time is over.
    expect(await send()).toMatchObject({ ok: true });
    expect(api.mails.map(({ recipients }) => recipients)).toEqual([
      ['me@nordby.example'],
      ['me@nordby.example'],
    ]);
    expect(api.mails[0]?.parsed.html).toContain('A &lt;test&gt;');
    api.revoke('connection');
    const refused = await send();
    expect(refused).toMatchObject({ code: 'MAIL_NOT_ACCEPTED' });
    expect(JSON.stringify(refused)).toContain('invalid_grant');
  });
});
