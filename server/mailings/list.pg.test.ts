import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { mailingTests, noOrigin } from '../../tests/support/mailings.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { saveAddressHealth } from '../db/queries/address-health.ts';
import { withTransaction } from '../db/transaction.ts';
import { addCompany } from '../people/companies.ts';
import { setNoMailings } from '../people/consent.ts';
import { createPeople } from '../people/people.ts';
import { setSubscriptions, setSubscriptionTypes } from '../people/subscriptions.ts';
import { createSelection } from '../selections/selections.ts';
import type { TeamUser } from '../teams/teams.ts';
import { createMailing, readList, saveMailing } from './mailings.ts';
import { addSource, leaveOut, removeSource } from './sources.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const consent = { legalBasis: 'consent', source: 'import', comment: 'signed at the fair' } as const;

describeOnEachEngine('lists of recipients', (open) => {
  let db: Database;
  let alva: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('mailings').execute();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva']);
    alva = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
  });

  const { person, consenting, draft, settle, look, statuses } = mailingTests(() => ({ db, alva, now }));
  const reasons = async (people: readonly Person[], over: Parameters<typeof draft>[1] = {}) => {
    const mailing = await draft(people, over);
    await settle();
    return await statuses(mailing.id);
  };
  const selectionOf = async (people: readonly Person[], name = 'Fair') => {
    const personIds = people.map(({ id }) => id);
    return unwrap(await createSelection(db, alva, { id: randomUUID(), name, personIds }, now));
  };

  test('mailings §6.2 checks: each that is not met is a reason beside the recipient, who stays in the list', async () => {
    const news = { id: randomUUID(), name: 'News', names: {}, active: true };
    unwrap(await setSubscriptionTypes(db, alva.workspaceId, [news], now));
    const ready = await consenting({ firstName: 'Ready', email: 'Ready@Fjord.example' });
    const nowhere = await consenting({ firstName: 'Nowhere', email: null });
    const flagged = await consenting({ firstName: 'Flagged', email: 'flagged@fjord.example' });
    const silent = await person({ firstName: 'Silent', email: 'silent@fjord.example' });
    const declining = await consenting({ firstName: 'Declining', email: 'declining@fjord.example' });
    const dead = await consenting({ firstName: 'Dead', email: 'DEAD@fjord.example' });
    const complaining = await consenting({ firstName: 'Complaining', email: 'complaining@fjord.example' });
    unwrap(
      await setNoMailings(db, alva, flagged.id, { noMailings: true, source: 'phone', comment: null }, now),
    );
    const said = { declined: [news.id], source: 'email', comment: null } as const;
    unwrap(await setSubscriptions(db, alva, declining.id, said, now));
    const report = {
      reason: 'noSuchUser',
      code: 550,
      status: '5.1.1',
      text: 'gone',
      at: now.toISOString(),
    } as const;
    await withTransaction(db, (tx) =>
      saveAddressHealth(tx, alva.workspaceId, [
        { address: 'dead@fjord.example', deadAt: now.toISOString(), bounces: 1, latest: report },
      ]),
    );
    await db.kysely
      .insertInto('address_refusals')
      .values({
        workspace_id: alva.workspaceId,
        address: 'complaining@fjord.example',
        kind: 'complaint',
        type_id: randomUUID(),
        at: now,
      })
      .execute();
    const all = [ready, nowhere, flagged, silent, declining, dead, complaining];
    expect(await reasons(all, { setup: { typeId: news.id } })).toEqual({
      Ready: 'ready',
      Nowhere: 'no_address',
      Flagged: 'no_mailings',
      Silent: 'no_consent',
      Declining: 'no_subscription',
      Dead: 'too_many_bounces',
      Complaining: 'complained_before',
    });
    expect(
      await reasons(all, {
        options: { override: { reason: 'a recall' } },
        setup: { typeId: news.id },
      }),
    ).toMatchObject({
      Silent: 'ready',
      Declining: 'ready',
      Flagged: 'no_mailings',
      Dead: 'too_many_bounces',
      Complaining: 'complained_before',
    });
    expect(await reasons([declining])).toEqual({ Declining: 'ready' });
  });

  test('mailings §6.3 off: only a withdrawn consent still counts', async () => {
    const silent = await person({ firstName: 'Silent', email: 'silent@fjord.example' });
    await db.kysely
      .updateTable('workspaces')
      .set({ filter_by_consent: false })
      .where('id', '=', alva.workspaceId)
      .execute();
    expect(await reasons([silent])).toEqual({ Silent: 'ready' });
  });

  test('mailings §6.1 one per address: the lowest id gets it; without the option all do', async () => {
    const people = [
      await consenting({ firstName: 'Anna', email: 'post@fjord.example' }),
      await consenting({ firstName: 'Bo', email: 'POST@fjord.example' }),
    ].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const [first, second] = people.map(({ firstName }) => firstName);
    expect(await reasons(people)).toEqual({ [first ?? '']: 'ready', [second ?? '']: 'duplicate' });
    expect(await reasons(people, { options: { onePerAddress: false } })).toEqual({
      Anna: 'ready',
      Bo: 'ready',
    });
  });

  test('mailings §6.1 companies: included beside their people, or preferred to them', async () => {
    const company = { id: randomUUID(), name: 'Fjord', email: 'desk@fjord.example' };
    unwrap(await addCompany(db, alva.workspaceId, company, now));
    const people = [
      await consenting({ firstName: 'Anna', companyName: 'Fjord', companyId: company.id }),
      await consenting({ firstName: 'Bo', email: 'bo@ek.example', companyName: 'Ek' }),
      await consenting({ firstName: 'Cia', email: 'cia@alone.example' }),
    ];
    const included = { options: { includeCompanies: true } };
    expect(await reasons(people, included)).toEqual({
      Anna: 'ready',
      Bo: 'ready',
      Cia: 'ready',
      Fjord: 'ready',
    });
    const preferred = { options: { includeCompanies: true, preferCompany: true } };
    expect(await reasons(people, preferred)).toEqual({
      Anna: 'company_instead',
      // Its company has no address of its own.
      Bo: 'ready',
      Cia: 'ready',
      Fjord: 'ready',
    });
  });

  test('mailings §5.1 union: sources are united, each stands in one row with its count, and one goes again', async () => {
    const [anna, bo, cia] = [
      await consenting(),
      await consenting({ firstName: 'Bo', email: 'bo@ek.example' }),
      await consenting({ firstName: 'Cia', email: 'cia@ek.example' }),
    ];
    const { id } = await draft([anna]);
    const more = {
      kind: 'contacts' as const,
      id: randomUUID(),
      personIds: [anna.id, bo.id],
      excludes: false,
    };
    unwrap(await addSource(db, alva, id, more, now));
    const fair = await selectionOf([bo, cia]);
    const selection = { kind: 'selection', id: randomUUID(), refId: fair.id, excludes: false } as const;
    unwrap(await addSource(db, alva, id, selection, now));
    await settle();
    expect(await statuses(id)).toEqual({ Anna: 'ready', Bo: 'ready', Cia: 'ready' });
    const { sources } = await look(id);
    expect(sources.map(({ kind, name, count }) => [kind, name, count])).toEqual([
      ['contacts', '', 2],
      ['selection', 'Fair', 2],
    ]);
    unwrap(await removeSource(db, alva, id, selection.id, now));
    await settle();
    expect(await statuses(id)).toEqual({ Anna: 'ready', Bo: 'ready' });
  });

  test('mailings §5.1 addresses: those of known people are these people; others stay, by the consent that is stated', async () => {
    const anna = await consenting();
    const { id } = await draft([]);
    const addresses = [
      { email: 'ANNA@fjord.example', name: '' },
      { email: 'guest@sea.example', name: 'A Guest' },
    ];
    const source = { kind: 'addresses', id: randomUUID(), addresses, consent, excludes: false } as const;
    unwrap(await addSource(db, alva, id, source, now));
    await settle();
    expect(await statuses(id)).toEqual({ Anna: 'ready', 'A Guest': 'ready' });
    const known = await db.kysely
      .selectFrom('mailing_recipients')
      .select('person_id')
      .where('mailing_id', '=', id)
      .where('kind', '=', 'person')
      .execute();
    expect(known).toEqual([{ person_id: anna.id }]);
  });

  test('a source that excludes keeps its people from it, whatever else brings them', async () => {
    const [anna, bo] = [await consenting(), await consenting({ firstName: 'Bo', email: 'bo@ek.example' })];
    const { id } = await draft([anna, bo]);
    const fair = await selectionOf([bo]);
    const without = { kind: 'selection', id: randomUUID(), refId: fair.id, excludes: true } as const;
    unwrap(await addSource(db, alva, id, without, now));
    await settle();
    expect(await statuses(id)).toEqual({ Anna: 'ready', Bo: 'left_out' });
  });

  test('a recipient who is taken out stays out when the list is read anew, and can be put back', async () => {
    const { id } = await draft([await consenting()]);
    await settle();
    const { id: recipientId } = await db.kysely
      .selectFrom('mailing_recipients')
      .select('id')
      .where('mailing_id', '=', id)
      .executeTakeFirstOrThrow();
    unwrap(await leaveOut(db, alva, id, { recipientIds: [recipientId], leftOut: true }, now));
    await settle();
    unwrap(await readList(db, alva, id, false, now));
    await settle();
    expect(await statuses(id)).toEqual({ Anna: 'left_out' });
    unwrap(await leaveOut(db, alva, id, { recipientIds: [recipientId], leftOut: false }, now));
    await settle();
    expect(await statuses(id)).toEqual({ Anna: 'ready' });
  });

  test('mailings §5.3 association: the selection of the setup brings its people, and can be taken away again', async () => {
    const [anna, bo] = [await consenting(), await consenting({ firstName: 'Bo', email: 'bo@ek.example' })];
    const fair = await selectionOf([anna, bo]);
    const asked = {
      id: randomUUID(),
      type: 'email',
      name: 'Spring',
      ...noOrigin,
      selectionId: fair.id,
    } as const;
    const { sources } = unwrap(await createMailing(db, alva, asked, now));
    await settle();
    expect(await statuses(asked.id)).toEqual({ Anna: 'ready', Bo: 'ready' });
    expect(sources).toMatchObject([{ kind: 'selection', refId: fair.id, bySetup: true }]);
    unwrap(await removeSource(db, alva, asked.id, sources[0]?.id ?? '', now));
    await settle();
    const after = await look(asked.id);
    expect([after.sources, after.setup.selectionId, await statuses(asked.id)]).toEqual([[], fair.id, {}]);
    // Saved once more with the same association it stays away.
    unwrap(
      await saveMailing(
        db,
        alva,
        asked.id,
        { version: after.version, setup: { ...after.setup, subject: 'x' } },
        now,
      ),
    );
    expect((await look(asked.id)).sources).toEqual([]);
  });

  test('mailings §5.4 anew: the list follows its sources each time it is read, and not in between', async () => {
    const [anna, bo] = [await consenting(), await consenting({ firstName: 'Bo', email: 'bo@ek.example' })];
    const fair = await selectionOf([anna]);
    const asked = {
      id: randomUUID(),
      type: 'email',
      name: 'Spring',
      ...noOrigin,
      selectionId: fair.id,
    } as const;
    unwrap(await createMailing(db, alva, asked, now));
    await settle();
    await db.kysely
      .insertInto('selection_members')
      .values({ workspace_id: alva.workspaceId, list_id: fair.id, person_id: bo.id })
      .execute();
    await settle();
    expect(await statuses(asked.id)).toEqual({ Anna: 'ready' });
    unwrap(await readList(db, alva, asked.id, false, now));
    await settle();
    expect(await statuses(asked.id)).toEqual({ Anna: 'ready', Bo: 'ready' });
    await db.kysely.deleteFrom('selection_members').where('person_id', '=', anna.id).execute();
    unwrap(await readList(db, alva, asked.id, false, now));
    await settle();
    expect(await statuses(asked.id)).toEqual({ Bo: 'ready' });
  });

  test('a list of any length is read in steps, by several at once, and can be stopped', async () => {
    const people = await createPeople(
      db,
      alva.workspaceId,
      Array.from({ length: 4500 }, (_, n) => ({ firstName: `P${n}`, email: `p${n % 4000}@many.example` })),
      now,
    );
    const ids = people.map(({ id }) => id);
    const fair = await selectionOf([]);
    await db.kysely
      .insertInto('selection_members')
      .values(
        ids.map((personId) => ({ workspace_id: alva.workspaceId, list_id: fair.id, person_id: personId })),
      )
      .execute();
    await db.kysely
      .updateTable('workspaces')
      .set({ filter_by_consent: false })
      .where('id', '=', alva.workspaceId)
      .execute();
    const asked = {
      id: randomUUID(),
      type: 'email',
      name: 'Many',
      ...noOrigin,
      selectionId: fair.id,
    } as const;
    unwrap(await createMailing(db, alva, asked, now));
    expect((await look(asked.id)).list).toMatchObject({ state: 'computing' });
    await Promise.all([settle(), settle(), settle()]);
    expect(await look(asked.id)).toMatchObject({
      list: { state: 'ready', done: 4500 },
      figures: { 'status.ready': 4000, 'status.duplicate': 500 },
    });
    unwrap(await readList(db, alva, asked.id, false, now));
    expect(unwrap(await readList(db, alva, asked.id, true, now)).list.state).toBe('cancelled');
  });

  test('mailings §3 too many: a list beyond the limit of the workspace says so, and cannot be sent', async () => {
    await db.kysely
      .updateTable('workspaces')
      .set({ most_recipients: 1 })
      .where('id', '=', alva.workspaceId)
      .execute();
    const { id } = await draft([
      await consenting(),
      await consenting({ firstName: 'Bo', email: 'bo@ek.example' }),
    ]);
    await settle();
    expect((await look(id)).list).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('more than 1 '),
    });
  });
});
