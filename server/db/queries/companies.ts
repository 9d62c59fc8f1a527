import { type Selectable, sql } from 'kysely';
import type { Company, CompanyRow } from '../../../lib/contract/company.ts';
import type { Person } from '../../../lib/contract/person.ts';
import type { Db, Tx } from '../open.ts';
import type { CompaniesTable } from '../tables/companies.ts';
import { findPeople, type PeoplePage } from './people.ts';

/** Companies by name, and how many there are in all. */
export async function listCompanies(
  db: Db,
  workspaceId: string,
  { search, limit, offset }: PeoplePage,
): Promise<{ companies: CompanyRow[]; total: number }> {
  const pattern = search ? `%${search.trim().replace(/[\\%_]/g, '\\$&')}%` : null;
  const isFound = sql<boolean>`${pattern}::text is null or c.name ilike ${pattern} or c.email ilike ${pattern}
    or c.city ilike ${pattern}`;
  const { rows } = await sql<Selectable<CompaniesTable> & { people: number }>`
    select c.*, ${peopleOf} as people from companies c
    where c.workspace_id = ${workspaceId} and (${isFound})
    order by lower(c.name), c.id
    limit ${limit} offset ${offset}
  `.execute(db);
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from companies c where c.workspace_id = ${workspaceId} and (${isFound})
  `.execute(db);
  return { companies: rows.map(toCompany), total: counted.rows[0]?.total ?? 0 };
}

export async function findCompany(db: Db, workspaceId: string, id: string): Promise<CompanyRow | null> {
  const { rows } = await sql<Selectable<CompaniesTable> & { people: number }>`
    select c.*, ${peopleOf} as people from companies c where c.workspace_id = ${workspaceId} and c.id = ${id}
  `.execute(db);
  const [row] = rows;
  return row ? toCompany(row) : null;
}

/** Adds companies; one whose id is there already stays as it is. */
export async function insertCompanies(
  db: Db,
  workspaceId: string,
  companies: readonly Company[],
  now: Date,
): Promise<void> {
  const rows = JSON.stringify(companies.map(toRow));
  await sql`
    insert into companies (workspace_id, id, name, email, phone, website, street, postcode, city, country, fields,
      no_mailings, created_at, updated_at)
    select ${workspaceId}::uuid, id, name, email, phone, website, street, postcode, city, country, fields,
      no_mailings, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, name text, email text, phone text, website text,
      street text, postcode text, city text, country text, fields jsonb, no_mailings boolean)
    on conflict (workspace_id, id) do nothing
  `.execute(db);
}

export async function saveCompany(tx: Tx, workspaceId: string, company: Company, now: Date): Promise<void> {
  const { id, ...columns } = toRow(company);
  await tx
    .updateTable('companies')
    .set({ ...columns, fields: JSON.stringify(columns.fields), updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteCompanyRow(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('companies').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

/** Keeps companies from being made by name elsewhere until the transaction ends. */
export async function lockCompanyNames(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`companies ${workspaceId}`}, 0))`.execute(tx);
}

/** Locks a company until the transaction ends. */
export async function lockCompany(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await sql`
    select 1 from companies where workspace_id = ${workspaceId} and id = ${id} for no key update
  `.execute(tx);
}

/** Companies of these names, in capitals or not, and of these ids; the oldest of a name comes first. */
export async function findCompanyNames(
  db: Db,
  workspaceId: string,
  { names, ids }: { names: readonly string[]; ids: readonly string[] },
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from companies
    where workspace_id = ${workspaceId}
    and (lower(name) = any(select lower(n) from unnest(${names}::text[]) as n) or id = any(${ids}::uuid[]))
    order by created_at, id
  `.execute(db);
  return rows;
}

/** Gives people who bear a company's name and belong to none the company of that name, which is made where there is none. */
export async function linkCompaniesByName(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  await sql`
    insert into companies (workspace_id, id, name, created_at, updated_at)
    select ${workspaceId}::uuid, gen_random_uuid(), min(trim(p.company_name)), ${now}::timestamptz, ${now}::timestamptz
    from people p
    where p.workspace_id = ${workspaceId} and p.company_id is null and trim(p.company_name) <> ''
    and not exists (select 1 from companies c
      where c.workspace_id = p.workspace_id and lower(c.name) = lower(trim(p.company_name)))
    group by lower(trim(p.company_name))
  `.execute(tx);
  await sql`
    update people p set company_id = c.id, company_name = c.name
    from (select distinct on (lower(name)) lower(name) as key, id, name from companies
      where workspace_id = ${workspaceId} order by lower(name), created_at, id) c
    where p.workspace_id = ${workspaceId} and p.company_id is null and lower(trim(p.company_name)) = c.key
  `.execute(tx);
}

/** Who works at a company, by last name. */
export async function listCompanyPeople(
  db: Db,
  workspaceId: string,
  companyId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ people: Person[]; total: number }> {
  const { rows } = await sql<{ id: string; total: number }>`
    select id, (count(*) over ())::int as total from people
    where workspace_id = ${workspaceId} and company_id = ${companyId}
    order by lower(last_name), lower(first_name), id
    limit ${limit} offset ${offset}
  `.execute(db);
  const found = await findPeople(
    db,
    workspaceId,
    rows.map(({ id }) => id),
  );
  const byId = new Map(found.map((person) => [person.id, person]));
  return { people: rows.flatMap(({ id }) => byId.get(id) ?? []), total: rows[0]?.total ?? 0 };
}

/** Ids of everybody at a company, locked until the transaction ends in an order in which no two lock each other out. */
export async function lockCompanyPeople(tx: Tx, workspaceId: string, companyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from people where workspace_id = ${workspaceId} and company_id = ${companyId}
    order by id for no key update
  `.execute(tx);
  return rows.map(({ id }) => id);
}

/** The name of their company as it stands with people; null: they belong to none. */
export async function saveCompanyNameOf(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  company: { id: string; name: string } | null,
  now: Date,
): Promise<void> {
  await sql`
    update people set company_id = ${company?.id ?? null}, company_name = ${company?.name ?? null}, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = any(${personIds}::uuid[])
  `.execute(tx);
}

const peopleOf = sql`(
  select count(*)::int from people p where p.workspace_id = c.workspace_id and p.company_id = c.id)`;

function toRow(company: Company) {
  const { noMailings, ...columns } = company;
  return { ...columns, no_mailings: noMailings };
}

function toCompany(row: Selectable<CompaniesTable> & { people: number }): CompanyRow {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    website: row.website,
    street: row.street,
    postcode: row.postcode,
    city: row.city,
    country: row.country,
    fields: row.fields,
    noMailings: row.no_mailings,
    people: row.people,
  };
}
