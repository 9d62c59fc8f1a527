import { sql } from 'kysely';
import type { Selection } from '../../../lib/contract/selection.ts';
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
      to_jsonb(s.team_ids) as "teamIds", (
        select count(*)::int from selection_members m
        where m.workspace_id = s.workspace_id and m.list_id = s.id) as people
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
  { id, name }: { id: string; name: string },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into selections (workspace_id, id, name, owner_id, created_at)
    values (${workspaceId}, ${id}, ${name}, ${userId}, ${now})
    on conflict (workspace_id, id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}
