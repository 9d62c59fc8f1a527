import { sql } from 'kysely';
import type { Group } from '../../../lib/contract/group-api.ts';
import type { Person } from '../../../lib/contract/person.ts';
import type { Db, Tx } from '../open.ts';
import { findPeople } from './people.ts';
import { visibleTo } from './visible.ts';

export type StoredGroup = Omit<Group, 'mayChange'>;

/** Groups that a user may see, by name. @param id - only this one */
export async function listGroups(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  id: string | null = null,
): Promise<StoredGroup[]> {
  const { rows } = await sql<StoredGroup>`
    select g.id, g.name, g.owner_id as "ownerId", u.name as "ownerName", g.shared,
      to_jsonb(g.team_ids) as "teamIds", (
        select count(*)::int from person_group_members m
        where m.workspace_id = g.workspace_id and m.group_id = g.id) as people
    from person_groups g left join users u on u.id = g.owner_id
    where g.workspace_id = ${workspaceId}::uuid and ${visibleTo('g', sql`${userId}::uuid`)}
    and (${id}::uuid is null or g.id = ${id}::uuid)
    order by lower(g.name), g.id
  `.execute(db);
  return rows;
}

/** Locks a group until the transaction ends; answers whether the workspace has it. */
export async function lockGroup(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from person_groups where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for no key update
  `.execute(tx);
  return rows.length > 0;
}

/** @returns false: there is one of this id already, which stays as it is */
export async function insertGroup(
  tx: Tx,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  { id, name }: { id: string; name: string },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into person_groups (workspace_id, id, name, owner_id, created_at)
    values (${workspaceId}, ${id}, ${name}, ${userId}, ${now})
    on conflict (workspace_id, id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

export async function renameGroupRow(tx: Tx, workspaceId: string, id: string, name: string): Promise<void> {
  await sql`
    update person_groups set name = ${name} where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
  `.execute(tx);
}

export async function deleteGroupRow(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('person_groups').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

export async function addToGroup(
  tx: Tx,
  workspaceId: string,
  id: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`
    insert into person_group_members (workspace_id, group_id, person_id)
    select ${workspaceId}::uuid, ${id}::uuid, unnest(${[...personIds]}::uuid[]) on conflict do nothing
  `.execute(tx);
}

export async function takeFromGroup(
  tx: Tx,
  workspaceId: string,
  id: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`
    delete from person_group_members where workspace_id = ${workspaceId}::uuid and group_id = ${id}::uuid
    and person_id = any(${[...personIds]}::uuid[])
  `.execute(tx);
}

/** How many would be in a group if some were taken out and others added. */
export async function countAfter(
  tx: Tx,
  workspaceId: string,
  id: string,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int as people from (
      select person_id from person_group_members where workspace_id = ${workspaceId}::uuid
      and group_id = ${id}::uuid and not person_id = any(${[...remove]}::uuid[])
      union select unnest(${[...add]}::uuid[])) later
  `.execute(tx);
  return rows[0]?.people ?? 0;
}

/** Who is in a group, by last name, and how many in all. */
export async function listGroupPeople(
  db: Db,
  workspaceId: string,
  id: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ people: Person[]; total: number }> {
  const { rows } = await sql<{ id: string; total: number }>`
    select p.id, (count(*) over ())::int as total from person_group_members m
    join people p on p.workspace_id = m.workspace_id and p.id = m.person_id
    where m.workspace_id = ${workspaceId}::uuid and m.group_id = ${id}::uuid
    order by lower(p.last_name), lower(p.first_name), p.id limit ${limit} offset ${offset}
  `.execute(db);
  const ids = rows.map((row) => row.id);
  const found = new Map((await findPeople(db, workspaceId, ids)).map((person) => [person.id, person]));
  return { people: ids.flatMap((one) => found.get(one) ?? []), total: rows[0]?.total ?? 0 };
}
