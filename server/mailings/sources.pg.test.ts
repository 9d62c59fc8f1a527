import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { mailingTests, publicUrl } from '../../tests/support/mailings.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { createProject } from '../projects/projects.ts';
import { createSelection } from '../selections/selections.ts';
import type { TeamUser } from '../teams/teams.ts';
import { listMailings } from './mailings.ts';
import { previewMailing } from './preview.ts';
import { addSource, reachOf } from './sources.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('sources of recipients', (open) => {
  let db: Database;
  let alva: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('mailings').execute();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva']);
    alva = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
  });

  const { consenting, draft, settle, look, statuses } = mailingTests(() => ({ db, alva, now }));

  test('mailings §5.1 projects: their members are recipients', async () => {
    const anna = await consenting();
    const project = { id: randomUUID(), name: 'Harbour', description: '', status: 'active' } as const;
    unwrap(await createProject(db, alva, { ...project, personIds: [anna.id] }, now));
    const { id } = await draft([]);
    const source = { kind: 'project', id: randomUUID(), refId: project.id, excludes: false } as const;
    unwrap(await addSource(db, alva, id, source, now));
    await settle();
    expect(await statuses(id)).toEqual({ Anna: 'ready' });
    expect((await look(id)).sources).toMatchObject([{ name: 'Harbour', count: 1 }]);
  });

  test('mailings §5.3 counts: who of a selection and a project gets it is told for each rule before one is chosen', async () => {
    const [anna, bo, cia] = [
      await consenting(),
      await consenting({ firstName: 'Bo', email: 'bo@fjord.example' }),
      await consenting({ firstName: 'Cia', email: 'cia@fjord.example' }),
    ];
    const [selectionId, projectId] = [randomUUID(), randomUUID()];
    const inSelection = { id: selectionId, name: 'Fair', personIds: [anna.id, bo.id] };
    unwrap(await createSelection(db, alva, inSelection, now));
    const project = { id: projectId, name: 'Harbour', description: '', status: 'active' } as const;
    unwrap(await createProject(db, alva, { ...project, personIds: [bo.id, cia.id] }, now));
    const reach = async (selection: string | null, of: string | null) =>
      unwrap(await reachOf(db, alva, { selectionId: selection, projectId: of }, now));
    const both = { selection: 2, union: 3, intersection: 1, difference: 1 };
    expect(await reach(selectionId, projectId)).toEqual(both);
    expect(await reach(null, projectId)).toMatchObject({ selection: 0, union: 2 });
    expect(await reach(null, null)).toMatchObject({ union: 0 });
    for (const [rule, names] of [
      ['selection', ['Anna', 'Bo']],
      ['union', ['Anna', 'Bo', 'Cia']],
      ['intersection', ['Bo']],
      ['difference', ['Anna']],
    ] as const) {
      const { id } = await draft([], { setup: { selectionId, projectId, rule } });
      await settle();
      expect(Object.keys(await statuses(id)).sort()).toEqual(names);
      expect(both[rule]).toBe(names.length);
    }
    const stranger = { ...alva, userId: randomUUID(), role: 'user' } as const;
    expect(await reachOf(db, stranger, { selectionId, projectId: null }, now)).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('mailings §23 lists: a mailing stands with the selection and the project that it names or takes recipients from', async () => {
    const [selectionId, projectId] = [randomUUID(), randomUUID()];
    unwrap(await createSelection(db, alva, { id: selectionId, name: 'Fair' }, now));
    const project = { id: projectId, name: 'Harbour', description: '', status: 'active' } as const;
    unwrap(await createProject(db, alva, { ...project, personIds: [] }, now));
    await draft([], { setup: { name: 'Named', selectionId, projectId } });
    const { id } = await draft([], { setup: { name: 'Sourced' } });
    await draft([], { setup: { name: 'Neither' } });
    const added = { id: randomUUID(), excludes: false };
    unwrap(await addSource(db, alva, id, { kind: 'project', refId: projectId, ...added }, now));
    const without = { id: randomUUID(), excludes: true };
    unwrap(await addSource(db, alva, id, { kind: 'selection', refId: selectionId, ...without }, now));
    const usual = { search: '', mine: false, statuses: [], selectionId: null, projectId: null };
    const namesOf = async (of: { selectionId?: string; projectId?: string }) => {
      const found = await listMailings(db, alva, { ...usual, ...of, limit: 10, offset: 0 });
      return found.mailings.map(({ name }) => name).sort();
    };
    expect(await namesOf({ selectionId })).toEqual(['Named']);
    expect(await namesOf({ projectId })).toEqual(['Named', 'Sourced']);
    expect(await namesOf({})).toEqual(['Named', 'Neither', 'Sourced']);
  });

  test('mailings §5.2 import: known people are these people, others stay, and every column is a field', async () => {
    const anna = await consenting();
    const importId = randomUUID();
    const { workspaceId } = alva;
    await db.kysely
      .insertInto('imports')
      .values({
        workspace_id: workspaceId,
        id: importId,
        name: 'fair.csv',
        bytes: 1,
        headers: '[]',
        target: 'list',
        status: 'done',
        created_at: now,
        updated_at: now,
        by_user_id: alva.userId,
      })
      .execute();
    const row = (place: number, email: string, name: string, personId: string | null) => ({
      workspace_id: workspaceId,
      import_id: importId,
      row: place,
      email,
      written: email,
      name,
      mobile: null,
      person_id: personId,
      fields: JSON.stringify({ stand: `Stand ${place}` }),
    });
    const rows = [
      row(1, 'anna@fjord.example', 'A. Ek', anna.id),
      row(2, 'guest@sea.example', 'A Guest', null),
    ];
    await db.kysely.insertInto('import_rows').values(rows).execute();
    const { id } = await draft([], { content: { html: '<p>{{full_name}}: [[import.stand]]</p>' } });
    const source = { kind: 'import', id: randomUUID(), refId: importId, excludes: false } as const;
    unwrap(await addSource(db, alva, id, source, now));
    await settle();
    expect(await statuses(id)).toEqual({ Anna: 'ready', 'A Guest': 'ready' });
    const recipients = await db.kysely
      .selectFrom('mailing_recipients')
      .select(['id', 'name'])
      .where('mailing_id', '=', id)
      .orderBy('name')
      .execute();
    const shown = [];
    for (const { id: recipientId } of recipients)
      shown.push(unwrap(await previewMailing(db, alva, id, { recipientId }, publicUrl)).text);
    expect(shown).toEqual(['A Guest: Stand 2', 'Anna: Stand 1']);
    const [import_] = (await look(id)).sources;
    expect(import_).toMatchObject({ kind: 'import', name: 'fair.csv', count: 2 });
  });
});
