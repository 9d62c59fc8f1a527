import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { GmailApi } from '../../tests/doubles/mail-apis/gmail-api.ts';
import { GraphApi } from '../../tests/doubles/mail-apis/graph-api.ts';
import { client } from '../../tests/doubles/mail-apis/mail-api.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { launch, newStep, openTask, unwrap } from '../../tests/support/domain.ts';
import { keptInMemory } from '../../tests/support/kept-grant.ts';
import { sendStates } from '../../tests/support/sends.ts';
import { startTestSink } from '../../tests/support/smtp-sink.ts';
import { addReaders, addTemplate } from '../../tests/support/templates.ts';
import { createCampaign } from '../campaigns/create.ts';
import { hearSends } from '../campaigns/engine/hear-sends.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import type { Database } from '../db/open.ts';
import { createPeople } from '../people/people.ts';
import { attach, detach } from '../templates/attachments.ts';
import type { TemplateUser } from '../templates/refusals.ts';
import { AccessTokens } from './channels/access-token.ts';
import type { Channel } from './channels/channel.ts';
import { onlyChannel } from './channels/channels.ts';
import { gmailDialect } from './channels/gmail.ts';
import { graphDialect } from './channels/graph.ts';
import { createProviderChannel, type ProviderDialect } from './channels/provider.ts';
import { createSmtpChannel } from './channels/smtp.ts';
import { startDelivery } from './deliver.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm; the mail falls due an hour later. */
const thursday = new Date('2026-06-04T06:00:00.000Z');
const due = new Date('2026-06-04T07:00:00.000Z');
const now = () => new Date();
const quick = { firstMs: 20, longestMs: 100, giveUpAfterMs: 60_000 };
const address = 'alva@nordby.example';
const MB = 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'utskick-attachments-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeOnEachEngine('attachments of automatic mails', (open) => {
  let db: Database;
  let alva: TemplateUser;
  const cleanUps: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    await db.kysely.updateTable('tasks').set({ automatic: false }).execute();
    ({ member: alva } = await addReaders(db));
  });
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  type File = { name: string; type: string; content: Uint8Array };
  const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31) % 256);
  const sends = () => db.kysely.selectFrom('sends').selectAll().orderBy('recipient').execute();

  /** A mail to Bo, with a copy to Carl, from a template with these files, is in the ledger. */
  async function planWith(files: readonly File[]): Promise<() => Promise<void>> {
    const template = await addTemplate(db, alva, thursday);
    const ids: string[] = [];
    for (const file of files) {
      const id = randomUUID();
      unwrap(await attach(db, alva, template.id, { ...file, id }, thursday));
      ids.push(id);
    }
    const fromTemplate = { id: template.id, version: template.version };
    const text = { subject: 'Prices', html: '<p>Hi {{first_name}}</p>', alsoTo: [], bcc: [] };
    const email = { ...text, cc: [{ email: 'carl@fjord.example' }], fromTemplate };
    const step = newStep({ type: 'email', title: 'Prices', send: 'fixed_time', dueTime: '09:00', email });
    const settings = { skipWeekends: true, onReply: 'end' } as const;
    const draft = { name: 'Spring', category: '', settings, days: [{ number: 1, steps: [step] }] };
    const campaign = unwrap(await createCampaign(db, alva.workspaceId, draft, thursday));
    const bo = { firstName: 'Bo', lastName: 'Ek', email: 'bo@fjord.example' };
    await launch(db, alva, campaign, await createPeople(db, alva.workspaceId, [bo], thursday), thursday);
    expect(await sendDue(db, 10, due)).toBe(1);
    return async () => {
      for (const id of ids) unwrap(await detach(db, alva, template.id, id, thursday));
    };
  }

  async function deliver(channel: Channel): Promise<void> {
    const log = { info: () => {}, error: () => {} };
    const backOff = { message: quick, pause: quick };
    const options = { db, channels: onlyChannel(channel), journalFolder: folder, log, now, backOff };
    const delivery = await startDelivery(options);
    cleanUps.push(() => delivery.stop());
  }

  async function deliverBySmtp() {
    const sink = await startTestSink();
    cleanUps.push(() => sink.stop());
    const serverOf = () => ({ host: '127.0.0.1', port: sink.port, security: 'none', signIn: null }) as const;
    await deliver(createSmtpChannel({ name: 'test', connections: 1, serverOf }));
    return sink;
  }

  async function deliverBy(api: GmailApi | GraphApi, dialectOf: (url: string) => ProviderDialect, base = '') {
    await api.start();
    cleanUps.push(() => api.stop());
    const keeper = keptInMemory(api.refreshToken);
    const tokens = new AccessTokens({ ...client, tokenUrl: api.tokenUrl }, { keeper, now });
    const dialect = dialectOf(`${api.url}${base}`);
    await deliver(
      createProviderChannel({
        name: 'account',
        workspaceId: alva.workspaceId,
        address,
        dialect,
        tokens,
        now,
      }),
    );
    return api;
  }

  const filesOf = ({ attachments }: ParsedMail) =>
    attachments
      .map(({ filename = '', contentType, content }) => ({
        name: filename,
        type: contentType,
        content: content.toString('base64'),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const asFound = ({ content, ...file }: File) => ({
    ...file,
    content: Buffer.from(content).toString('base64'),
  });

  test('§2.6 go with the mail and its copies, to the letter, and the ledger has the hash of what left', async () => {
    const files = [
      { name: 'Prislista åäö.pdf', type: 'application/pdf', content: bytes(70_000) },
      { name: 'mail.eml', type: 'message/rfc822', content: new TextEncoder().encode('Subject: x\n\nå\n') },
      { name: 'notes.txt', type: 'text/plain', content: new TextEncoder().encode('one\ntwo\r\nthree\n.\n') },
    ];
    await planWith(files);
    const sink = await deliverBySmtp();
    await expect.poll(() => sendStates(db)).toEqual({ accepted: 2 });
    const rows = await sends();
    for (const [index, { recipient }] of rows.entries()) {
      const source = sink.arrivals.find((one) => one.recipient === recipient)?.source ?? '';
      const whole = source.replaceAll('\r\n..', '\r\n.');
      expect(filesOf(await simpleParser(whole))).toEqual(files.map(asFound));
      expect(whole).not.toMatch(/Content-Type: message/i);
      const sent = Buffer.from(whole, 'latin1');
      const hashes = [sent, sent.subarray(0, -2)].map((one) =>
        createHash('sha256').update(one).digest('hex'),
      );
      expect(hashes).toContain(rows[index]?.bytes_hash);
    }
  });

  test('§2.6 one that is gone before the mail leaves: nothing goes, and it is a task that says why', async () => {
    const removeAll = await planWith([{ name: 'Prices.pdf', type: 'application/pdf', content: bytes(10) }]);
    await removeAll();
    const sink = await deliverBySmtp();
    await expect.poll(() => sendStates(db)).toEqual({ rejected: 2 });
    expect(sink.arrivals).toEqual([]);
    await hearSends(db, 10, now());
    const message = 'its attachment “Prices.pdf” is gone';
    expect((await openTask(db, alva)).trouble).toEqual({ code: 'MAIL_NOT_SENT', message });
  });

  test('§2.6 size: what Gmail takes in no request of JSON is uploaded', async () => {
    const file = { name: 'Catalogue.pdf', type: 'application/pdf', content: bytes(3 * MB) };
    await planWith([file]);
    const api = await deliverBy(new GmailApi({ address }), gmailDialect);
    await expect.poll(() => sendStates(db), { timeout: 15_000 }).toEqual({ accepted: 2 });
    expect(api.mails).toHaveLength(1);
    expect(api.mails.map(({ parsed }) => filesOf(parsed))).toEqual([[asFound(file)]]);
  });

  test('§2.6 size: what Microsoft does not take is a task that tells how much it takes', async () => {
    await planWith([{ name: 'Catalogue.pdf', type: 'application/pdf', content: bytes(3 * MB) }]);
    const api = await deliverBy(new GraphApi({ address }), graphDialect, '/v1.0');
    await expect.poll(() => sendStates(db), { timeout: 15_000 }).toEqual({ rejected: 2 });
    expect(api.mails).toEqual([]);
    await hearSends(db, 10, now());
    const { trouble } = await openTask(db, alva);
    expect(trouble?.message).toBe('with its attachments it has 4.1 MB, and Microsoft takes 3.0 MB at most');
  });

  test('§2.6 size: a file that fits goes through Microsoft', async () => {
    const file = { name: 'Prices.pdf', type: 'application/pdf', content: bytes(2 * MB) };
    await planWith([file]);
    const api = await deliverBy(new GraphApi({ address }), graphDialect, '/v1.0');
    await expect.poll(() => sendStates(db), { timeout: 15_000 }).toEqual({ accepted: 2 });
    expect(api.mails.map(({ parsed }) => filesOf(parsed))).toEqual([[asFound(file)]]);
  });
});
