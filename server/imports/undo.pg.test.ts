import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Import, ImportConsent } from '../../lib/contract/import.ts';
import type { NewPerson, Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { Device, unwrap } from '../../tests/support/domain.ts';
import { importFile, leftOut } from '../../tests/support/imports.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listCompanies } from '../db/queries/companies.ts';
import { listPeople } from '../db/queries/people.ts';
import { findPersonConsent } from '../people/contexts.ts';
import { setInterests } from '../people/interests.ts';
import { logActivity } from '../people/log.ts';
import { createPeople, updatePerson } from '../people/people.ts';
import { createProject } from '../projects/projects.ts';
import { createTask } from '../tasks/create.ts';
import { getImport, type Importer, undoImport } from './imports.ts';
import { workOnImport } from './work.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-05T06:00:00.000Z');
const consent: ImportConsent = {
  purposes: ['sales', 'marketing'],
  legalBasis: 'legitimate_interest',
  source: 'import',
  text: 'Customers since 2024',
};

describeOnEachEngine('undoing an import', (open) => {
  let db: Database;
  let who: Importer;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    const [member] = await addColleagues(db);
    who = { ...member, role: 'admin' };
  });

  const people = async (): Promise<Person[]> =>
    (await listPeople(db.kysely, who.workspaceId, { limit: 1000, offset: 0 })).people;
  const named = async (firstName: string): Promise<Person> => {
    const person = (await people()).find((one) => one.firstName === firstName);
    if (!person) throw new Error(`expected somebody called ${firstName}`);
    return person;
  };
  const add = async (...some: NewPerson[]) => await createPeople(db, who.workspaceId, some, now);
  const undo = async ({ id }: Import): Promise<Import> => {
    unwrap(await undoImport(db, who, id, later));
    await workOnImport(db, { now: () => later });
    return unwrap(await getImport(db.kysely, who, id));
  };
  const companies = async () =>
    (await listCompanies(db.kysely, who.workspaceId, { limit: 10, offset: 0 })).companies.map(
      ({ name }) => name,
    );

  test('takes away whom it has added, with their companies and what was said of them', async () => {
    await add({ firstName: 'Old', email: 'old@nordby.example', companyName: 'Nordby' });
    const file = 'email,first name,company\na@nordby.example,Anna,Fjord\nb@nordby.example,Bo,Nordby\n';
    const done = await importFile(db, who, file, later, { consent });
    expect(await companies()).toEqual(['Fjord', 'Nordby']);
    expect(await undo(done)).toMatchObject({
      status: 'undone',
      undo: { removed: 2, kept: {} },
      canUndo: false,
    });
    expect((await people()).map(({ firstName }) => firstName)).toEqual(['Old']);
    expect(await companies()).toEqual(['Nordby']);
    expect(await undoImport(db, who, done.id, later)).toMatchObject({ ok: true });
  });

  test('keeps whom something has happened to since, and says so', async () => {
    const file = 'email,first name\na@x.example,Anna\nb@x.example,Bo\nc@x.example,Cia\nd@x.example,Dan\n';
    const done = await importFile(db, who, file, now);
    const [anna, bo, cia] = [await named('Anna'), await named('Bo'), await named('Cia')];
    const note = {
      id: randomUUID(),
      kind: 'note.logged',
      at: later.toISOString(),
      title: 'Rang',
      note: null,
    } as const;
    unwrap(await logActivity(db, who, anna.id, note, later));
    const task = { type: 'call', title: 'Ring', dueAt: later.toISOString(), personId: bo.id } as const;
    unwrap(await createTask(db, who.workspaceId, who.userId, task, later));
    unwrap(await updatePerson(db, who.workspaceId, cia.id, { ...cia, phone: '12' }, later));
    expect(await undo(done)).toMatchObject({ undo: { removed: 1, kept: { inUse: 3 } } });
    expect((await people()).map(({ firstName }) => firstName).sort()).toEqual(['Anna', 'Bo', 'Cia']);
    expect(await leftOut(db, who, done.id, 'kept')).toEqual(['2 inUse', '3 inUse', '4 inUse']);
  });

  test('keeps who takes part in a project or has an interest since', async () => {
    const file = 'email,first name\na@x.example,Anna\nb@x.example,Bo\nc@x.example,Cia\n';
    const done = await importFile(db, who, file, now);
    const project = { id: randomUUID(), name: 'Fair', description: '', status: 'active' } as const;
    unwrap(await createProject(db, who, { ...project, personIds: [(await named('Anna')).id] }, later));
    const interest = { id: randomUUID(), name: 'Boats' };
    unwrap(await setInterests(db, who.workspaceId, [interest], later));
    await db.kysely
      .insertInto('person_interests')
      .values({
        workspace_id: who.workspaceId,
        person_id: (await named('Bo')).id,
        interest_id: interest.id,
        at: later,
      })
      .execute();
    expect(await undo(done)).toMatchObject({ undo: { removed: 1, kept: { inUse: 2 } } });
    expect((await people()).map(({ firstName }) => firstName).sort()).toEqual(['Anna', 'Bo']);
  });

  test('puts back what it has changed where it still is so, and tells devices that show it', async () => {
    await add(
      {
        firstName: 'Anna',
        email: 'anna@x.example',
        phone: '1',
        companyName: 'Nordby',
        fields: { Size: '38' },
      },
      { firstName: 'Bo', email: 'bo@x.example', phone: '1' },
    );
    const anna = await named('Anna');
    const task = { type: 'call', title: 'Ring', dueAt: later.toISOString(), personId: anna.id } as const;
    unwrap(await createTask(db, who.workspaceId, who.userId, task, now));
    const device = new Device(db, who);
    await device.pull(now);
    const file = 'email,phone,company,size,pet\nanna@x.example,2,Fjord,40,cat\nbo@x.example,2,,,\n';
    const rules = { create: false, update: 'overwrite' } as const;
    const done = await importFile(db, who, file, later, { rules, consent });
    expect(done.counts).toMatchObject({ updated: 2, consented: 2 });
    const bo = await named('Bo');
    unwrap(await updatePerson(db, who.workspaceId, bo.id, { ...bo, phone: '3' }, later));
    expect(await undo(done)).toMatchObject({ undo: { removed: 0, restored: 1, kept: { changed: 1 } } });
    expect(await named('Anna')).toMatchObject({ phone: '1', companyName: 'Nordby', fields: { Size: '38' } });
    expect(await named('Bo')).toMatchObject({ phone: '3' });
    const { purposes } = await findPersonConsent(db.kysely, who.workspaceId, anna.id);
    expect(purposes.map(({ status }) => status)).toEqual(['none', 'none']);
    expect(await companies()).toEqual(['Nordby']);
  });

  test('empties a list', async () => {
    const done = await importFile(db, who, 'email,name\na@x.example,Anna\n', now, {
      target: 'list',
      consent,
    });
    expect(await undo(done)).toMatchObject({ status: 'undone', undo: { removed: 1 } });
    const rows = await db.kysely
      .selectFrom('import_rows')
      .select('row')
      .where('import_id', '=', done.id)
      .execute();
    expect(rows).toEqual([]);
  });
});
