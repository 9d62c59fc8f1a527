import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, type Member, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { findPersonContext } from './contexts.ts';
import { mergeInto } from './merge.ts';
import { setOurContacts } from './our-contacts.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('who looks after people', (open) => {
  let db: Database;
  let alva: Member;
  let bo: Member;

  beforeEach(async () => {
    db ??= await open();
    [alva, bo] = await addColleagues(db);
  });

  const someone = async (firstName: string) => (await addPerson(db, alva.workspaceId, now, firstName)).id;
  const set = (personIds: string[], contacts: { sales?: string | null; support?: string | null }) =>
    setOurContacts(db, alva.workspaceId, { personIds, ...contacts }, now);
  const of = async (id: string) => (await findPersonContext(db, alva, id))?.contacts;

  test('mailings §4.1 contacts: is said of many at once; what is left out stays', async () => {
    const [anna, dag] = [await someone('Anna'), await someone('Dag')];
    expect(await of(anna)).toEqual({ sales: null, support: null });
    expect(unwrap(await set([anna, dag], { sales: bo.userId }))).toEqual({ people: 2 });
    expect(unwrap(await set([anna], { support: alva.userId }))).toEqual({ people: 1 });
    expect(unwrap(await set([anna, dag], { sales: bo.userId }))).toEqual({ people: 0 });
    expect(unwrap(await set([dag], { sales: null }))).toEqual({ people: 1 });
    expect([await of(anna), await of(dag)]).toEqual([
      { sales: bo.userId, support: alva.userId },
      { sales: null, support: null },
    ]);
  });

  test('who is not there is named, and nothing is changed', async () => {
    const anna = await someone('Anna');
    expect(await set([anna, randomUUID()], { sales: bo.userId })).toMatchObject({
      fields: [{ path: 'personIds.1' }],
    });
    expect(await set([anna], { sales: bo.userId, support: randomUUID() })).toMatchObject({
      fields: [{ path: 'support' }],
    });
    expect(await of(anna)).toEqual({ sales: null, support: null });
  });

  test('whoever becomes one of several keeps theirs, or gets that of the others', async () => {
    const [anna, ann] = [await someone('Anna'), await someone('Ann')];
    unwrap(await set([anna], { sales: alva.userId }));
    unwrap(await set([ann], { sales: bo.userId, support: bo.userId }));
    unwrap(await mergeInto(db, alva, anna, [ann], now));
    expect(await of(anna)).toEqual({ sales: alva.userId, support: bo.userId });
  });
});
