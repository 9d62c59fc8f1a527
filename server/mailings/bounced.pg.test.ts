import { beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { freshAuthor, mailingTests, publicUrl } from '../../tests/support/mailings.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { saveAddressHealth } from '../db/queries/address-health.ts';
import { listBlockedAddresses, listBounced } from '../db/queries/bounced.ts';
import { findPerson } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { findPersonContext } from '../people/contexts.ts';
import type { TeamUser } from '../teams/teams.ts';
import { actOnAddresses, correctAddress, setFormer } from './bounced.ts';
import { resendMailing } from './send.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-04T08:00:00.000Z');
const page = { search: '', limit: 100, offset: 0 };

describeOnEachEngine('bounces and blocked addresses that are dealt with', (open) => {
  let db: Database;
  let alva: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    alva = await freshAuthor(db);
  });

  const { consenting, draft, settle, statuses } = mailingTests(() => ({ db, alva, now }));
  /** A mailing to Anna, Bo and Cecilia that is over: it came back hard from Anna, soft from Bo; Cecilia has complained. */
  const returned = async () => {
    const anna = await consenting();
    const bo = await consenting({ firstName: 'Bo', email: 'Bo@fjord.example', companyName: 'Fjord' });
    const cecilia = await consenting({ firstName: 'Cecilia', email: 'cecilia@fjord.example' });
    const mailing = await draft([anna, bo, cecilia]);
    await settle();
    const become = async (name: string, status: 'bounced' | 'soft_bounced' | 'complained') =>
      await db.kysely
        .updateTable('mailing_recipients')
        .set({ status, sent_at: now })
        .where('mailing_id', '=', mailing.id)
        .where('name', '=', name)
        .execute();
    await become('Anna', 'bounced');
    await become('Bo', 'soft_bounced');
    await become('Cecilia', 'complained');
    const setup = { status: 'finished_with_errors' as const, approved_by: alva.userId };
    await db.kysely.updateTable('mailings').set(setup).where('id', '=', mailing.id).execute();
    await block('anna@fjord.example');
    return { mailing, anna, bo, cecilia };
  };
  const block = async (address: string): Promise<void> => {
    const latest = {
      reason: 'noSuchUser',
      code: 550,
      status: '5.1.1',
      text: 'gone',
      at: now.toISOString(),
    } as const;
    const dead = { address, deadAt: now.toISOString(), bounces: 1, latest };
    await withTransaction(db, (tx) => saveAddressHealth(tx, alva.workspaceId, [dead]));
  };
  const ofMailing = async (id: string, search = '') => {
    const { bounces } = await listBounced(db.kysely, alva.workspaceId, id, { ...page, search });
    return bounces;
  };
  const blocked = async (search = '') => {
    const { bounces } = await listBlockedAddresses(db.kysely, alva.workspaceId, { ...page, search });
    return bounces.map(({ address }) => address);
  };
  const act = (act: 'clear' | 'remove' | 'former', ...addresses: string[]) =>
    actOnAddresses(db, alva.workspaceId, { act, addresses }, later);

  test('mailings §15 managed: a mailing’s bounces and complaints, each with type, code, words and whose it is', async () => {
    const { mailing, anna } = await returned();
    expect(await ofMailing(mailing.id)).toMatchObject([
      {
        kind: 'hard',
        name: 'Anna',
        code: 550,
        status: '5.1.1',
        text: 'gone',
        isBlocked: true,
        personId: anna.id,
      },
      { kind: 'complaint', name: 'Cecilia', isBlocked: false },
      { kind: 'soft', name: 'Bo', companyName: 'Fjord', sentAt: now.toISOString() },
    ]);
    expect(await ofMailing(mailing.id, 'FJORD.example')).toHaveLength(3);
    expect((await ofMailing(mailing.id, 'bo')).map(({ name }) => name)).toEqual(['Bo']);
  });

  test('mailings §15 blocked: addresses of all mailings, by address, name or company', async () => {
    await returned();
    await block('nobody@else.example');
    expect((await blocked()).toSorted()).toEqual(['anna@fjord.example', 'nobody@else.example']);
    expect(await blocked('anna')).toEqual(['anna@fjord.example']);
    expect(await blocked('else')).toEqual(['nobody@else.example']);
  });

  test('mailings §15 clear: an address is used again, and leaves both lists', async () => {
    const { mailing, anna } = await returned();
    expect(await act('clear', 'Anna@Fjord.example')).toEqual({ people: 0 });
    expect(await blocked()).toEqual([]);
    expect((await ofMailing(mailing.id)).map(({ name }) => name)).toEqual(['Cecilia', 'Bo']);
    const next = await draft([anna]);
    await settle(later);
    expect(await statuses(next.id)).toEqual({ Anna: 'ready' });
  });

  test('a person’s context tells that they are a former employee, and what was said of a blocked address', async () => {
    const { anna, bo } = await returned();
    const reachOf = async (id: string) => (await findPersonContext(db, alva, id))?.reach;
    expect(await reachOf(anna.id)).toEqual({
      formerSince: null,
      blocked: {
        address: 'anna@fjord.example',
        code: 550,
        status: '5.1.1',
        text: 'gone',
        at: now.toISOString(),
      },
    });
    expect(await reachOf(bo.id)).toEqual({ formerSince: null, blocked: null });
    await setFormer(db, alva.workspaceId, bo.id, true, later);
    await act('clear', 'anna@fjord.example');
    expect(await reachOf(bo.id)).toEqual({ formerSince: later.toISOString(), blocked: null });
    expect(await reachOf(anna.id)).toEqual({ formerSince: null, blocked: null });
  });

  test('mailings §15 delete: an address is taken from everybody who has it, and stays blocked', async () => {
    const { anna, bo } = await returned();
    const twin = await consenting({ firstName: 'Anna too', email: 'ANNA@fjord.example' });
    expect(await act('remove', 'anna@fjord.example')).toEqual({ people: 2 });
    const emailOf = async ({ id }: { id: string }) =>
      (await findPerson(db.kysely, alva.workspaceId, id))?.email;
    expect([await emailOf(anna), await emailOf(twin), await emailOf(bo)]).toEqual([
      null,
      null,
      'Bo@fjord.example',
    ]);
    expect(await blocked()).toEqual([]);
    const again = await consenting({ firstName: 'New', email: 'anna@fjord.example' });
    const next = await draft([again]);
    await settle(later);
    expect(await statuses(next.id)).toEqual({ New: 'too_many_bounces' });
  });

  test('mailings §15 former: a former employee gets no mailing, until they work there again', async () => {
    const { mailing, bo } = await returned();
    expect(await act('former', 'bo@fjord.example')).toEqual({ people: 1 });
    expect((await ofMailing(mailing.id)).map(({ name }) => name)).toEqual(['Anna', 'Cecilia']);
    const next = await draft([bo]);
    await settle(later);
    expect(await statuses(next.id)).toEqual({ Bo: 'no_mailings' });
    expect(unwrap(await setFormer(db, alva.workspaceId, bo.id, false, later))).toEqual({ formerSince: null });
    const third = await draft([bo]);
    await settle(later);
    expect(await statuses(third.id)).toEqual({ Bo: 'ready' });
  });

  test('mailings §15 corrected: another address stands with the person and the recipient, and gets the mailing', async () => {
    const { mailing, anna } = await returned();
    const [bounced] = await ofMailing(mailing.id, 'Anna');
    const recipientId = bounced?.recipientId ?? '';
    const correct = (email: string) =>
      correctAddress(db, alva.workspaceId, { address: 'anna@fjord.example', email, recipientId }, later);
    expect(await correct('Anna@FJORD.example')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await correct('bo@fjord.example')).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'email', message: 'bo@fjord.example gets the mailing already, as another recipient' }],
    });
    expect(unwrap(await correct('Anna.Lind@fjord.example'))).toEqual({ people: 1 });
    expect((await findPerson(db.kysely, alva.workspaceId, anna.id))?.email).toBe('Anna.Lind@fjord.example');
    expect(await blocked()).toEqual([]);
    expect(await correct('anna.l@fjord.example')).toMatchObject({ code: 'NOT_FOUND' });
    unwrap(await resendMailing(db, alva, mailing.id, [recipientId], publicUrl, later));
    await settle(later);
    const sends = await db.kysely
      .selectFrom('sends')
      .select('recipient')
      .where('workspace_id', '=', alva.workspaceId)
      .execute();
    expect(sends).toEqual([{ recipient: 'anna.lind@fjord.example' }]);
  });

  test('what another workspace has under the same address stays as it is', async () => {
    await returned();
    const other = await addWorkspace(db, 'Fjord', ['Bo']);
    expect(
      await actOnAddresses(
        db,
        other.workspaceId,
        { act: 'remove', addresses: ['anna@fjord.example'] },
        later,
      ),
    ).toEqual({
      people: 0,
    });
    expect(await blocked()).toEqual(['anna@fjord.example']);
  });
});
