import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Person } from '../../../lib/contract/person.ts';
import type { Db } from '../open.ts';
import type { PeopleTable } from '../schema.ts';

/** Adds people in one statement, however many. */
export async function insertPeople(db: Db, workspaceId: string, people: Person[], now: Date): Promise<void> {
  const rows = JSON.stringify(people.map((person) => toRow(person)));
  await sql`
    insert into people (workspace_id, id, first_name, last_name, email, title, company_name, phone, profile_url,
      time_zone, language, fields, created_at, updated_at)
    select ${workspaceId}::uuid, id, first_name, last_name, email, title, company_name, phone, profile_url,
      time_zone, language, fields, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, first_name text, last_name text, email text, title text,
      company_name text, phone text, profile_url text, time_zone text, language text, fields jsonb)
  `.execute(db);
}

/** Writes a person's columns; answers whether the person exists in this workspace. */
export async function savePerson(db: Db, workspaceId: string, person: Person, now: Date): Promise<boolean> {
  const { id, ...columns } = toRow(person);
  const result = await db
    .updateTable('people')
    .set({ ...columns, fields: JSON.stringify(columns.fields), updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findPerson(db: Db, workspaceId: string, id: string): Promise<Person | null> {
  return (await findPeople(db, workspaceId, [id]))[0] ?? null;
}

/** Those of the given people that exist in this workspace, in no particular order. */
export async function findPeople(db: Db, workspaceId: string, ids: string[]): Promise<Person[]> {
  const rows = await db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map(toPerson);
}

export interface PeoplePage {
  /** Part of a name, address or company; upper and lower case are the same. */
  search?: string | undefined;
  limit: number;
  offset: number;
}

/** People by last name, and how many there are in all. */
export async function listPeople(
  db: Db,
  workspaceId: string,
  page: PeoplePage,
): Promise<{ people: Person[]; total: number }> {
  const pattern = page.search ? `%${page.search.trim().replace(/[\\%_]/g, '\\$&')}%` : '%';
  const found = db
    .selectFrom('people')
    .where('workspace_id', '=', workspaceId)
    .where(
      sql<boolean>`((first_name || ' ' || last_name) ilike ${pattern} or coalesce(email, '') ilike ${pattern}
        or coalesce(company_name, '') ilike ${pattern})`,
    );
  const rows = await found
    .selectAll()
    .orderBy(sql`lower(last_name)`)
    .orderBy(sql`lower(first_name)`)
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { people: rows.map(toPerson), total: Number(count.total) };
}

function toRow(person: Person) {
  return {
    id: person.id,
    first_name: person.firstName,
    last_name: person.lastName,
    email: person.email,
    title: person.title,
    company_name: person.companyName,
    phone: person.phone,
    profile_url: person.profileUrl,
    time_zone: person.timeZone,
    language: person.language,
    fields: person.fields,
  };
}

function toPerson(row: Selectable<PeopleTable>): Person {
  return {
    id: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    title: row.title,
    companyName: row.company_name,
    phone: row.phone,
    profileUrl: row.profile_url,
    timeZone: row.time_zone,
    language: row.language,
    fields: row.fields,
  };
}
