import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewDkim } from '../../../lib/contract/dkim.ts';
import { describeOnEachEngine } from '../../../tests/support/database.ts';
import { type DnsServer, startDnsServer, stringsOf } from '../../../tests/support/dns-server.ts';
import { type Member, unwrap } from '../../../tests/support/domain.ts';
import { testSending } from '../../../tests/support/sending.ts';
import { startTestSink, type TestSink } from '../../../tests/support/smtp-sink.ts';
import { addColleagues } from '../../../tests/support/workspace.ts';
import type { Database } from '../../db/open.ts';
import { checkDkim, removeDkim, setDkim, signMails } from './dkim-keys.ts';
import {
  addChannel,
  describeSending,
  removeChannel,
  restoreChannel,
  type SendingOptions,
  testChannel,
} from './manage.ts';
import { createTextLookup } from './text-records.ts';
import { newVaultKey, readVaultKeys, Vault } from './vault.ts';

describeOnEachEngine('mails of an account are signed', (open) => {
  let db: Database;
  let alva: Member;
  let sink: TestSink;
  let dns: DnsServer;
  let sending: SendingOptions;
  let id: string;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('channels').execute();
    [alva] = await addColleagues(db);
    sink = await startTestSink();
    dns = await startDnsServer();
    const lookUpText = createTextLookup({ servers: [dns.address], patienceMs: 400 });
    sending = { ...testSending, db, lookUpText };
    id = await account('alva@mail.own.example');
  });
  afterEach(async () => {
    await sink.stop();
    await dns.stop();
  });

  const now = () => new Date();
  async function account(address: string, at = now()): Promise<string> {
    const channelId = randomUUID();
    const settings = { host: '127.0.0.1', port: sink.port, security: 'none' as const, user: '' };
    const channel = { id: channelId, kind: 'smtp' as const, address, settings, password: 'correct horse' };
    unwrap(await addChannel(sending, { ...alva, role: 'user' }, channel, at));
    return channelId;
  }
  const newKey = (over: Partial<NewDkim> = {}): NewDkim => ({
    id: randomUUID(),
    domain: 'own.example',
    selector: 'utskick-alva',
    key: { from: 'new', algorithm: 'rsa' },
    ...over,
  });
  const set = (over: Partial<NewDkim> = {}, channelId = id) =>
    setDkim(sending, alva, channelId, newKey(over), now());
  const dkim = async () => (await describeSending(sending, alva)).channel?.signing?.dkim ?? null;
  async function sent(): Promise<string> {
    const mail = { id: randomUUID(), to: 'bo@example.com', name: 'Alva', subject: 'Hello', text: 'Hello' };
    unwrap(await testChannel(sending, alva, mail, now()));
    return sink.arrivals.at(-1)?.source ?? '';
  }

  test('a key is made once, waits for its record, and signs from when that is begun until it is stopped', async () => {
    const key = newKey();
    const first = unwrap(await setDkim(sending, alva, id, key, now()));
    expect(first).toMatchObject({
      domain: 'mail.own.example',
      dkim: { domain: 'own.example', selector: 'utskick-alva', algorithm: 'rsa', bits: 2048, signs: false },
    });
    expect(first.dkim?.record).toMatchObject({
      name: 'utskick-alva._domainkey.own.example',
      value: expect.stringMatching(/^v=DKIM1; k=rsa; p=[\w+/]{392}$/),
    });
    expect(unwrap(await setDkim(sending, alva, id, key, now()))).toEqual(first);
    expect(await sent()).not.toContain('DKIM-Signature');
    unwrap(await signMails(sending, alva, id, true, now()));
    expect(await sent()).toMatch(
      /^DKIM-Signature: v=1;\r\n a=rsa-sha256;\r\n c=relaxed\/relaxed;\r\n d=own\.example;\r\n s=utskick-alva;/,
    );
    unwrap(await signMails(sending, alva, id, false, now()));
    expect(await sent()).not.toContain('DKIM-Signature');
    unwrap(await removeDkim(sending, alva, id, now()));
    expect(await dkim()).toBeNull();
    expect(await signMails(sending, alva, id, true, now())).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('under another name the key is kept, and signs only after that was begun anew', async () => {
    const before = unwrap(await set()).dkim;
    unwrap(await signMails(sending, alva, id, true, now()));
    const same = unwrap(await set({ key: { from: 'kept' } })).dkim;
    expect(same).toEqual({ ...before, signs: true });
    const renamed = unwrap(await set({ key: { from: 'kept' }, selector: 's2' })).dkim;
    expect(renamed).toMatchObject({ selector: 's2', signs: false, record: { value: before?.record.value } });
  });

  test('the private key stands in no row as it is and in no answer; one that cannot be read holds mails', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const answer = unwrap(await set({ key: { from: 'pasted', pem } }));
    const { rows } = await sql<{ row: string }>`select to_jsonb(d)::text as row from dkim_keys d`.execute(
      db.kysely,
    );
    expect(rows).toHaveLength(1);
    const shown = `${rows[0]?.row}${JSON.stringify([answer, await describeSending(sending, alva)])}`;
    expect(shown).not.toContain(pem.split('\n')[1]);
    expect(shown).not.toContain('PRIVATE');
    expect(answer.dkim?.record.value).toMatch(/^v=DKIM1; k=ed25519; p=[\w+/]{43}=$/);
    unwrap(await signMails(sending, alva, id, true, now()));
    const keys = readVaultKeys(newVaultKey());
    if (!keys) throw new Error('expected a key');
    await db.kysely
      .updateTable('dkim_keys')
      .set({ secret: new Vault(keys).seal(pem, 'another') })
      .execute();
    const mail = { id: randomUUID(), to: 'bo@example.com', name: 'Alva', subject: 'Hello', text: 'Hello' };
    expect(await testChannel(sending, alva, mail, now())).toMatchObject({
      code: 'MAIL_NOT_ACCEPTED',
      message: expect.stringContaining('key for signing'),
    });
    expect(sink.arrivals).toEqual([]);
  });

  test('what nobody could sign with is refused by field and reason', async () => {
    const at = async (over: Partial<NewDkim>) => {
      const answer = await set(over);
      return answer.ok ? null : answer.fields;
    };
    expect(await at({ domain: 'other.example' })).toEqual([
      {
        path: 'domain',
        message:
          'expected mail.own.example or a domain above it: a signature of other.example says nothing about mails from alva@mail.own.example',
      },
    ]);
    expect(await at({ domain: 'own..example' })).toMatchObject([{ path: 'domain' }]);
    expect(await at({ selector: 's 1' })).toMatchObject([{ path: 'selector' }]);
    expect(await at({ selector: `${'a.'.repeat(120)}a` })).toMatchObject([{ path: 'selector' }]);
    expect(await at({ key: { from: 'kept' } })).toMatchObject([{ path: 'key.from' }]);
    expect(await at({ key: { from: 'pasted', pem: '-----BEGIN PUBLIC KEY-----' } })).toEqual([
      {
        path: 'key.pem',
        message: 'expected a private key, got a public one',
        fault: { code: 'public', values: {}, meant: null },
      },
    ]);
    expect(await set({}, randomUUID())).toMatchObject({ code: 'NOT_FOUND' });
    expect(await dkim()).toBeNull();
  });

  test('the check says what stands in the DNS', async () => {
    const check = async () => unwrap(await checkDkim(sending, alva, id)).outcome;
    expect(await checkDkim(sending, alva, id)).toMatchObject({ code: 'NOT_FOUND' });
    const record = unwrap(await set()).dkim?.record;
    if (!record) throw new Error('expected a record');
    expect(await check()).toBe('missing');
    dns.texts.set(record.name, [stringsOf(record.value)]);
    expect(await check()).toBe('same');
    unwrap(await set());
    expect(unwrap(await checkDkim(sending, alva, id))).toEqual({
      outcome: 'other',
      name: record.name,
      texts: [record.value],
    });
    dns.isSilent = true;
    expect(await check()).toBe('silent');
  });

  test('removed and taken back, or added anew within ten minutes, an account keeps its key; one of another domain has none', async () => {
    const key = unwrap(await set()).dkim;
    unwrap(await signMails(sending, alva, id, true, now()));
    unwrap(await removeChannel(sending, alva, id, now()));
    unwrap(await restoreChannel(sending, alva, id, now()));
    expect(await dkim()).toEqual({ ...key, signs: true });
    unwrap(await removeChannel(sending, alva, id, now()));
    const again = await account('alva@own.example');
    expect(await dkim()).toMatchObject({ record: key?.record, signs: true });
    expect(await sent()).toContain('d=own.example;');
    unwrap(await removeChannel(sending, alva, again, now()));
    await account('alva@another.example');
    expect(await dkim()).toBeNull();
    expect(await sent()).not.toContain('DKIM-Signature');
  });

  test('added anew after ten minutes, an account needs a key anew', async () => {
    unwrap(await set());
    unwrap(await removeChannel(sending, alva, id, new Date(Date.now() - 11 * 60_000)));
    await account('alva@own.example');
    expect(await dkim()).toBeNull();
  });
});
