import { type RawBuilder, sql } from 'kysely';
import type { Person } from '../../../lib/contract/person.ts';
import type { Db, Tx } from '../open.ts';
import { findPeople } from './people.ts';

const membersOf = { selections: 'selection_members', projects: 'project_members' } as const;
/** Named lists of people with an owner; a table each, and one of who is in them. */
export type PeopleListTable = keyof typeof membersOf;
export const peopleListTables = ['selections', 'projects'] as const satisfies PeopleListTable[];

interface Page {
  limit: number;
  offset: number;
}

/** Locks a list until the transaction ends. */
export async function lockList(
  tx: Tx,
  workspaceId: string,
  table: PeopleListTable,
  id: string,
): Promise<void> {
  await sql`
    select 1 from ${sql.table(table)} where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
    for no key update
  `.execute(tx);
}

export async function renameListRow(
  tx: Tx,
  workspaceId: string,
  table: PeopleListTable,
  id: string,
  name: string,
): Promise<void> {
  await sql`
    update ${sql.table(table)} set name = ${name} where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
  `.execute(tx);
}

/** Says that a list is deleted, or with `null` that it is there. Who is in it stays until it is forgotten. */
export async function setListDeleted(
  tx: Tx,
  workspaceId: string,
  table: PeopleListTable,
  id: string,
  at: Date | null,
): Promise<void> {
  await sql`
    update ${sql.table(table)} set deleted_at = ${at} where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
  `.execute(tx);
}

/** Whose list it was that was deleted at `since` or later; null: there is none. */
export async function findDeletedList(
  tx: Tx,
  workspaceId: string,
  table: PeopleListTable,
  id: string,
  since: Date,
): Promise<{ ownerId: string | null } | null> {
  const { rows } = await sql<{ ownerId: string | null }>`
    select owner_id as "ownerId" from ${sql.table(table)}
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and deleted_at >= ${since}
  `.execute(tx);
  return rows[0] ?? null;
}

/**
 * Takes away what is left of lists that were deleted before, a batch of people at a time.
 * @returns whether there may be more
 */
export async function forgetSomeDeleted(db: Db, table: PeopleListTable, before: Date): Promise<boolean> {
  const members = membersOf[table];
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(members)} m using (
      select i.workspace_id, i.list_id, i.person_id from ${sql.table(members)} i
      join ${sql.table(table)} l on l.workspace_id = i.workspace_id and l.id = i.list_id
      where l.deleted_at < ${before} limit 1000) gone
    where m.workspace_id = gone.workspace_id and m.list_id = gone.list_id and m.person_id = gone.person_id
  `.execute(db);
  if (numAffectedRows > 0n) return true;
  await sql`delete from ${sql.table(table)} where deleted_at < ${before}`.execute(db);
  return false;
}

/** Adds people to a list; who is in it stays. */
export async function addMembers(
  tx: Tx,
  workspaceId: string,
  table: PeopleListTable,
  id: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`
    insert into ${sql.table(membersOf[table])} (workspace_id, list_id, person_id)
    select ${workspaceId}::uuid, ${id}::uuid, unnest(${[...personIds]}::uuid[]) on conflict do nothing
  `.execute(tx);
}

export async function takeMembers(
  tx: Tx,
  workspaceId: string,
  table: PeopleListTable,
  id: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`
    delete from ${sql.table(membersOf[table])} where workspace_id = ${workspaceId}::uuid and list_id = ${id}::uuid
    and person_id = any(${[...personIds]}::uuid[])
  `.execute(tx);
}

/** Ids of who is in a list, as a query that gives each `person_id` once. */
export function membersOfList(
  workspaceId: string,
  table: PeopleListTable,
  id: string,
): RawBuilder<{ person_id: string }> {
  return sql`select m.person_id from ${sql.table(membersOf[table])} m
    where m.workspace_id = ${workspaceId}::uuid and m.list_id = ${id}::uuid`;
}

/** People whom such a query gives, by last name, and how many there are in all. */
export async function listPeopleIn(
  db: Db,
  workspaceId: string,
  people: RawBuilder<{ person_id: string }>,
  { limit, offset }: Page,
): Promise<{ people: Person[]; total: number }> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p where p.workspace_id = ${workspaceId}::uuid and p.id in (${people})
    order by lower(p.last_name), lower(p.first_name), p.id limit ${limit} offset ${offset}
  `.execute(db);
  const ids = rows.map((row) => row.id);
  const found = new Map((await findPeople(db, workspaceId, ids)).map((person) => [person.id, person]));
  return { people: ids.flatMap((one) => found.get(one) ?? []), total: await countPeople(db, people) };
}

/** How many people such a query gives. */
export async function countPeople(db: Db, people: RawBuilder<{ person_id: string }>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from (${people}) x`.execute(db);
  return rows[0]?.total ?? 0;
}
