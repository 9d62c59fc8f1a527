import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { freshAuthor, mailingTests, publicUrl } from '../../tests/support/mailings.ts';
import type { Database } from '../db/open.ts';
import { cancelLateSends } from '../db/queries/sends-plan.ts';
import { setConsent } from '../people/consent.ts';
import { updatePerson } from '../people/people.ts';
import { createSelection } from '../selections/selections.ts';
import type { TeamUser } from '../teams/teams.ts';
import { resendMailing, sendMailing, startMailing, stopMailing } from './send.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describeOnEachEngine('sending mailings', (open) => {
  let db: Database;
  let alva: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    alva = await freshAuthor(db);
  });

  const { consenting, draft, settle, look, statuses, writers } = mailingTests(() => ({ db, alva, now }));
  const send = (id: string, at: Date | null = null) =>
    sendMailing(db, alva, id, { at, timeZone: 'Europe/Stockholm' }, publicUrl, now);
  const sends = () =>
    db.kysely
      .selectFrom('sends')
      .selectAll()
      .where('workspace_id', '=', alva.workspaceId)
      .orderBy('recipient')
      .execute();
  const recipient = (mailingId: string, name: string) =>
    db.kysely
      .selectFrom('mailing_recipients')
      .select('id')
      .where('mailing_id', '=', mailingId)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
  const three = () =>
    Promise.all(
      ['Anna', 'Bo', 'Cia'].map((firstName) =>
        consenting({ firstName, email: `${firstName.toLowerCase()}@fjord.example` }),
      ),
    );

  test('mailings §9 now: a mailing leaves at once, to each recipient once, written for them', async () => {
    const mailing = await draft(await three());
    await settle();
    expect(await statuses(mailing.id)).toEqual({ Anna: 'ready', Bo: 'ready', Cia: 'ready' });
    const sent = unwrap(await send(mailing.id));
    expect(sent.status).toBe('sending');
    await settle();
    await settle();
    const rows = await sends();
    expect(rows.map(({ recipient, state, lane }) => [recipient, state, lane])).toEqual([
      ['anna@fjord.example', 'planned', 4],
      ['bo@fjord.example', 'planned', 4],
      ['cia@fjord.example', 'planned', 4],
    ]);
    const contents = await writers.contentsOf(
      db.kysely,
      rows.map((row) => ({
        ...row,
        workspaceId: row.workspace_id,
        senderId: row.sender_id,
        messageId: row.message_id,
        inReplyTo: null,
        references: [],
      })),
    );
    const first = contents.get(rows[0]?.id ?? '');
    expect(first).toMatchObject({ subject: 'Spring is here' });
    expect(JSON.stringify(first)).toMatch(/Hello Anna.*https:\/\/mail\.nordby\.example\/u\/[\w-]{43}/);
    await handOver(db, 'accept', later(1));
    await settle(later(1));
    await settle(later(2));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'sent', Bo: 'sent', Cia: 'sent' });
    expect(await look(mailing.id)).toMatchObject({
      status: 'finished',
      figures: { 'status.sent': 3, 'total.sent': 3, 'status.ready': 0, 'status.sending': 0 },
    });
  });

  test('mailings §9 schedule: it waits for its time; a time that is over is now', async () => {
    const mailing = await draft(await three());
    await settle();
    expect(unwrap(await send(mailing.id, later(30)))).toMatchObject({ status: 'scheduled' });
    await settle(later(29));
    expect(await sends()).toEqual([]);
    await settle(later(30));
    expect(await sends()).toHaveLength(3);
    const other = await draft(await three());
    await settle();
    expect(unwrap(await send(other.id, new Date('2026-06-01T06:00:00.000Z')))).toMatchObject({
      status: 'sending',
    });
  });

  test('mailings §9 stop: who has not got it stays ready, Start goes on, and nobody gets it twice', async () => {
    const mailing = await draft(await three());
    await settle();
    unwrap(await send(mailing.id));
    await settle();
    await handOver(db, 'accept', later(1), 1);
    expect(unwrap(await stopMailing(db, alva, mailing.id, later(2)))).toMatchObject({ status: 'stopped' });
    await settle(later(2));
    await settle(later(3));
    const stopped = Object.values(await statuses(mailing.id));
    expect(stopped.toSorted()).toEqual(['ready', 'ready', 'sent']);
    expect((await look(mailing.id)).figures).toMatchObject({ 'status.ready': 2, 'status.sent': 1 });
    unwrap(await startMailing(db, alva, mailing.id, publicUrl, later(4)));
    await settle(later(4));
    await handOver(db, 'accept', later(5));
    await settle(later(5));
    await settle(later(6));
    const accepted = (await sends()).filter(({ state }) => state === 'accepted');
    expect(accepted.map(({ recipient }) => recipient)).toEqual([
      'anna@fjord.example',
      'bo@fjord.example',
      'cia@fjord.example',
    ]);
    expect(await look(mailing.id)).toMatchObject({ status: 'finished', figures: { 'total.sent': 3 } });
  });

  test('mailings §10 selected: exactly the chosen ones get it once more, also who has got it', async () => {
    const people = await three();
    const mailing = await draft(people);
    await settle();
    unwrap(await send(mailing.id));
    await settle();
    await handOver(db, 'accept', later(1));
    await settle(later(1));
    await settle(later(2));
    const anna = await recipient(mailing.id, 'Anna');
    unwrap(await resendMailing(db, alva, mailing.id, [anna.id], publicUrl, later(3)));
    await settle(later(3));
    await handOver(db, 'accept', later(4));
    await settle(later(4));
    await settle(later(5));
    const accepted = (await sends()).map(({ recipient }) => recipient);
    expect(accepted.filter((address) => address === 'anna@fjord.example')).toHaveLength(2);
    expect(accepted).toHaveLength(4);
    expect(await look(mailing.id)).toMatchObject({ status: 'finished', figures: { 'total.sent': 3 } });
  });

  test('mailings §5.4 when sending: with the option the list is read once more when it leaves', async () => {
    const [anna, bo] = await three();
    if (!anna || !bo) throw new Error('expected people');
    const fair = unwrap(
      await createSelection(db, alva, { id: randomUUID(), name: 'Fair', personIds: [anna.id] }, now),
    );
    const mailing = await draft([], {
      options: { updateWhenSending: true },
      setup: { selectionId: fair.id },
    });
    await settle();
    await db.kysely
      .updateTable('selection_members')
      .set({ person_id: bo.id })
      .where('list_id', '=', fair.id)
      .execute();
    expect(await statuses(mailing.id)).toEqual({ Anna: 'ready' });
    unwrap(await send(mailing.id));
    await settle();
    expect((await sends()).map(({ recipient }) => recipient)).toEqual(['bo@fjord.example']);
  });

  test('mailings §10 asked again: who withdraws after the list was read gets nothing, nor does a chosen one', async () => {
    const people = await three();
    const [anna] = people;
    const mailing = await draft(people);
    await settle();
    const withdrawn = { status: 'withdrawn', legalBasis: null, source: 'phone', comment: null } as const;
    const about = { personId: anna?.id ?? '', purpose: 'marketing' } as const;
    unwrap(await setConsent(db, alva, about, withdrawn, now));
    unwrap(await send(mailing.id));
    await settle();
    expect((await sends()).map(({ recipient }) => recipient)).toEqual([
      'bo@fjord.example',
      'cia@fjord.example',
    ]);
    expect(await statuses(mailing.id)).toMatchObject({ Anna: 'no_consent' });
    await handOver(db, 'accept', later(1));
    await settle(later(1));
    await settle(later(2));
    const { id } = await recipient(mailing.id, 'Anna');
    expect(await resendMailing(db, alva, mailing.id, [id], publicUrl, later(3))).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'recipientIds.0', message: 'no consent' }],
    });
    expect((await look(mailing.id)).status).toBe('finished');
  });

  test('mailings §10 reload: read anew it goes to whoever has not got it, at the address of today', async () => {
    const people = await three();
    const mailing = await draft(people);
    await settle();
    unwrap(await send(mailing.id));
    await settle();
    await handOver(db, 'accept', later(1), 2);
    await handOver(db, 'reject', later(1));
    await settle(later(1));
    await settle(later(2));
    const missed = (await sends()).find(({ state }) => state === 'rejected')?.recipient ?? '';
    const person = people.find(({ email }) => email === missed);
    expect(await look(mailing.id)).toMatchObject({ status: 'finished_with_errors' });
    const { id: _, ...known } = person ?? { id: '', firstName: '' };
    unwrap(
      await updatePerson(
        db,
        alva.workspaceId,
        person?.id ?? '',
        { ...known, email: 'new@fjord.example' },
        later(3),
      ),
    );
    unwrap(await resendMailing(db, alva, mailing.id, null, publicUrl, later(4)));
    await settle(later(4));
    await handOver(db, 'accept', later(5));
    await settle(later(5));
    await settle(later(6));
    const accepted = (await sends())
      .filter(({ state }) => state === 'accepted')
      .map(({ recipient }) => recipient);
    expect(accepted).toHaveLength(3);
    expect(accepted).toContain('new@fjord.example');
    expect(await look(mailing.id)).toMatchObject({
      status: 'finished',
      figures: { 'status.sent': 3, 'total.sent': 3 },
    });
  });

  test('late guard: what could not leave in time is not sent, and said', async () => {
    const mailing = await draft(await three(), { setup: { lateHours: 2 } });
    await settle();
    unwrap(await send(mailing.id));
    await settle();
    await cancelLateSends(db.kysely, 10, later(121));
    await settle(later(122));
    await settle(later(123));
    expect(await statuses(mailing.id)).toEqual({ Anna: 'failed', Bo: 'failed', Cia: 'failed' });
    expect((await look(mailing.id)).status).toBe('finished_with_errors');
  });

  test('a mailing is planned by several at once, and each recipient stands once in the ledger', async () => {
    const people = await Promise.all(
      Array.from({ length: 40 }, (_, n) => consenting({ firstName: `P${n}`, email: `p${n}@fjord.example` })),
    );
    const mailing = await draft(people);
    await settle();
    unwrap(await send(mailing.id));
    await Promise.all([settle(), settle(), settle(), settle()]);
    const rows = await sends();
    expect(rows).toHaveLength(40);
    expect(new Set(rows.map(({ recipient: to }) => to)).size).toBe(40);
  });
});
