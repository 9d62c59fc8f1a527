import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Condition } from '../../lib/contract/condition.ts';
import { CombineOperator, type SelectionDefinition } from '../../lib/contract/selection.ts';
import { isMeant } from '../../lib/core/selection/definition.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { resolveSelection } from '../db/queries/selection-people.ts';
import { createPeople } from '../people/people.ts';
import { deleteList, restoreList } from '../people-lists/delete.ts';
import { changePeopleOf, listPeopleOf, shareList } from '../people-lists/keep.ts';
import type { TeamUser } from '../teams/teams.ts';
import {
  defineSelection,
  makeStatic,
  openSelection,
  previewDefinition,
  refuseUnlessStatic,
} from './define.ts';
import { refuseInUse, refuseMissingParts } from './refuse.ts';
import { createSelection, selectionKind } from './selections.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const page = { limit: 10, offset: 0 };

describeOnEachEngine('what selections ask for', (open) => {
  let db: Database;
  let alva: TeamUser;
  let bo: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo']);
    const [, first = '', second = ''] = userIds;
    alva = { workspaceId, userId: first, role: 'user' };
    bo = { workspaceId, userId: second, role: 'user' };
  });

  const someone = async (firstName: string) => (await addPerson(db, alva.workspaceId, now, firstName)).id;
  const make = async (name: string, what: { personIds?: string[]; definition?: SelectionDefinition }) =>
    unwrap(await createSelection(db, alva, { id: randomUUID(), name, ...what }, now)).id;
  const dynamic = (...of: Condition[]): SelectionDefinition => ({
    kind: 'dynamic',
    conditions: { field: 'group', match: 'all', of },
  });
  const named = (value: string): Condition => ({ field: 'firstName', operator: 'startsWith', value });
  const combined = (firstId: string, secondId: string, operator: CombineOperator = 'either') =>
    ({ kind: 'combined', operator, firstId, secondId }) as const;
  const of = (id: string, user: TeamUser = alva) => [db, selectionKind, user, id] as const;
  const inside = async (id: string) =>
    unwrap(await listPeopleOf(of(id), page, now)).people.map(({ firstName }) => firstName);

  test('§19 dynamic, mailings §19 dynamic: people are found anew each time, and nobody is added', async () => {
    await someone('Anna');
    const id = await make('A', { definition: dynamic(named('A')) });
    expect(await inside(id)).toEqual(['Anna']);
    const axel = await someone('Axel');
    expect(await inside(id)).toEqual(['Anna', 'Axel']);
    expect(await openSelection(db, alva, id, now)).toMatchObject({
      value: { kind: 'dynamic', people: 2, definition: dynamic(named('A')) },
    });
    expect(await changePeopleOf(of(id), { add: [axel], remove: [] }, refuseUnlessStatic)).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('nobody can be added'),
    });
    unwrap(await defineSelection(db, alva, id, dynamic(named('Ax'))));
    expect(await inside(id)).toEqual(['Axel']);
    expect(await defineSelection(db, alva, id, combined(id, id))).toMatchObject({
      fields: [{ path: 'definition.kind' }],
    });
  });

  test('§19 dynamic: whom it would find is told before it is kept', async () => {
    await createPeople(
      db,
      alva.workspaceId,
      Array.from({ length: 12 }, (_, index) => ({ firstName: `P${index}` })),
      now,
    );
    const found = unwrap(await previewDefinition(db, alva, dynamic(named('P')), now));
    expect([found.total, found.people.length]).toEqual([12, 10]);
    expect(await previewDefinition(db, alva, combined(randomUUID(), randomUUID()), now)).toMatchObject({
      fields: [{ path: 'definition.firstId' }, { path: 'definition.secondId' }],
    });
  });

  test('§19 combined, mailings §19 combined: the five operators find whom the rule says, of static and dynamic selections', async () => {
    const [anna] = [await someone('Anna'), await someone('Axel'), await someone('Bo')];
    const bea = await someone('Bea');
    const first = await make('A', { definition: dynamic(named('A')) });
    const second = await make('Picked', { personIds: [anna, bea] });
    const isIn = { Anna: [true, true], Axel: [true, false], Bea: [false, true], Bo: [false, false] } as const;
    for (const operator of CombineOperator.options) {
      const id = await make(operator, { definition: combined(first, second, operator) });
      const meant = Object.entries(isIn).filter(([, [one, two]]) => isMeant(operator, one, two));
      expect(await inside(id), operator).toEqual(meant.map(([name]) => name));
      // Combined ones are parts, too.
      const nested = await make('nested', { definition: combined(id, second, 'onlyFirst') });
      const left = meant.filter(([, [, two]]) => !two).map(([name]) => name);
      expect(await inside(nested), operator).toEqual(left);
    }
  });

  test('§19 combined: a selection is never made of itself, and the way is named', async () => {
    const one = await make('One', { personIds: [] });
    const two = await make('Two', { definition: combined(one, await make('Zero', { personIds: [] })) });
    const three = await make('Three', { definition: combined(two, one) });
    expect(await defineSelection(db, alva, two, combined(one, three))).toMatchObject({
      code: 'INVALID_INPUT',
      message: 'definition.secondId: it would be made of itself: “Three” is made of “Two”',
      fields: [{ path: 'definition.secondId' }],
    });
    expect(await defineSelection(db, alva, two, combined(one, two))).toMatchObject({
      fields: [{ path: 'definition.secondId' }],
    });
    expect(
      await createSelection(db, alva, { id: randomUUID(), name: 'X', definition: combined(one, one) }, now),
    ).toMatchObject({ fields: [{ path: 'definition.secondId' }] });
  });

  test('§19 combined: so much can one be made of that it is still read in time', async () => {
    let made = await make('Two', { definition: combined(await make('a', {}), await make('b', {})) });
    // Each is read twice for the next: 2, then 2 × 3 + 2 = 8, then 2 × 9 + 2 = 20.
    const twice = async (id: string) =>
      combined(id, await make('Another', { definition: combined(id, await make('Nobody', {})) }));
    for (let times = 0; times < 2; times += 1) made = await make('Twice', { definition: await twice(made) });
    const over = { id: randomUUID(), name: 'Over', definition: await twice(made) };
    expect(await createSelection(db, alva, over, now)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'definition' }],
    });
  });

  test('§19: conditions name static selections only, and what the user may see', async () => {
    const found = await make('A', { definition: dynamic(named('A')) });
    const asks = (id: string) => dynamic(named('A'), { field: 'selection', operator: 'in', id });
    const create = (user: TeamUser, definition: SelectionDefinition) =>
      createSelection(db, user, { id: randomUUID(), name: 'New', definition }, now);
    expect(await create(alva, asks(found))).toMatchObject({
      fields: [{ path: 'definition.conditions.of.1.id', message: expect.stringContaining('“A” is not') }],
    });
    const picked = await make('Picked', { personIds: [await someone('Anna')] });
    expect(await create(bo, asks(picked))).toMatchObject({
      fields: [{ path: 'definition.conditions.of.1.id', message: 'there is no such selection' }],
    });
    unwrap(await shareList(of(picked), { shared: true, teamIds: [] }));
    expect(await create(bo, asks(picked))).toMatchObject({ ok: true });
    const nowhere = dynamic(
      { field: 'subscription', typeId: randomUUID(), operator: 'declined' },
      { field: 'campaign', operator: 'on', campaignId: randomUUID(), statuses: [] },
    );
    expect(await create(alva, nowhere)).toMatchObject({
      fields: [
        { path: 'definition.conditions.of.0.typeId' },
        { path: 'definition.conditions.of.1.campaignId' },
      ],
    });
  });

  test('§19 kept, mailings §19 made static: those who are in it now are kept, and it is static from then on', async () => {
    const people = Array.from({ length: 1200 }, (_, index) => ({ firstName: `P${index}` }));
    await createPeople(db, alva.workspaceId, people, now);
    const id = await make('P', { definition: dynamic(named('P')) });
    expect(await makeStatic(db, bo, id, now)).toMatchObject({ code: 'NOT_FOUND' });
    expect(unwrap(await makeStatic(db, alva, id, now))).toMatchObject({ kind: 'static', people: 1200 });
    await someone('Pia');
    expect(unwrap(await listPeopleOf(of(id), page, now)).total).toBe(1200);
    expect(unwrap(await makeStatic(db, alva, id, now))).toMatchObject({ kind: 'static', people: 1200 });
    expect(await defineSelection(db, alva, id, dynamic(named('P')))).toMatchObject({
      fields: [{ path: 'definition.kind' }],
    });
  });

  test('§19: what another is made of is not deleted, and the other is named', async () => {
    const [one, two] = [await make('One', { personIds: [] }), await make('Two', { personIds: [] })];
    const both = await make('Both', { definition: combined(one, two) });
    const remove = (id: string, user = alva) =>
      deleteList(...of(id, user), now, (tx) => refuseInUse(tx, user, id));
    expect(await remove(one)).toMatchObject({
      code: 'SELECTION_IN_USE',
      message: 'selections are made of it: “Both”',
    });
    unwrap(await remove(both));
    unwrap(await remove(one));
    const back = await restoreList(...of(both), now, (tx) => refuseMissingParts(tx, alva, both));
    expect(back).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('made of is deleted') });
    unwrap(await restoreList(...of(one), now));
    unwrap(await restoreList(...of(both), now, (tx) => refuseMissingParts(tx, alva, both)));
    // Of one that its user may not see, not even the name is told.
    unwrap(await shareList(of(two), { shared: true, teamIds: [] }));
    const hidden = dynamic(named('A'), { field: 'selection', operator: 'in', id: two });
    unwrap(await createSelection(db, bo, { id: randomUUID(), name: 'Secret', definition: hidden }, now));
    expect(await remove(two)).toMatchObject({
      message: 'selections are made of it: “Both”, one that you may not see',
    });
  });

  test('a shared selection is read by those who may not see what it is made of', async () => {
    const picked = await make('Picked', { personIds: [await someone('Anna')] });
    const id = await make('All', { definition: combined(picked, await make('None', { personIds: [] })) });
    unwrap(await shareList(of(id), { shared: true, teamIds: [] }));
    expect(unwrap(await listPeopleOf(of(id, bo), page, now)).total).toBe(1);
    expect(await listPeopleOf(of(picked, bo), page, now)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a selection is resolved in its own workspace only', async () => {
    const id = await make('A', { definition: dynamic(named('A')) });
    expect(await resolveSelection(db.kysely, alva.workspaceId, id)).toMatchObject({
      value: { kind: 'dynamic' },
    });
    const elsewhere = await addWorkspace(db, 'Other', ['Ola']);
    expect(await resolveSelection(db.kysely, elsewhere.workspaceId, id)).toMatchObject({ code: 'NOT_FOUND' });
  });
});
