import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Person } from '../../../lib/contract/person.ts';
import type { Db, Tx } from '../open.ts';
import type { PeopleTable } from '../tables/campaigns.ts';

/** Adds people in one statement, however many; one whose id is there already stays as they are. */
export async function insertPeople(db: Db, workspaceId: string, people: Person[], now: Date): Promise<void> {
  const rows = JSON.stringify(people.map((person) => toRow(person)));
  await sql`
    insert into people (workspace_id, id, first_name, last_name, email, title, company_name, company_id, phone, profile_url,
      time_zone, language, country, fields, created_at, updated_at)
    select ${workspaceId}::uuid, id, first_name, last_name, email, title, company_name, company_id, phone, profile_url,
      time_zone, language, country, fields, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, first_name text, last_name text, email text, title text,
      company_name text, company_id uuid, phone text, profile_url text, time_zone text, language text,
      country text, fields jsonb)
    on conflict (workspace_id, id) do nothing
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

/** Writes the columns of many people in one statement. */
export async function savePeople(
  tx: Tx,
  workspaceId: string,
  people: readonly Person[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return;
  const rows = JSON.stringify(people.map((person) => toRow(person)));
  await sql`
    update people p set first_name = r.first_name, last_name = r.last_name, email = r.email, title = r.title,
      company_name = r.company_name, company_id = r.company_id, phone = r.phone, profile_url = r.profile_url,
      time_zone = r.time_zone, language = r.language, country = r.country, fields = r.fields, updated_at = ${now}
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, first_name text, last_name text, email text, title text,
      company_name text, company_id uuid, phone text, profile_url text, time_zone text, language text,
      country text, fields jsonb)
    where p.workspace_id = ${workspaceId} and p.id = r.id
  `.execute(tx);
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

/** Who has one of the given addresses, by name, at most `perEmail` for each; `total` says how many have it. */
export async function findPeopleByEmail(
  db: Db,
  workspaceId: string,
  emails: string[],
  perEmail: number,
): Promise<{ asked: string; total: number; person: Person }[]> {
  const { rows } = await sql<{ asked: string; id: string; total: number }>`
    select asked, id, total from (
      select q.asked, p.id, p.last_name, p.first_name,
        row_number() over (partition by q.asked order by lower(p.last_name), lower(p.first_name), p.id) as place,
        (count(*) over (partition by q.asked))::int as total
      from unnest(${emails}::text[]) as q (asked)
      join people p on p.workspace_id = ${workspaceId} and lower(p.email) = lower(q.asked)
    ) as found
    where place <= ${perEmail}
    order by asked, place
  `.execute(db);
  const found = await findPeople(db, workspaceId, [...new Set(rows.map((row) => row.id))]);
  const people = new Map(found.map((person) => [person.id, person]));
  return rows.flatMap(({ asked, id, total }) => {
    const person = people.get(id);
    return person ? [{ asked, total, person }] : [];
  });
}

/** Locks a person until the transaction ends; answers whether the person exists in this workspace. */
export async function lockPerson(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** The same of several, in an order in which no two can lock each other out. */
export async function lockPeople(tx: Tx, workspaceId: string, ids: string[]): Promise<void> {
  await tx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
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

const mostFieldNames = 1000;

/** Names of the custom fields that somebody in the workspace has, by name. */
export async function listFieldNames(db: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name from people cross join lateral jsonb_object_keys(fields) as name
    where workspace_id = ${workspaceId}
    order by name
    limit ${mostFieldNames}
  `.execute(db);
  return rows.map(({ name }) => name);
}

function toRow(person: Person) {
  return {
    id: person.id,
    first_name: person.firstName,
    last_name: person.lastName,
    email: person.email,
    title: person.title,
    company_name: person.companyName,
    company_id: person.companyId ?? null,
    phone: person.phone,
    profile_url: person.profileUrl,
    time_zone: person.timeZone,
    language: person.language,
    country: person.country ?? null,
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
    companyId: row.company_id,
    phone: row.phone,
    profileUrl: row.profile_url,
    timeZone: row.time_zone,
    language: row.language,
    country: row.country,
    fields: row.fields,
  };
}
