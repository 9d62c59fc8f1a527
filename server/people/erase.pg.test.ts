import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { ImportConsent } from '../../lib/contract/import.ts';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addCampaign, Device, launch, openTasks, unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { importFile } from '../../tests/support/imports.ts';
import { freshAuthor, mailingTests, publicUrl } from '../../tests/support/mailings.ts';
import { aSend } from '../../tests/support/sends.ts';
import type { Database } from '../db/open.ts';
import { countErasure } from '../db/queries/erase.ts';
import { insertComplaint } from '../db/queries/mailing-choices.ts';
import { listPeople } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { planSends } from '../delivery/ledger.ts';
import { correctAddress } from '../mailings/bounced.ts';
import { sendMailing } from '../mailings/send.ts';
import { addSource } from '../mailings/sources.ts';
import type { TeamUser } from '../teams/teams.ts';
import { setConsent, setNoMailings } from './consent.ts';
import { findConsentProof } from './consent-proof.ts';
import { findPersonConsent } from './contexts.ts';
import { erasePeople } from './erase.ts';
import { logActivity } from './log.ts';
import { updatePerson } from './people.ts';
import { setSubscriptions, setSubscriptionTypes } from './subscriptions.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-05T06:00:00.000Z');
const address = 'Solveig.Vinterberg@fjord.example';
const consent: ImportConsent = {
  purposes: ['marketing'],
  legalBasis: 'consent',
  source: 'import',
  text: 'Fair 2026',
};

describeOnEachEngine('erasing people', (open) => {
  let db: Database;
  let alva: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    alva = await freshAuthor(db);
  });

  const { consenting, draft, settle, look, statuses } = mailingTests(() => ({ db, alva, now }));
  const solveig = () =>
    consenting({ firstName: 'Solveig', lastName: 'Vinterberg', email: address, phone: '+46 70 998 877 66' });
  const erase = async (people: readonly Person[], suppress = false) =>
    unwrap(await erasePeople(db, alva, { personIds: people.map(({ id }) => id), suppress }, later));
  const standing = async ({ id }: Person) => {
    const { noMailings, purposes, subscriptions } = await findPersonConsent(db.kysely, alva.workspaceId, id);
    const marketing = purposes.find(({ purpose }) => purpose === 'marketing');
    const declined = subscriptions?.filter((one) => one.declined).map(({ name }) => name);
    return { noMailings, marketing: marketing?.status, declined };
  };
  const withdraw = async ({ id }: Person) => {
    const said = { status: 'withdrawn', legalBasis: null, source: 'email', comment: null } as const;
    unwrap(await setConsent(db, alva, { personId: id, purpose: 'marketing' }, said, now));
  };
  /** Rows of any table in which a word stands, as `table: count`. */
  const traces = async (word: string): Promise<string[]> => {
    const { rows: tables } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db.kysely);
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from ${sql.table(name)} t
        where strpos(lower(to_jsonb(t)::text), ${word.toLowerCase()}) > 0`.execute(db.kysely);
      if (rows[0]?.count) found.push(`${name}: ${rows[0].count}`);
    }
    return found;
  };

  test('G15 nothing is left in any table that says who it was', async () => {
    const person = await solveig();
    const campaign = await addCampaign(db, alva.workspaceId, now);
    await launch(db, alva, campaign, [person], now);
    const [task] = await openTasks(db, alva);
    const note = { id: randomUUID(), kind: 'note.logged', at: now.toISOString() } as const;
    unwrap(await logActivity(db, alva, person.id, { ...note, title: 'Vinterberg rang', note: null }, now));
    const mail = aSend(alva, { recipient: { email: address, name: 'Solveig' }, taskId: task?.id ?? null });
    await planSends(db.kysely, [mail], now);
    const mailing = await draft([person, await consenting({ firstName: 'Bo', email: 'bo@fjord.example' })]);
    await settle();
    unwrap(
      await sendMailing(db, alva, mailing.id, { at: null, timeZone: 'Europe/Stockholm' }, publicUrl, now),
    );
    await settle();
    await settle();
    await handOver(db, 'accept', now);
    await settle();
    const waiting = await draft([person]);
    await settle();
    const file = `email,first name,phone\n${address},Solveig,+46 70 998 877 66\nvinterberg,broken,\n`;
    await importFile(db, alva, file, now, { consent });
    await importFile(db, alva, `email,name\n${address},Solveig Vinterberg\n`, now, {
      target: 'list',
      consent,
    });
    await db.kysely.deleteFrom('import_parts').execute();
    const device = new Device(db, alva);
    await device.pull(now);
    expect(device.all('person').map(({ id }) => id)).toContain(person.id);
    const before = (await look(mailing.id)).figures;
    const known = (await traces(address)).map((trace) => trace.split(':')[0]);
    expect(known).toEqual(expect.arrayContaining(['people', 'sends', 'mailing_recipients', 'import_rows']));

    expect(await countErasure(db.kysely, alva.workspaceId, [person.id])).toEqual({
      people: 1,
      openTasks: 1,
      runs: 1,
      mails: 2,
    });
    expect(await erase([person], true)).toEqual({ people: 1 });

    expect(await traces(address)).toEqual([]);
    expect(await traces('solveig')).toEqual([]);
    expect(await traces('+46 70 998 877 66')).toEqual([]);
    expect(await traces('vinterberg rang')).toEqual([]);
    expect((await look(mailing.id)).figures).toEqual(before);
    expect((await look(waiting.id)).figures['status.ready']).toBe(0);
    await device.pull(later);
    expect(device.all('person').map(({ id }) => id)).not.toContain(person.id);
    expect(device.all('task').filter(({ personId }) => personId === person.id)).toEqual([]);
    expect(device.all('activity').filter(({ personId }) => personId === person.id)).toEqual([]);
  });

  test('G15 what was refused holds for whoever is added, imported or corrected to the address later', async () => {
    const type = { id: randomUUID(), name: 'News', names: {}, active: true };
    unwrap(await setSubscriptionTypes(db, alva.workspaceId, [type], now));
    const person = await solveig();
    const declined = { declined: [type.id], source: 'email', comment: null } as const;
    unwrap(await setSubscriptions(db, alva, person.id, declined, now));
    await withdraw(person);
    await erase([person]);
    const refused = { noMailings: false, marketing: 'withdrawn', declined: ['News'] };

    await importFile(db, alva, `email,first name\n${address.toUpperCase()},Solveig\n`, later, { consent });
    const { people } = await listPeople(db.kysely, alva.workspaceId, { limit: 10, offset: 0 });
    const [imported] = people;
    if (!imported) throw new Error('expected the imported person');
    expect(await standing(imported)).toEqual(refused);
    const proof = unwrap(await findConsentProof(db.kysely, alva.workspaceId, imported.id));
    expect(proof.entries[0]).toMatchObject({
      about: 'marketing',
      now: 'withdrawn',
      comment: 'Refused before they were erased',
    });

    const edited = await consenting({ firstName: 'Ed', email: 'ed@fjord.example' });
    unwrap(await updatePerson(db, alva.workspaceId, edited.id, { firstName: 'Ed', email: address }, later));
    expect(await standing(edited)).toEqual(refused);
    const corrected = await consenting({ firstName: 'Cor', email: 'cor@fjord.example' });
    const given = { address: 'cor@fjord.example', email: address, recipientId: null };
    unwrap(await correctAddress(db, alva.workspaceId, given, later));
    expect(await standing(corrected)).toEqual(refused);
    expect(await standing(await consenting({ firstName: 'New', email: 'other@fjord.example' }))).toEqual({
      noMailings: false,
      marketing: 'given',
      declined: [],
    });
  });

  test('G15 an address that is nobody’s gets no mailing either', async () => {
    const refusing = await solveig();
    const complaining = await consenting({ firstName: 'Cia', email: 'cia@fjord.example' });
    const forbidding = await consenting({ firstName: 'Nils', email: 'nils@fjord.example' });
    const asking = await consenting({ firstName: 'Ask', email: 'ask@fjord.example' });
    const silent = await consenting({ firstName: 'Si', email: 'si@fjord.example' });
    await withdraw(refusing);
    await withTransaction(db, (tx) => insertComplaint(tx, alva.workspaceId, ['cia@fjord.example'], now));
    const none = { noMailings: true, source: 'phone', comment: null } as const;
    unwrap(await setNoMailings(db, alva, forbidding.id, none, now));
    await erase([refusing, complaining, forbidding, silent]);
    await erase([asking], true);
    const addresses = [address, ...['cia', 'nils', 'ask', 'si'].map((name) => `${name}@fjord.example`)].map(
      (email) => ({ email, name: '' }),
    );
    const mailing = await draft([]);
    const stated = { legalBasis: 'consent', source: 'phone', comment: null } as const;
    const source = {
      kind: 'addresses',
      id: randomUUID(),
      addresses,
      consent: stated,
      excludes: false,
    } as const;
    unwrap(await addSource(db, alva, mailing.id, source, later));
    await settle(later);
    expect(await statuses(mailing.id)).toEqual({
      [address.toLowerCase()]: 'no_consent',
      'cia@fjord.example': 'complained_before',
      'nils@fjord.example': 'no_mailings',
      'ask@fjord.example': 'no_mailings',
      'si@fjord.example': 'ready',
    });
  });

  test('nobody is erased while a mail to them is being handed over', async () => {
    const person = await solveig();
    const campaign = await addCampaign(db, alva.workspaceId, now);
    await launch(db, alva, campaign, [person], now);
    const [task] = await openTasks(db, alva);
    await planSends(db.kysely, [aSend(alva, { taskId: task?.id ?? null })], now);
    await db.kysely.updateTable('sends').set({ state: 'handing_over', claimed_by: randomUUID() }).execute();
    const asked = { personIds: [person.id], suppress: false };
    expect(await erasePeople(db, alva, asked, later)).toMatchObject({ ok: false, code: 'BEING_SENT' });
    expect(await standing(person)).toMatchObject({ marketing: 'given' });
  });

  test('whoever has the same address keeps what is known of it', async () => {
    const person = await solveig();
    const twin = await consenting({ firstName: 'Twin', email: address });
    await withTransaction(db, (tx) => insertComplaint(tx, alva.workspaceId, [address.toLowerCase()], now));
    await erase([person]);
    const refusals = await db.kysely.selectFrom('address_refusals').selectAll().execute();
    expect(refusals.filter((one) => one.workspace_id === alva.workspaceId)).toHaveLength(1);
    expect(await standing(twin)).toMatchObject({ marketing: 'given' });
    expect(await erase([person])).toEqual({ people: 0 });
  });
});
