import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { ConditionGroup } from '../../lib/contract/condition.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { deleteList, restoreList } from '../people-lists/delete.ts';
import { changePeopleOf, listPeopleOf, shareList } from '../people-lists/keep.ts';
import { previewDefinition } from '../selections/define.ts';
import { refuseInUse } from '../selections/refuse.ts';
import { createSelection } from '../selections/selections.ts';
import { consequenceOfDeletion, createTeam, type TeamUser } from '../teams/teams.ts';
import { createProject, listProjects, projectKind, updateProject } from './projects.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const page = { limit: 10, offset: 0 };

describeOnEachEngine('projects', (open) => {
  let db: Database;
  let admin: TeamUser;
  let alva: TeamUser;
  let bo: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo']);
    const users = userIds.map((userId, index) => ({
      workspaceId,
      userId,
      role: index === 0 ? ('admin' as const) : ('user' as const),
    }));
    [admin, alva, bo] = users as [TeamUser, TeamUser, TeamUser];
  });

  const someone = async (firstName: string) => (await addPerson(db, alva.workspaceId, now, firstName)).id;
  const begin = async (personIds: string[], name = 'Harbour') => {
    const project = {
      id: randomUUID(),
      name,
      description: 'New quays',
      status: 'planned',
      personIds,
    } as const;
    return unwrap(await createProject(db, alva, project, now));
  };
  const of = (id: string, user: TeamUser = alva) => [db, projectKind, user, id] as const;
  const seenBy = async (user: TeamUser) => (await listProjects(db.kysely, user)).map(({ name }) => name);

  test('§19 projects, mailings §19 projects: they have a description, a status and people who take part', async () => {
    const [anna, dag] = [await someone('Anna'), await someone('Dag')];
    const { id } = await begin([anna]);
    const text = { name: 'Old harbour', description: '', status: 'done' } as const;
    expect(unwrap(await updateProject(db, alva, id, text))).toMatchObject({ ...text, people: 1 });
    expect(unwrap(await changePeopleOf(of(id), { add: [dag, dag], remove: [anna] })).people).toBe(1);
    expect(unwrap(await listPeopleOf(of(id), page, now)).people).toMatchObject([{ firstName: 'Dag' }]);
    expect(await changePeopleOf(of(id), { add: [randomUUID()], remove: [] })).toMatchObject({
      fields: [{ path: 'add.0' }],
    });
  });

  test('§19 sharing: a project is its owner’s until it is shared, and who sees it changes nothing', async () => {
    const { id } = await begin([await someone('Anna')]);
    expect([await seenBy(bo), await seenBy(admin)]).toEqual([[], ['Harbour']]);
    expect(await listPeopleOf(of(id, bo), page, now)).toMatchObject({ code: 'NOT_FOUND' });
    const memberIds = [alva.userId, bo.userId];
    const team = unwrap(await createTeam(db, admin, { id: randomUUID(), name: 'North', memberIds }, now));
    unwrap(await shareList(of(id), { shared: false, teamIds: [team.id] }));
    expect(await seenBy(bo)).toEqual(['Harbour']);
    expect(await updateProject(db, bo, id, { name: 'Mine', description: '', status: 'done' })).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(unwrap(await consequenceOfDeletion(db, admin, team.id))).toMatchObject({
      projects: 1,
      private: 1,
    });
  });

  test('§19 dynamic: people of a project are found, and it is not deleted while a selection asks for it', async () => {
    const [anna] = [await someone('Anna'), await someone('Dag')];
    const project = await begin([anna]);
    const asks = (operator: 'in' | 'notIn', id = project.id) => {
      const conditions: ConditionGroup = {
        field: 'group',
        match: 'all',
        of: [{ field: 'project', operator, id }],
      };
      return { kind: 'dynamic', conditions } as const;
    };
    const found = async (operator: 'in' | 'notIn') =>
      unwrap(await previewDefinition(db, alva, asks(operator), now)).people.map(({ firstName }) => firstName);
    expect([await found('in'), await found('notIn')]).toEqual([['Anna'], ['Dag']]);
    expect(await previewDefinition(db, bo, asks('in'), now)).toMatchObject({
      fields: [{ path: 'definition.conditions.of.0.id', message: 'there is no such project' }],
    });
    const selection = { id: randomUUID(), name: 'Builders', definition: asks('in') };
    unwrap(await createSelection(db, alva, selection, now));
    const refuse = (id: string) => deleteList(...of(id), now, (tx) => refuseInUse(tx, alva, id));
    expect(await refuse(project.id)).toMatchObject({
      code: 'SELECTION_IN_USE',
      message: expect.stringContaining('“Builders”'),
    });
    const other = await begin([], 'Other');
    unwrap(await refuse(other.id));
    expect(await seenBy(alva)).toEqual(['Harbour']);
    expect(unwrap(await restoreList(...of(other.id), now))).toEqual(other);
  });
});
