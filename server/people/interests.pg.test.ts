import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { ConditionGroup } from '../../lib/contract/condition.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listInterests } from '../db/queries/interests.ts';
import { previewDefinition } from '../selections/define.ts';
import { createSelection } from '../selections/selections.ts';
import type { TeamUser } from '../teams/teams.ts';
import { changeInterests, interestsOf, removeInterest, setInterests } from './interests.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('interests', (open) => {
  let db: Database;
  let maja: TeamUser;
  const [boats, golf] = [
    { id: randomUUID(), name: 'Boats' },
    { id: randomUUID(), name: 'Golf' },
  ];

  beforeEach(async () => {
    db ??= await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja']);
    maja = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
    unwrap(await setInterests(db, workspaceId, [boats, golf], now));
  });

  const someone = async (firstName: string) => (await addPerson(db, maja.workspaceId, now, firstName)).id;
  const change = (personIds: string[], { add = [], remove = [] }: { add?: string[]; remove?: string[] }) =>
    changeInterests(db, maja, { personIds, add, remove }, now);
  const namesOf = async (id: string) =>
    unwrap(await interestsOf(db.kysely, maja.workspaceId, id)).interests.map(({ name }) => name);

  test('§12 interests, mailings §12.1 interests: many people come to one at once; each change is a line of their history', async () => {
    const [anna, bo] = [await someone('Anna'), await someone('Bo')];
    expect(unwrap(await change([anna, bo], { add: [golf.id, boats.id] }))).toEqual({ people: 2 });
    expect(unwrap(await change([anna, bo], { add: [golf.id] }))).toEqual({ people: 0 });
    expect(unwrap(await change([bo], { remove: [golf.id] }))).toEqual({ people: 1 });
    expect([await namesOf(anna), await namesOf(bo)]).toEqual([['Boats', 'Golf'], ['Boats']]);
    const lines = await db.kysely
      .selectFrom('activities')
      .select(['kind', 'title', 'by_user_id'])
      .where('person_id', '=', bo)
      .orderBy('kind')
      .orderBy('title')
      .execute();
    expect(lines).toEqual([
      { kind: 'interest.added', title: 'Boats', by_user_id: maja.userId },
      { kind: 'interest.added', title: 'Golf', by_user_id: maja.userId },
      { kind: 'interest.removed', title: 'Golf', by_user_id: maja.userId },
    ]);
  });

  test('§12 interests: who and what is not there is named, and nothing is changed', async () => {
    const anna = await someone('Anna');
    expect(await change([anna, randomUUID()], { add: [golf.id] })).toMatchObject({
      fields: [{ path: 'personIds.1' }],
    });
    expect(await change([anna], { add: [golf.id, randomUUID()], remove: [randomUUID()] })).toMatchObject({
      fields: [{ path: 'add.1' }, { path: 'remove.0' }],
    });
    expect(await namesOf(anna)).toEqual([]);
  });

  test('§12 interests: the list is named and ordered; what somebody is interested in stays in it', async () => {
    const set = (interests: { id: string; name: string }[]) =>
      setInterests(db, maja.workspaceId, interests, now);
    unwrap(await change([await someone('Anna')], { add: [golf.id] }));
    expect(await set([boats])).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('1 person has the interest “Golf”'),
    });
    expect(await set([golf, { id: randomUUID(), name: 'GOLF' }])).toMatchObject({
      fields: [{ path: 'interests.1.name' }],
    });
    unwrap(await set([{ ...golf, name: 'Minigolf' }]));
    expect(await listInterests(db.kysely, maja.workspaceId)).toEqual([
      { id: golf.id, name: 'Minigolf', people: 1 },
    ]);
  });

  test('§12 removal: an interest is taken from everybody who has it, unless a selection asks for it', async () => {
    const anna = await someone('Anna');
    unwrap(await change([anna], { add: [golf.id, boats.id] }));
    const selection = { id: randomUUID(), name: 'Golfers' };
    const conditions: ConditionGroup = {
      field: 'group',
      match: 'all',
      of: [{ field: 'interests', operator: 'anyOf', ids: [golf.id] }],
    };
    const definition = { kind: 'dynamic', conditions } as const;
    unwrap(await createSelection(db, maja, { ...selection, definition }, now));
    expect(await removeInterest(db, maja, golf.id, now)).toMatchObject({
      code: 'SELECTION_IN_USE',
      message: expect.stringContaining('“Golfers”'),
    });
    expect(await namesOf(anna)).toEqual(['Boats', 'Golf']);
    expect(unwrap(await removeInterest(db, maja, boats.id, now)).interests).toEqual([{ ...golf, people: 1 }]);
    expect(await namesOf(anna)).toEqual(['Golf']);
    const gone = await db.kysely
      .selectFrom('activities')
      .select('title')
      .where('person_id', '=', anna)
      .where('kind', '=', 'interest.removed')
      .execute();
    expect(gone).toEqual([{ title: 'Boats' }]);
    expect(await removeInterest(db, maja, boats.id, now)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('§19 dynamic: people are found by any, all or none of some interests', async () => {
    const [anna, bo] = [await someone('Anna'), await someone('Bo')];
    await someone('Cia');
    unwrap(await change([anna, bo], { add: [golf.id] }));
    unwrap(await change([anna], { add: [boats.id] }));
    const find = async (operator: 'anyOf' | 'allOf' | 'noneOf', ids = [golf.id, boats.id]) => {
      const conditions: ConditionGroup = {
        field: 'group',
        match: 'all',
        of: [{ field: 'interests', operator, ids }],
      };
      return await previewDefinition(db, maja, { kind: 'dynamic', conditions }, now);
    };
    const names = async (operator: 'anyOf' | 'allOf' | 'noneOf') =>
      unwrap(await find(operator))
        .people.map(({ firstName }) => firstName)
        .sort();
    expect([await names('anyOf'), await names('allOf'), await names('noneOf')]).toEqual([
      ['Anna', 'Bo'],
      ['Anna'],
      ['Cia'],
    ]);
    expect(await find('anyOf', [golf.id, randomUUID()])).toMatchObject({
      fields: [{ path: 'definition.conditions.of.0.ids.1' }],
    });
  });
});
