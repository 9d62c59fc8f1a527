import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addCampaign, addPerson, Device, launch, type Member, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listCompanies, listCompanyPeople } from '../db/queries/companies.ts';
import { findPeople } from '../db/queries/people.ts';
import { addCompany, deleteCompany, updateCompany } from './companies.ts';
import { createPeople, updatePerson } from './people.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const page = { limit: 10, offset: 0 };

describeOnEachEngine('companies', (open) => {
  let db: Database;
  let member: Member;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member] = await addColleagues(db);
  });

  const add = async (...companies: (string | null)[]) =>
    await createPeople(
      db,
      member.workspaceId,
      companies.map((companyName, index) => ({ firstName: `P${index}`, companyName })),
      now,
    );
  const listed = async (search?: string) =>
    (await listCompanies(db.kysely, member.workspaceId, { ...page, search })).companies.map(
      ({ name, people }) => `${name} ${people}`,
    );
  const companyOf = async (id: string) => {
    const [person] = await findPeople(db.kysely, member.workspaceId, [id]);
    return { id: person?.companyId ?? null, name: person?.companyName ?? null };
  };

  test('whoever is added with the name of a company is at it, however it is written', async () => {
    const people = await add('Fjordlys AS', ' fjordlys as', null, '  ', 'Tallmo');
    expect(await listed()).toEqual(['Fjordlys AS 2', 'Tallmo 1']);
    expect(people.map(({ companyName }) => companyName)).toEqual([
      'Fjordlys AS',
      'Fjordlys AS',
      null,
      null,
      'Tallmo',
    ]);
    await add('FJORDLYS AS');
    expect(await listed('jordl')).toEqual(['Fjordlys AS 3']);
  });

  test('two who add people at the same time make one company of a name', async () => {
    await Promise.all(Array.from({ length: 8 }, () => add('Nordkaj A/S', 'Lumiranta Oy')));
    expect(await listed()).toEqual(['Lumiranta Oy 8', 'Nordkaj A/S 8']);
  });

  test('of companies with one name the id says which is meant, else it is the oldest', async () => {
    const ids = [randomUUID(), randomUUID()];
    for (const [index, id] of ids.entries())
      unwrap(
        await addCompany(
          db,
          member.workspaceId,
          { id, name: 'Twin', city: `Town ${index}` },
          new Date(now.getTime() + index),
        ),
      );
    const [first] = await add('twin');
    expect((await companyOf(first?.id ?? '')).id).toBe(ids[0]);
    const change = { firstName: 'Anna', companyName: 'Twin', companyId: ids[1] ?? null };
    unwrap(await updatePerson(db, member.workspaceId, first?.id ?? '', change, now));
    expect((await companyOf(first?.id ?? '')).id).toBe(ids[1]);
    const byName = { firstName: 'Anna', companyName: 'Twin' };
    unwrap(await updatePerson(db, member.workspaceId, first?.id ?? '', byName, now));
    expect((await companyOf(first?.id ?? '')).id).toBe(ids[1]);
    // Without a name the id stands for it; an id that is nobody's stands for nothing.
    unwrap(
      await updatePerson(
        db,
        member.workspaceId,
        first?.id ?? '',
        { firstName: 'Anna', companyId: ids[0] ?? null },
        now,
      ),
    );
    expect(await companyOf(first?.id ?? '')).toEqual({ id: ids[0], name: 'Twin' });
    unwrap(
      await updatePerson(
        db,
        member.workspaceId,
        first?.id ?? '',
        { firstName: 'Anna', companyId: randomUUID() },
        now,
      ),
    );
    expect(await companyOf(first?.id ?? '')).toEqual({ id: null, name: null });
  });

  test('another name is another company, also where the id of the one before is told along', async () => {
    const [person] = await add('Tallmo');
    const before = await companyOf(person?.id ?? '');
    const change = { firstName: 'Anna', companyName: 'Grankulla', companyId: before.id };
    unwrap(await updatePerson(db, member.workspaceId, person?.id ?? '', change, now));
    expect(await listed()).toEqual(['Grankulla 1', 'Tallmo 0']);
  });

  test('a new name stands with everybody there, and devices are told', async () => {
    const anna = await addPerson(db, member.workspaceId, now);
    const change = { firstName: 'Anna', lastName: 'Ek', email: 'anna@example.com', companyName: 'Tallmo' };
    unwrap(await updatePerson(db, member.workspaceId, anna.id, change, now));
    await launch(db, member, await addCampaign(db, member.workspaceId, now), [anna], now);
    const device = new Device(db, member);
    await device.pull(now);
    const { id } = await companyOf(anna.id);
    const renamed = await updateCompany(db, member.workspaceId, id ?? '', { name: 'Tallmo Livs AB' }, now);
    expect(unwrap(renamed)).toMatchObject({ name: 'Tallmo Livs AB', people: 1 });
    await device.pull(now);
    expect(device.all('person')).toMatchObject([{ companyName: 'Tallmo Livs AB' }]);
    expect(device.all('task')).toMatchObject([{ companyName: 'Tallmo Livs AB' }]);
  });

  test('one that is deleted leaves its people, at none', async () => {
    const [first, second] = await add('Tallmo', 'Tallmo');
    const { id } = await companyOf(first?.id ?? '');
    expect((await listCompanyPeople(db.kysely, member.workspaceId, id ?? '', page)).total).toBe(2);
    expect(await deleteCompany(db, member.workspaceId, id ?? '', now)).toEqual({
      ok: true,
      value: { people: 2 },
    });
    expect(await listed()).toEqual([]);
    expect(await companyOf(second?.id ?? '')).toEqual({ id: null, name: null });
    expect(await deleteCompany(db, member.workspaceId, id ?? '', now)).toMatchObject({ code: 'NOT_FOUND' });
  });
});
