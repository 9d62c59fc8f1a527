import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { mostGroups, mostInGroup } from '../../lib/contract/group-api.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { insertPeople } from '../db/queries/people.ts';
import { consequenceOfDeletion, createTeam, deleteTeam, type TeamUser } from '../teams/teams.ts';
import { changeGroup, createGroup, deleteGroup, listGroupPeople, listGroups, shareGroup } from './groups.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const page = { limit: 10, offset: 0 };

describeOnEachEngine('groups of people', (open) => {
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
  const group = async (personIds: string[], name = 'Fair') =>
    unwrap(await createGroup(db, alva, { id: randomUUID(), name, personIds }, now));
  const seenBy = async (user: TeamUser) => (await listGroups(db.kysely, user)).map(({ name }) => name);

  test('§5 groups: people are kept under a name, found again all at once, and changed', async () => {
    const [anna, dag, eva] = [await someone('Anna'), await someone('Dag'), await someone('Eva')];
    const { id } = await group([dag, anna]);
    const inside = async () =>
      unwrap(await listGroupPeople(db.kysely, alva, id, page)).people.map(({ firstName }) => firstName);
    expect(await inside()).toEqual(['Anna', 'Dag']);
    const changed = unwrap(await changeGroup(db, alva, id, { add: [eva, anna], remove: [dag] }));
    expect(changed).toMatchObject({ people: 2, ownerName: 'Alva', mayChange: true, shared: false });
    expect(await inside()).toEqual(['Anna', 'Eva']);
    const again = unwrap(await createGroup(db, alva, { id, name: 'Other', personIds: [dag] }, now));
    expect(again).toMatchObject({ name: 'Fair', people: 2 });
    unwrap(await deleteGroup(db, alva, id));
    expect(await seenBy(alva)).toEqual([]);
  });

  test('§19 sharing: a group is its owner’s until it is shared; who sees it uses it and changes nothing', async () => {
    const anna = await someone('Anna');
    const { id } = await group([anna]);
    expect([await seenBy(bo), await seenBy(admin)]).toEqual([[], ['Fair']]);
    expect(await listGroupPeople(db.kysely, bo, id, page)).toMatchObject({ code: 'NOT_FOUND' });
    const memberIds = [alva.userId, bo.userId];
    const team = unwrap(await createTeam(db, admin, { id: randomUUID(), name: 'North', memberIds }, now));
    expect(await shareGroup(db, bo, id, { shared: true, teamIds: [] })).toMatchObject({ code: 'NOT_FOUND' });
    unwrap(await shareGroup(db, alva, id, { shared: false, teamIds: [team.id] }));
    expect([await seenBy(bo), await seenBy(cia)]).toEqual([['Fair'], []]);
    expect(unwrap(await listGroupPeople(db.kysely, bo, id, page)).total).toBe(1);
    expect(await deleteGroup(db, bo, id)).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('belongs to Alva'),
    });
    expect(unwrap(await consequenceOfDeletion(db, admin, team.id))).toMatchObject({ groups: 1, private: 1 });
    unwrap(await deleteTeam(db, admin, team.id, now));
    expect([await seenBy(bo), await seenBy(alva)]).toEqual([[], ['Fair']]);
  });

  test('§25 groups: so many of a user, so many people in one; what is too much changes nothing', async () => {
    const many = Array.from({ length: mostInGroup }, (_, index) => ({
      id: randomUUID(),
      firstName: `P${index}`,
      lastName: '',
      email: null,
      title: null,
      companyName: null,
      phone: null,
      profileUrl: null,
      timeZone: null,
      language: null,
      fields: {},
    }));
    await insertPeople(db.kysely, alva.workspaceId, many, now);
    const { id } = await group(many.map((person) => person.id));
    const anna = await someone('Anna');
    expect(await changeGroup(db, alva, id, { add: [anna], remove: [] })).toMatchObject({
      code: 'LIMIT_REACHED',
    });
    const [first] = many;
    const swapped = await changeGroup(db, alva, id, { add: [anna], remove: [first?.id ?? ''] });
    expect(unwrap(swapped).people).toBe(mostInGroup);
    const { workspaceId: workspace_id, userId: owner_id } = alva;
    const others = Array.from({ length: mostGroups - 1 }, (_, index) => ({
      workspace_id,
      id: randomUUID(),
      name: `Group ${index}`,
      owner_id,
      created_at: now,
    }));
    await db.kysely.insertInto('person_groups').values(others).execute();
    const over = { id: randomUUID(), name: 'Over', personIds: [] };
    expect(await createGroup(db, alva, over, now)).toMatchObject({ code: 'LIMIT_REACHED' });
    expect(await createGroup(db, bo, over, now)).toMatchObject({ ok: true });
  });

  test('who is not in the workspace is named by their place', async () => {
    const personIds = [await someone('Anna'), randomUUID()];
    expect(await createGroup(db, alva, { id: randomUUID(), name: 'Fair', personIds }, now)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'personIds.1' }],
    });
    expect(await seenBy(alva)).toEqual([]);
  });
});
