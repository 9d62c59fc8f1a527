import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { HandOver } from '../../lib/core/send/outcome.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { aSend, sendStates } from '../../tests/support/sends.ts';
import { type Fate, startTestSink, type TestSink } from '../../tests/support/smtp-sink.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import type { Channel } from './channels/channel.ts';
import { onlyChannel } from './channels/channels.ts';
import { createSmtpChannel } from './channels/smtp.ts';
import { type Delivery, startDelivery } from './deliver.ts';
import { planSends, tellSettled } from './ledger.ts';
import type { NewSend } from './new-send.ts';

const now = () => new Date();
const quick = { firstMs: 20, longestMs: 100, giveUpAfterMs: 60_000 };
const folder = mkdtempSync(join(tmpdir(), 'utskick-deliver-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeOnEachEngine('delivery', (open) => {
  let db: Database;
  let alva: Member;
  const deliveries: Delivery[] = [];
  const sinks: TestSink[] = [];

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    await db.kysely.deleteFrom('send_throttles').execute();
    [alva] = await addColleagues(db);
  });
  afterEach(async () => {
    for (const delivery of deliveries.splice(0)) await delivery.stop();
    for (const sink of sinks.splice(0)) await sink.stop();
    expect(readdirSync(folder)).toEqual([]);
  });

  const plan = (...sends: NewSend[]) => planSends(db.kysely, sends, now());
  async function sinkWith(fateOf?: (recipient: string, tries: number) => Fate): Promise<TestSink> {
    const sink = await startTestSink(fateOf);
    sinks.push(sink);
    return sink;
  }
  const channelTo = ({ port }: TestSink, connections = 3): Channel =>
    createSmtpChannel({
      name: 'test',
      connections,
      serverOf: () => ({ host: '127.0.0.1', port, security: 'none', signIn: null }),
    });
  async function deliver(channel: Channel): Promise<Delivery> {
    const delivery = await startDelivery({
      db,
      channels: onlyChannel(channel),
      journalFolder: folder,
      log: { info: () => {}, error: () => {} },
      now,
      backOff: { message: quick, pause: { ...quick, firstMs: 50 } },
    });
    deliveries.push(delivery);
    return delivery;
  }
  const states = () => sendStates(db);
  const rows = () => db.kysely.selectFrom('sends').selectAll().orderBy('source').execute();

  test('a planned mail arrives as it was planned, and what became of it is told', async () => {
    const sink = await sinkWith();
    await deliver(channelTo(sink));
    const first = '<first@nordby.example>';
    const [planned] = await plan(
      aSend(alva, {
        inReplyTo: first,
        references: ['<zero@nordby.example>', first],
        content: {
          from: { email: 'alva@nordby.example', name: 'Alva Åsén' },
          replyTo: { email: 'replies@nordby.example' },
          cc: [{ email: 'carl@example.com' }],
          subject: 'Hej på dig',
          html: '<p>Smörgås &amp; öl</p>\n.\n<p>.</p>',
          unsubscribeUrl: 'https://nordby.example/u/1',
        },
      }),
    );
    await expect.poll(states).toEqual({ accepted: 1 });
    expect(sink.arrivals.map(({ recipient }) => recipient)).toEqual(['bo@example.com']);
    const mail = await simpleParser(sink.arrivals[0]?.source.replaceAll('\r\n..', '\r\n.') ?? '');
    expect(mail).toMatchObject({
      subject: 'Hej på dig',
      messageId: planned?.messageId,
      inReplyTo: first,
      references: ['<zero@nordby.example>', first],
      from: { value: [{ address: 'alva@nordby.example', name: 'Alva Åsén' }] },
      replyTo: { value: [{ address: 'replies@nordby.example' }] },
      to: { value: [{ address: 'bo@example.com', name: 'Bo Berg' }] },
      cc: { value: [{ address: 'carl@example.com' }] },
    });
    expect(mail.html).toContain('Smörgås &amp; öl');
    expect(mail.text).toContain('Smörgås & öl');
    expect(sink.arrivals[0]?.source).toContain('List-Unsubscribe: <https://nordby.example/u/1>\r\n');
    expect(sink.arrivals[0]?.source).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    const told: unknown[] = [];
    await tellSettled(db, 'others', 10, async (_, sends) => void told.push(...sends));
    expect(told).toMatchObject([{ id: planned?.id, state: 'accepted', code: 250, text: '2.0.0 taken' }]);
  });

  test('454 for four in ten of one domain: that domain slows down, the others do not, and all arrive', async () => {
    const per = 40;
    let asked = 0;
    const sink = await sinkWith((recipient) => {
      if (!recipient.endsWith('@slow.example')) return 'accept';
      asked += 1;
      return [1, 3, 6, 8].includes(asked % 10) ? { atRecipient: '454 4.7.0 too many from you' } : 'accept';
    });
    const to = (email: string, minute: number) =>
      aSend(alva, { recipient: { email }, dueAt: new Date(Date.UTC(2026, 5, 4, 8, minute)) });
    // Those of the slow domain have waited longer.
    await plan(
      ...Array.from({ length: per }, (_, index) => to(`p${index}@slow.example`, 0)),
      ...Array.from({ length: per }, (_, index) => to(`p${index}@quick.example`, 1)),
      ...Array.from({ length: per }, (_, index) => to(`p${index}@other.example`, 2)),
    );
    await deliver(channelTo(sink));
    await expect.poll(states, { timeout: 50_000 }).toEqual({ accepted: 3 * per });
    const arrived = (domain: string) => sink.arrivals.filter(({ recipient }) => recipient.endsWith(domain));
    const lastOf = (domain: string) => Math.max(...arrived(domain).map(({ atMs }) => atMs));
    expect(new Set(sink.arrivals.map(({ recipient }) => recipient)).size).toBe(3 * per);
    expect(sink.arrivals).toHaveLength(3 * per);
    const done = Math.max(lastOf('@quick.example'), lastOf('@other.example'));
    expect(lastOf('@slow.example')).toBeGreaterThan(done);
    expect(arrived('@slow.example').filter(({ atMs }) => atMs < done).length).toBeLessThan(per / 2);
    const tries = await rows();
    expect(tries.filter(({ domain, attempt }) => domain !== 'slow.example' && attempt !== 1)).toEqual([]);
    expect(tries.some(({ domain, attempt }) => domain === 'slow.example' && attempt > 1)).toBe(true);
  });

  test('a line that drops after the end of a message: unsure, and not sent again', async () => {
    const sink = await sinkWith((recipient) => (recipient.startsWith('lost') ? 'dropTaken' : 'accept'));
    await plan(aSend(alva, { recipient: { email: 'lost@example.com' } }), aSend(alva));
    await deliver(channelTo(sink, 1));
    await expect.poll(states).toEqual({ accepted: 1, unsure: 1 });
    expect(sink.arrivals).toHaveLength(2);
  });

  test('a line that drops before the end of a message: sent again, once', async () => {
    const sink = await sinkWith((_, tries) => (tries < 3 ? 'dropAtData' : 'accept'));
    await plan(aSend(alva));
    await deliver(channelTo(sink));
    await expect.poll(states).toEqual({ accepted: 1 });
    expect(sink.arrivals).toHaveLength(1);
  });

  test.each([
    { fate: { atRecipient: '550 5.1.1 no such user' }, code: 550, text: '5.1.1 no such user' },
    {
      fate: { atEnd: '554-5.7.1 spam\r\n554 5.7.1 see our page' },
      code: 554,
      text: '5.7.1 spam\n5.7.1 see our page',
    },
  ])('$code: rejected for good, with what the server said', async ({ fate, code, text }) => {
    const sink = await sinkWith((recipient) => (recipient.startsWith('gone') ? fate : 'accept'));
    await plan(
      aSend(alva, { source: 'a', recipient: { email: 'gone@example.com' } }),
      aSend(alva, { source: 'b' }),
    );
    await deliver(channelTo(sink, 1));
    await expect.poll(states).toEqual({ accepted: 1, rejected: 1 });
    expect((await rows())[0]).toMatchObject({ reply_code: code, reply_text: text, cause: 'refused' });
    // The line lives on after a refusal.
    expect(sink.connections).toBe(1);
  });

  test('a wrong password holds what met it and stops the channel; when it works again all goes', async () => {
    let works = false;
    let asked = 0;
    const channel: Channel = {
      name: 'account',
      connections: 1,
      handOver: async (_, aboutToEnd): Promise<HandOver> => {
        asked += 1;
        if (!works) return { answered: true, reply: { stage: 'sign-in', code: 535, text: '5.7.8 wrong' } };
        aboutToEnd();
        return { answered: true, reply: { stage: 'message', code: 250, text: 'ok' } };
      },
      close: async () => {},
    };
    await plan(...Array.from({ length: 20 }, () => aSend(alva)));
    await deliver(channel);
    await expect.poll(async () => (await states()).held ?? 0).toBeGreaterThan(0);
    expect(asked).toBeLessThan(10);
    works = true;
    await expect.poll(states).toEqual({ accepted: 20 });
  });

  test('a row that cannot be made into a message is rejected and keeps nobody waiting', async () => {
    const [broken] = await plan(aSend(alva), aSend(alva));
    const damaged = db.kysely.updateTable('sends').set({ content: '{"subject":"x"}' });
    await damaged.where('id', '=', broken?.id ?? '').execute();
    const sink = await sinkWith();
    await deliver(channelTo(sink));
    await expect.poll(states).toEqual({ accepted: 1, rejected: 1 });
    expect((await rows()).find(({ id }) => id === broken?.id)).toMatchObject({ cause: 'content' });
  });

  test('a stop finishes what has begun and gives the rest back', async () => {
    const goOn: (() => void)[] = [];
    const channel: Channel = {
      name: 'slow',
      connections: 2,
      async handOver(_, aboutToEnd) {
        aboutToEnd();
        await new Promise<void>((resolve) => goOn.push(resolve));
        return { answered: true, reply: { stage: 'message', code: 250, text: 'ok' } };
      },
      close: async () => {},
    };
    await plan(...Array.from({ length: 10 }, () => aSend(alva)));
    const delivery = await deliver(channel);
    await expect.poll(() => goOn.length).toBe(2);
    const stopped = delivery.stop();
    deliveries.splice(0);
    for (const go of goOn) go();
    await stopped;
    expect(goOn).toHaveLength(2);
    expect(await states()).toEqual({ accepted: 2, planned: 8 });
    expect((await rows()).every(({ state, attempt }) => attempt === (state === 'accepted' ? 1 : 0))).toBe(
      true,
    );
  });

  test('two deliveries side by side send each mail once', async () => {
    const sink = await sinkWith();
    await plan(
      ...Array.from({ length: 150 }, (_, index) =>
        aSend(alva, { recipient: { email: `p${index}@example.com` } }),
      ),
    );
    await deliver(channelTo(sink));
    await deliver(channelTo(sink));
    await expect.poll(states).toEqual({ accepted: 150 });
    expect(sink.arrivals).toHaveLength(150);
    expect(new Set(sink.arrivals.map(({ recipient }) => recipient)).size).toBe(150);
  });
});
