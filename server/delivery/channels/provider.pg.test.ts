import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GmailApi } from '../../../tests/doubles/mail-apis/gmail-api.ts';
import { GraphApi } from '../../../tests/doubles/mail-apis/graph-api.ts';
import { type ApiOptions, client, type MailApi } from '../../../tests/doubles/mail-apis/mail-api.ts';
import { describeOnEachEngine } from '../../../tests/support/database.ts';
import type { Member } from '../../../tests/support/domain.ts';
import { keptInMemory } from '../../../tests/support/kept-grant.ts';
import { aSend, sendStates } from '../../../tests/support/sends.ts';
import { addColleagues } from '../../../tests/support/workspace.ts';
import type { Database } from '../../db/open.ts';
import { findSendsByMessageId } from '../../db/queries/inbound-mails.ts';
import { type Delivery, startDelivery } from '../deliver.ts';
import { planSends } from '../ledger.ts';
import type { NewSend } from '../new-send.ts';
import { AccessTokens } from './access-token.ts';
import type { Channel } from './channel.ts';
import { onlyChannel } from './channels.ts';
import { gmailDialect } from './gmail.ts';
import { graphDialect } from './graph.ts';
import { createProviderChannel } from './provider.ts';

const now = () => new Date();
const quick = { firstMs: 20, longestMs: 100, giveUpAfterMs: 60_000 };
const folder = mkdtempSync(join(tmpdir(), 'utskick-provider-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const providers = [
  { name: 'Gmail', make: (options: ApiOptions) => new GmailApi(options), base: '', dialect: gmailDialect },
  {
    name: 'Graph',
    make: (options: ApiOptions) => new GraphApi(options),
    base: '/v1.0',
    dialect: graphDialect,
  },
];

describeOnEachEngine('providers over HTTP', (open) => {
  let db: Database;
  let alva: Member;
  const cleanUps: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    await db.kysely.deleteFrom('send_throttles').execute();
    [alva] = await addColleagues(db);
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  const plan = (...sends: NewSend[]) => planSends(db.kysely, sends, now());
  const states = () => sendStates(db);
  const rows = () => db.kysely.selectFrom('sends').selectAll().orderBy('source').execute();

  describe.each(providers)('$name', ({ make, base, dialect }) => {
    const rotated: string[] = [];
    async function deliver(options: Partial<ApiOptions> = {}): Promise<MailApi> {
      const api = await make({ address: 'alva@nordby.example', ...options }).start();
      cleanUps.push(() => api.stop());
      const keeper = keptInMemory(api.refreshToken, rotated);
      const tokens = new AccessTokens({ ...client, tokenUrl: api.tokenUrl }, { keeper, now });
      const shape = { name: 'account', workspaceId: alva.workspaceId };
      await run(createProviderChannel({ ...shape, dialect: dialect(`${api.url}${base}`), tokens, now }));
      return api;
    }
    async function run(channel: Channel): Promise<Delivery> {
      const delivery = await startDelivery({
        db,
        channels: onlyChannel(channel),
        journalFolder: folder,
        log: { info: () => {}, error: () => {} },
        now,
        backOff: { message: quick, pause: { ...quick, firstMs: 50 } },
      });
      cleanUps.push(() => delivery.stop());
      return delivery;
    }

    test('a mail arrives as it was planned; an answer to the Message-ID that the provider gave it is known', async () => {
      const [sent] = await plan(
        aSend(alva, {
          source: 'step/a/1',
          content: {
            from: { email: 'alva@nordby.example', name: 'Alva Åsén' },
            subject: 'Hej på dig',
            html: `<p>Smörgås</p>${'x'.repeat(2000)}`,
          },
        }),
      );
      const api = await deliver({ renamesMessages: dialect === gmailDialect });
      await expect.poll(states).toEqual({ accepted: 1 });
      const [mail] = api.mails;
      expect(mail?.parsed).toMatchObject({ subject: 'Hej på dig', messageId: sent?.messageId });
      expect(mail?.parsed.html).toContain('Smörgås');
      expect(mail?.recipients).toEqual(['bo@example.com']);
      expect((await rows())[0]).toMatchObject({ provider_id: 'm1', thread_id: 'tm1' });
      const answered = await findSendsByMessageId(db.kysely, [mail?.messageId ?? '']);
      expect(answered.map(({ id }) => id)).toEqual([sent?.id]);

      // The one that follows answers what the recipient has, in the provider's thread.
      const ours = sent?.messageId ?? '';
      await plan(aSend(alva, { source: 'step/a/2', inReplyTo: ours, references: [ours] }));
      await expect.poll(states).toEqual({ accepted: 2 });
      expect(api.mails[1]?.parsed.inReplyTo).toBe(mail?.messageId);
      if (dialect === gmailDialect) expect(api.mails[1]?.threadId).toBe('tm1');
    });

    test('copies go with the mail: nobody gets it twice, and who is hidden stays so', async () => {
      const content = {
        ...aSend(alva).content,
        to: [{ email: 'bo@example.com' }],
        cc: [{ email: 'carl@example.com' }],
      };
      const [first] = await plan(aSend(alva, { source: 'step/b/1', content }));
      const copy = { content, messageId: first?.messageId ?? '' };
      await plan(
        aSend(alva, { ...copy, source: 'step/b/1/1', recipient: { email: 'carl@example.com' } }),
        aSend(alva, { ...copy, source: 'step/b/1/2', recipient: { email: 'dora@example.com' } }),
      );
      const api = await deliver();
      await expect.poll(states, { timeout: 10_000 }).toEqual({ accepted: 3 });
      expect(api.mails.map(({ recipients }) => recipients)).toEqual([
        ['bo@example.com', 'carl@example.com', 'dora@example.com'],
      ]);
    });

    test('a line that is cut after the mail was taken: unsure, found by its Message-ID, not sent again', async () => {
      let finds = false;
      const api = await deliver({ fateOf: () => 'dropTaken', finds: () => finds });
      await plan(aSend(alva));
      await expect.poll(states).toEqual({ unsure: 1 });
      finds = true;
      await expect.poll(states, { timeout: 15_000 }).toEqual({ accepted: 1 });
      expect(api.mails).toHaveLength(1);
      expect((await rows())[0]).toMatchObject({ provider_id: 'm1', cause: null });
    });

    test.each([{ fate: 'dropUntaken' as const }, { fate: { status: 502 } }])(
      'a line that is cut, or a broken answer, and nothing found: stays unsure ($fate)',
      async ({ fate }) => {
        const api = await deliver({ fateOf: () => fate });
        await plan(aSend(alva));
        await expect.poll(states).toEqual({ unsure: 1 });
        const sends = () => api.asked.filter((line) => line.startsWith('POST') && !line.endsWith('/token'));
        await expect.poll(() => api.asked.some((line) => line.startsWith('GET'))).toBe(true);
        expect(sends()).toHaveLength(1);
        expect(await states()).toEqual({ unsure: 1 });
      },
    );

    test('told to wait: the whole account waits until the moment that was named, then all go', async () => {
      const startedAt = Date.now();
      const api = await deliver({
        fateOf: (_, tries) =>
          tries === 1 && Date.now() - startedAt < 900
            ? { status: 429, headers: { 'Retry-After': '1' } }
            : 'take',
      });
      await plan(...Array.from({ length: 6 }, () => aSend(alva)));
      await expect.poll(states, { timeout: 15_000 }).toEqual({ accepted: 6 });
      expect(api.mails).toHaveLength(6);
      // Those that were under way when the word came; the others were not tried in vain.
      expect((await rows()).filter(({ attempt }) => attempt > 1).length).toBeLessThanOrEqual(2);
    });

    test('an access token that ends is made anew, and the refresh token that comes with it is kept', async () => {
      const api = await deliver({ rotates: true });
      await plan(aSend(alva));
      await expect.poll(states).toEqual({ accepted: 1 });
      api.revoke('access');
      await plan(aSend(alva));
      await expect.poll(states).toEqual({ accepted: 2 });
      expect(rotated.at(-1)).toBe(api.refreshToken);
    });

    test('a connection that was taken back holds what meets it and says so', async () => {
      const api = await deliver();
      api.revoke('connection');
      await plan(aSend(alva));
      await expect.poll(states).toEqual({ held: 1 });
      expect((await rows())[0]).toMatchObject({ cause: 'channel', reply_code: 401 });
      expect((await rows())[0]?.reply_text).toContain('invalid_grant');
      expect(api.mails).toEqual([]);
    });

    test('a mail that is refused for good keeps nobody else waiting', async () => {
      await deliver({ fateOf: ({ subject }) => (subject === 'no' ? { status: 400 } : 'take') });
      await plan(
        aSend(alva, { source: 'a', content: { ...aSend(alva).content, subject: 'no' } }),
        aSend(alva, { source: 'b' }),
      );
      await expect.poll(states).toEqual({ rejected: 1, accepted: 1 });
      expect((await rows())[0]).toMatchObject({ cause: 'refused', reply_code: 400 });
    });

    test('nobody listens there: nothing has left, so it is tried again', async () => {
      const api = await make({ address: 'alva@nordby.example' }).start();
      const keeper = keptInMemory(api.refreshToken);
      const tokens = new AccessTokens({ ...client, tokenUrl: api.tokenUrl }, { keeper, now });
      const closed = await make({ address: 'alva@nordby.example' }).start();
      const { url } = closed;
      await closed.stop();
      cleanUps.push(() => api.stop());
      await run(
        createProviderChannel({
          name: 'account',
          workspaceId: alva.workspaceId,
          dialect: dialect(url),
          tokens,
          now,
        }),
      );
      await plan(aSend(alva));
      await expect.poll(async () => (await rows())[0]?.attempt ?? 0).toBeGreaterThan(1);
      expect(['deferred', 'claimed', 'handing_over']).toContain((await rows())[0]?.state);
    });
  });
});
