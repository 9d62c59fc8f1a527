import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Mailing } from '../../lib/contract/mailing.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { aComplaint, aMail, aReport } from '../../tests/support/inbound.ts';
import { freshAuthor, mailingTests, publicUrl } from '../../tests/support/mailings.ts';
import { viaChannel } from '../../tests/support/sends.ts';
import type { Database } from '../db/open.ts';
import { beginSends } from '../db/queries/sends-claim.ts';
import { claimSends, noThrottles } from '../delivery/claim.ts';
import { listFeed } from '../feed/list.ts';
import { ReturnPaths, readPathPattern } from '../inbound/return-path.ts';
import { takeIn } from '../inbound/take-in.ts';
import { findPersonConsent } from '../people/contexts.ts';
import { updatePerson } from '../people/people.ts';
import type { TeamUser } from '../teams/teams.ts';
import { resendMailing, sendMailing } from './send.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const paths = new ReturnPaths(
  'a secret of at least 32 characters!',
  readPathPattern('b+*@b.example') ?? { before: '', after: '' },
);
const dead = { status: '5.1.1', diagnostic: '550 5.1.1 User unknown' };
const full = { status: '5.2.2', diagnostic: '552 5.2.2 mailbox full' };
const policy = { status: '5.7.1', diagnostic: '550 5.7.1 Message rejected by policy' };

describeOnEachEngine('bounces and complaints of mailings', (open) => {
  let db: Database;
  let alva: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    alva = await freshAuthor(db);
  });

  const { consenting, draft, settle, look, statuses } = mailingTests(() => ({ db, alva, now }));
  const send = async (mailing: Mailing) =>
    unwrap(
      await sendMailing(db, alva, mailing.id, { at: null, timeZone: 'Europe/Stockholm' }, publicUrl, now),
    );
  const take = (source: Buffer, at = later(5)) => takeIn(db, { source, receivedAt: at }, at, paths);
  const theSend = () =>
    db.kysely
      .selectFrom('sends')
      .selectAll()
      .where('workspace_id', '=', alva.workspaceId)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
  const health = () =>
    db.kysely.selectFrom('address_health').selectAll().where('workspace_id', '=', alva.workspaceId).execute();
  const report = (over: object = {}) =>
    aReport({
      to: 'alva@nordby.example',
      recipient: 'anna@fjord.example',
      id: `<${randomUUID()}@mx>`,
      ...dead,
      ...over,
    });
  /** A mailing to Anna, handed over. */
  const sent = async (move: Parameters<typeof handOver>[1] = 'accept') => {
    const anna = await consenting();
    const mailing = await draft([anna]);
    await settle();
    await send(mailing);
    await settle();
    await handOver(db, move, later(1));
    await settle(later(2));
    const { id, message_id: messageId } = await theSend();
    return { anna, mailing, messageId, path: paths.of({ workspaceId: alva.workspaceId, id }) };
  };

  test('mailings §15 hard: a later report moves recipient and figures, blocks the address, and counts once', async () => {
    const { mailing, messageId } = await sent();
    expect(await statuses(mailing.id)).toEqual({ Anna: 'sent' });
    expect(await take(report({ messageId }))).toBe('bounce');
    await take(report({ messageId }));
    await settle(later(6));
    await take(report({ messageId, ...full }), later(7));
    await settle(later(8));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'bounced' });
    expect((await look(mailing.id)).figures).toMatchObject({
      'status.sent': 0,
      'status.bounced': 1,
      'total.sent': 1,
      'total.bounced_hard': 1,
    });
    expect(await health()).toMatchObject([{ address: 'anna@fjord.example', dead_at: later(5), bounces: 1 }]);
  });

  test('mailings §15 soft: an address that fails once is not blocked, and gets the next mailing', async () => {
    const { anna, mailing, messageId } = await sent();
    await take(report({ messageId, ...full }));
    await settle(later(6));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'soft_bounced' });
    expect(await health()).toMatchObject([{ dead_at: null, bounces: 1 }]);
    const next = await draft([anna]);
    await settle();
    expect(await statuses(next.id)).toEqual({ Anna: 'ready' });
  });

  test('mailings §15 policy: a refusal that is about us says nothing of the address', async () => {
    const { mailing, messageId } = await sent();
    await take(report({ messageId, ...policy }));
    await settle(later(6));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'soft_bounced' });
    expect(await health()).toMatchObject([{ dead_at: null, reason: 'policy' }]);
  });

  test('mailings §7 worse: soft first and hard later is hard, in both orders', async () => {
    const { mailing, messageId } = await sent();
    await take(report({ messageId, ...full }));
    await settle(later(6));
    await take(report({ messageId }), later(7));
    await settle(later(8));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'bounced' });
    expect((await look(mailing.id)).figures).toMatchObject({
      'total.bounced_hard': 1,
      'total.bounced_soft': 0,
    });
    expect(await health()).toMatchObject([{ dead_at: later(7), bounces: 1 }]);
  });

  test('mailings §15 threshold: the workspace’s number of bounces in a row blocks, and the next mailing passes over', async () => {
    await db.kysely
      .updateTable('workspaces')
      .set({ most_bounces: 2 })
      .where('id', '=', alva.workspaceId)
      .execute();
    const { anna, messageId } = await sent();
    await take(report({ messageId, ...full }));
    const again = await draft([anna]);
    await settle(later(6));
    await send(again);
    await settle(later(7));
    await handOver(db, 'accept', later(8));
    await take(report({ messageId: (await theSend()).message_id, ...full }), later(9));
    expect(await health()).toMatchObject([{ dead_at: later(9), bounces: 2 }]);
    const third = await draft([anna]);
    await settle(later(10));
    expect(await statuses(third.id)).toEqual({ Anna: 'too_many_bounces' });
  });

  test('mailings §15 edited: another address is counted anew, and the bounce is dealt with', async () => {
    const { anna, messageId } = await sent();
    await take(report({ messageId }));
    await settle(later(6));
    const { id, ...known } = anna;
    const edit = async (email: string, at: Date) =>
      unwrap(await updatePerson(db, alva.workspaceId, id, { ...known, email }, at));
    await edit('anna@nordby.example', later(7));
    expect(await health()).toMatchObject([{ dead_at: later(5), handled_at: later(7) }]);
    const cleaned = await db.kysely
      .selectFrom('mailing_recipients')
      .select('cleaned_at')
      .where('workspace_id', '=', alva.workspaceId)
      .execute();
    expect(cleaned).toEqual([{ cleaned_at: later(7) }]);
    await edit('Anna@fjord.example', later(8));
    expect(await health()).toMatchObject([{ dead_at: null, bounces: 0, handled_at: null }]);
    const next = await draft([{ ...anna, email: 'anna@fjord.example' }]);
    await settle(later(9));
    expect(await statuses(next.id)).toEqual({ Anna: 'ready' });
  });

  test('mailings §15 refused: what the server says while it is handed over counts as a report', async () => {
    const { mailing } = await sent('reject');
    expect(await statuses(mailing.id)).toEqual({ Anna: 'bounced' });
    expect(await health()).toMatchObject([
      { address: 'anna@fjord.example', code: 550, dead_at: expect.any(Date) },
    ]);
    expect((await look(mailing.id)).summary).toMatchObject({ sent: 1, delivered: 0 });
  });

  test('a report that comes before the ledger has heard that the mail left is heard, and the answer changes nothing', async () => {
    const mailing = await draft([await consenting()]);
    await settle();
    await send(mailing);
    await settle();
    const options = { by: randomUUID(), channelsOf: viaChannel('test'), throttles: noThrottles, room: 10 };
    const until = later(1);
    const claimed = await claimSends(db, { ...options, leaseUntil: until }, now);
    const ready = claimed.map((one) => ({ ...one, bytesHash: 'hash' }));
    await beginSends(db.kysely, ready, { by: options.by, channel: 'test', until, now });
    await take(report({ messageId: (await theSend()).message_id }));
    await settle(later(6));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'bounced' });
    await settle(later(7));
    expect((await look(mailing.id)).figures).toMatchObject({ 'total.sent': 1, 'total.bounced_hard': 1 });
  });

  describe('mailings §15 which: a report is brought to its recipient', () => {
    const bare = (over: object) => report({ recipient: 'forwarded@elsewhere.example', ...over });
    test.each(['the return path', 'the envelope', 'the Message-ID', 'the address alone'])(
      'by %s',
      async (how) => {
        const { mailing, messageId, path } = await sent();
        const mails: Record<string, () => Promise<unknown>> = {
          'the return path': () => take(bare({ to: path })),
          'the envelope': () =>
            takeIn(
              db,
              { source: bare({ to: 'x@y.example' }), receivedAt: later(5), recipients: [path] },
              later(5),
              paths,
            ),
          'the Message-ID': () => take(bare({ messageId })),
          'the address alone': () => take(report({ to: 'bounces@nordby.example' })),
        };
        expect(await mails[how]?.()).toBe('bounce');
        await settle(later(6));
        expect(await statuses(mailing.id)).toEqual({ Anna: 'bounced' });
      },
    );

    test('and never by a return path that somebody has made up', async () => {
      const { mailing, path } = await sent();
      const forged = path.replace(/.@b\.example$/, (end) => `${end.startsWith('0') ? '2' : '0'}@b.example`);
      expect(await take(bare({ to: forged }))).toBeNull();
      await settle(later(6));
      expect(await statuses(mailing.id)).toEqual({ Anna: 'sent' });
    });
  });

  test('mailings §15 automatic: an absence note is neither bounce nor reply', async () => {
    const { mailing, path } = await sent();
    const away = aMail({
      from: 'anna@fjord.example',
      to: path,
      subject: 'Out of office: Spring is here',
      headers: ['Auto-Submitted: auto-replied'],
      body: 'I am out of office until 12 June.',
    });
    expect(await take(away)).toBe('autoReply');
    await settle(later(6));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'sent' });
    expect(await health()).toEqual([]);
  });

  describe('a complaint', () => {
    const marketing = async (personId: string) =>
      (await findPersonConsent(db.kysely, alva.workspaceId, personId)).purposes.find(
        ({ purpose }) => purpose === 'marketing',
      );
    const complaint = (over: object) =>
      aComplaint({ to: 'abuse@nordby.example', id: `<${randomUUID()}@fbl>`, ...over });

    test.each(['messageId', 'mailFrom', 'recipient'] as const)(
      'mailings §15 complaint: withdraws the consent with its proof, refuses the address, tells the owner (by %s)',
      async (how) => {
        const { anna, mailing, messageId, path } = await sent();
        const by = { messageId, mailFrom: path, recipient: 'anna@fjord.example' };
        const source = complaint({ [how]: by[how] });
        expect(await take(source)).toBe('complaint');
        expect(await take(complaint({ messageId }))).toBe('complaint');
        expect(await take(source)).toBeNull();
        await settle(later(6));
        expect(await statuses(mailing.id)).toEqual({ Anna: 'complained' });
        expect((await look(mailing.id)).figures).toMatchObject({ 'total.complained': 1, 'status.sent': 0 });
        expect(await marketing(anna.id)).toMatchObject({ status: 'withdrawn', source: 'email' });
        const proofs = await db.kysely
          .selectFrom('activities')
          .select(['note', 'detail'])
          .where('workspace_id', '=', alva.workspaceId)
          .where('note', '=', 'withdrawn')
          .execute();
        expect(proofs).toMatchObject([
          { detail: { mailingId: mailing.id, comment: expect.stringMatching(/complaint/) } },
        ]);
        const { entries } = unwrap(await listFeed(db, alva, { query: { limit: 10 } }, later(8)));
        expect(entries).toMatchObject([{ kind: 'unsubscribed', personId: anna.id }]);
        const next = await draft([anna], { options: { override: { reason: 'by contract' } } });
        await settle(later(7));
        expect(await statuses(next.id)).toEqual({ Anna: 'complained_before' });
      },
    );

    test('mailings §7 complained: hides a bounce, in whatever order the two come', async () => {
      const { mailing, messageId } = await sent();
      await take(report({ messageId }));
      await settle(later(6));
      await take(complaint({ messageId }), later(7));
      await settle(later(8));
      await take(report({ messageId }), later(9));
      await settle(later(10));
      expect(await statuses(mailing.id)).toEqual({ Anna: 'complained' });
      expect((await look(mailing.id)).figures).toMatchObject({
        'total.bounced_hard': 0,
        'total.complained': 1,
      });
    });
  });

  test('mailings §7 sent again: a second mail begins without the bounce of the first', async () => {
    const { mailing, messageId } = await sent();
    await take(report({ messageId, ...full }));
    await settle(later(6));
    const { id } = await db.kysely
      .selectFrom('mailing_recipients')
      .select('id')
      .where('mailing_id', '=', mailing.id)
      .executeTakeFirstOrThrow();
    unwrap(await resendMailing(db, alva, mailing.id, [id], publicUrl, later(7)));
    await settle(later(8));
    await handOver(db, 'accept', later(9));
    await settle(later(10));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'sent' });
    expect((await look(mailing.id)).figures).toMatchObject({ 'total.sent': 1, 'total.bounced_soft': 0 });
    await take(report({ messageId }), later(11));
    await settle(later(12));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'sent' });
  });
});
