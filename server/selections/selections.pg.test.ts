import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { mostSelections, type Selection } from '../../lib/contract/selection.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { addMembers } from '../db/queries/people-lists.ts';
import { withTransaction } from '../db/transaction.ts';
import { createPeople } from '../people/people.ts';
import { deleteList, forgetDeletedLists, restoreList } from '../people-lists/delete.ts';
import { changePeopleOf, listPeopleOf, renameList, shareList } from '../people-lists/keep.ts';
import { consequenceOfDeletion, createTeam, deleteTeam, type TeamUser } from '../teams/teams.ts';
import { createSelection, listSelections, selectionKind } from './selections.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const afterMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const page = { limit: 10, offset: 0 };

describeOnEachEngine('selections of people', (open) => {
  let db: Database;
  let admin: TeamUser;
  let alva: TeamUser;
  let bo: TeamUser;
  let cia: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo', 'Cia']);
    const users = userIds.map((userId, index) => ({
      workspaceId,
      userId,
      role: index === 0 ? ('admin' as const) : ('user' as const),
    }));
    [admin, alva, bo, cia] = users as [TeamUser, TeamUser, TeamUser, TeamUser];
  });

  const someone = async (firstName: string) => (await addPerson(db, alva.workspaceId, now, firstName)).id;
  const selection = async (personIds: string[], name = 'Fair'): Promise<Selection> =>
    unwrap(await createSelection(db, alva, { id: randomUUID(), name, personIds }, now));
  const of = (id: string, user: TeamUser = alva) => [db, selectionKind, user, id] as const;
  const seenBy = async (user: TeamUser) => (await listSelections(db.kysely, user)).map(({ name }) => name);

  test('§5 selections, mailings §19 static: people are kept under a name, found again all at once, and changed', async () => {
    const [anna, dag, eva] = [await someone('Anna'), await someone('Dag'), await someone('Eva')];
    const { id } = await selection([dag, anna]);
    const inside = async () =>
      unwrap(await listPeopleOf(of(id), page, now)).people.map(({ firstName }) => firstName);
    expect(await inside()).toEqual(['Anna', 'Dag']);
    const changed = unwrap(await changePeopleOf(of(id), { add: [eva, anna, eva], remove: [dag] }));
    expect(changed).toMatchObject({ kind: 'static', people: 2, ownerName: 'Alva', mayChange: true });
    expect(await inside()).toEqual(['Anna', 'Eva']);
    const again = unwrap(await createSelection(db, alva, { id, name: 'Other', personIds: [dag] }, now));
    expect(again).toMatchObject({ name: 'Fair', people: 2 });
    expect(unwrap(await renameList(of(id), 'Spring fair')).name).toBe('Spring fair');
  });

  test('§19 sharing: a selection is its owner’s until it is shared; who sees it uses it and changes nothing', async () => {
    const anna = await someone('Anna');
    const { id } = await selection([anna]);
    expect([await seenBy(bo), await seenBy(admin)]).toEqual([[], ['Fair']]);
    expect(await listPeopleOf(of(id, bo), page, now)).toMatchObject({ code: 'NOT_FOUND' });
    const memberIds = [alva.userId, bo.userId];
    const team = unwrap(await createTeam(db, admin, { id: randomUUID(), name: 'North', memberIds }, now));
    expect(await shareList(of(id, bo), { shared: true, teamIds: [] })).toMatchObject({ code: 'NOT_FOUND' });
    unwrap(await shareList(of(id), { shared: false, teamIds: [team.id] }));
    expect([await seenBy(bo), await seenBy(cia)]).toEqual([['Fair'], []]);
    expect(unwrap(await listPeopleOf(of(id, bo), page, now)).total).toBe(1);
    expect(await deleteList(...of(id, bo), now)).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('belongs to Alva'),
    });
    expect(await changePeopleOf(of(id, bo), { add: [], remove: [anna] })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(unwrap(await consequenceOfDeletion(db, admin, team.id))).toMatchObject({
      selections: 1,
      private: 1,
    });
    unwrap(await deleteTeam(db, admin, team.id, now));
    expect([await seenBy(bo), await seenBy(alva)]).toEqual([[], ['Fair']]);
  });

  test('§25 selections: so many of a user; one holds however many people there are', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({ firstName: `P${index}` }));
    const ids = (await createPeople(db, alva.workspaceId, many, now)).map(({ id }) => id);
    const { id } = await selection(ids.slice(0, 1000));
    unwrap(await changePeopleOf(of(id), { add: ids.slice(1000, 2000), remove: [] }));
    expect(unwrap(await changePeopleOf(of(id), { add: ids.slice(1500), remove: [] })).people).toBe(2500);
    unwrap(await deleteList(...of(id), now));
    const { workspaceId: workspace_id, userId: owner_id } = alva;
    const others = Array.from({ length: mostSelections }, (_, index) => ({
      workspace_id,
      id: randomUUID(),
      name: `Selection ${index}`,
      owner_id,
      created_at: now,
    }));
    await db.kysely.insertInto('selections').values(others).execute();
    const over = { id: randomUUID(), name: 'Over', personIds: [] };
    expect(await createSelection(db, alva, over, now)).toMatchObject({ code: 'LIMIT_REACHED' });
    expect(await createSelection(db, bo, over, now)).toMatchObject({ ok: true });
  });

  test('a deleted selection comes back as it was for ten minutes, for whoever may delete it', async () => {
    const { id } = await selection([await someone('Anna')]);
    const before = unwrap(await shareList(of(id), { shared: true, teamIds: [] }));
    unwrap(await deleteList(...of(id), now));
    expect(await seenBy(alva)).toEqual([]);
    expect(await listPeopleOf(of(id), page, now)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await restoreList(...of(id, bo), now)).toMatchObject({ code: 'NOT_FOUND' });
    await forgetDeletedLists(db, afterMinutes(10));
    expect(unwrap(await restoreList(...of(id), afterMinutes(10)))).toEqual(before);
    expect(unwrap(await restoreList(...of(id), afterMinutes(10)))).toEqual(before);
    unwrap(await deleteList(...of(id), now));
    expect(await restoreList(...of(id), afterMinutes(11))).toMatchObject({ code: 'NOT_FOUND' });
    await forgetDeletedLists(db, afterMinutes(11));
    expect(await restoreList(...of(id), now)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('what is left of a deleted selection goes in batches, and that of others stays', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => ({ firstName: `P${index}` }));
    const ids = (await createPeople(db, alva.workspaceId, many, now)).map(({ id }) => id);
    const [gone, kept] = [await selection([]), await selection(ids.slice(0, 3), 'Kept')];
    await withTransaction(db, (tx) => addMembers(tx, alva.workspaceId, 'selections', gone.id, ids));
    unwrap(await deleteList(...of(gone.id), now));
    await forgetDeletedLists(db, afterMinutes(11));
    const rows = db.kysely.selectFrom('selection_members').where('workspace_id', '=', alva.workspaceId);
    const left = await rows.select('list_id').distinct().execute();
    expect(left).toEqual([{ list_id: kept.id }]);
    expect(await seenBy(alva)).toEqual(['Kept']);
  });

  test('who is not in the workspace is named by their place', async () => {
    const personIds = [await someone('Anna'), randomUUID()];
    expect(await createSelection(db, alva, { id: randomUUID(), name: 'Fair', personIds }, now)).toMatchObject(
      {
        code: 'INVALID_INPUT',
        fields: [{ path: 'personIds.1' }],
      },
    );
    expect(await seenBy(alva)).toEqual([]);
  });
});
