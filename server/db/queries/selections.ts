import { sql } from 'kysely';
import type { Selection, SelectionDefinition } from '../../../lib/contract/selection.ts';
import type { Db, Tx } from '../open.ts';
import { visibleTo } from './visible.ts';

export type StoredSelection = Omit<Selection, 'mayChange'>;

/** Selections that a user may see, by name. @param id - only this one */
export async function listSelections(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  id: string | null = null,
): Promise<StoredSelection[]> {
  const { rows } = await sql<StoredSelection>`
    select s.id, s.name, s.kind, s.owner_id as "ownerId", u.name as "ownerName", s.shared,
      to_jsonb(s.team_ids) as "teamIds", case when s.kind = 'static' then (
        select count(*)::int from selection_members m
        where m.workspace_id = s.workspace_id and m.list_id = s.id) end as people
    from selections s left join users u on u.id = s.owner_id
    where s.workspace_id = ${workspaceId}::uuid and s.deleted_at is null
    and ${visibleTo('s', sql`${userId}::uuid`)} and (${id}::uuid is null or s.id = ${id}::uuid)
    order by lower(s.name), s.id
  `.execute(db);
  return rows;
}

/** @returns false: there is one of this id already, which stays as it is */
export async function insertSelection(
  tx: Tx,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  { id, name, definition = null }: { id: string; name: string; definition?: SelectionDefinition | null },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into selections (workspace_id, id, name, kind, definition, owner_id, created_at)
    values (${workspaceId}, ${id}, ${name}, ${definition?.kind ?? 'static'},
      ${definition && JSON.stringify(definition)}::jsonb, ${userId}, ${now})
    on conflict (workspace_id, id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Says what a selection asks for. */
export async function saveDefinition(
  tx: Tx,
  workspaceId: string,
  id: string,
  definition: SelectionDefinition,
): Promise<void> {
  await tx
    .updateTable('selections')
    .set({ definition: JSON.stringify(definition) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Makes a selection static; who is in it then are its members. */
export async function saveStatic(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx
    .updateTable('selections')
    .set({ kind: 'static', definition: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** What selections ask for, by id; static ones and deleted ones have no entry. */
export async function listDefinitions(
  db: Db,
  workspaceId: string,
): Promise<Map<string, SelectionDefinition>> {
  const rows = await db
    .selectFrom('selections')
    .select(['id', 'definition'])
    .where('workspace_id', '=', workspaceId)
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(rows.flatMap(({ id, definition }) => (definition ? [[id, definition] as const] : [])));
}

/** What one of them asks for, also when it is deleted. */
export async function findDefinition(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<SelectionDefinition | null> {
  const row = await db
    .selectFrom('selections')
    .select('definition')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.definition ?? null;
}

/** Keeps what selections are made of from being changed elsewhere until the transaction ends. */
export async function lockDefinitions(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`selections ${workspaceId}`}, 0))`.execute(tx);
}

/** Is there such a selection, and not deleted? */
export async function isThere(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('selections')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes people out of a selection that is not static yet, a batch. @returns whether there may be more */
export async function takeSomeMembers(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from selection_members m using (
      select i.workspace_id, i.list_id, i.person_id from selection_members i
      join selections s on s.workspace_id = i.workspace_id and s.id = i.list_id and s.kind <> 'static'
      where i.workspace_id = ${workspaceId}::uuid and i.list_id = ${id}::uuid limit 1000) gone
    where m.workspace_id = gone.workspace_id and m.list_id = gone.list_id and m.person_id = gone.person_id
  `.execute(db);
  return numAffectedRows > 0n;
}
