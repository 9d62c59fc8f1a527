import { sql } from 'kysely';
import type { Project } from '../../../lib/contract/project.ts';
import type { Db, Tx } from '../open.ts';
import { visibleTo } from './visible.ts';

export type StoredProject = Omit<Project, 'mayChange'>;
type ProjectText = Pick<Project, 'name' | 'description' | 'status'>;

/** Projects that a user may see, by name. @param id - only this one */
export async function listProjects(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  id: string | null = null,
): Promise<StoredProject[]> {
  const { rows } = await sql<StoredProject>`
    select s.id, s.name, s.description, s.status, s.owner_id as "ownerId", u.name as "ownerName", s.shared,
      to_jsonb(s.team_ids) as "teamIds", (
        select count(*)::int from project_members m
        where m.workspace_id = s.workspace_id and m.list_id = s.id) as people
    from projects s left join users u on u.id = s.owner_id
    where s.workspace_id = ${workspaceId}::uuid and s.deleted_at is null
    and ${visibleTo('s', sql`${userId}::uuid`)} and (${id}::uuid is null or s.id = ${id}::uuid)
    order by lower(s.name), s.id
  `.execute(db);
  return rows;
}

/** @returns false: there is one of this id already, which stays as it is */
export async function insertProject(
  tx: Tx,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  { id, name, description, status }: ProjectText & { id: string },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    insert into projects (workspace_id, id, name, description, status, owner_id, created_at)
    values (${workspaceId}, ${id}, ${name}, ${description}, ${status}, ${userId}, ${now})
    on conflict (workspace_id, id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

export async function saveProject(tx: Tx, workspaceId: string, id: string, text: ProjectText): Promise<void> {
  const { name, description, status } = text;
  await tx
    .updateTable('projects')
    .set({ name, description, status })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The name of a project, whoever may see it; null: the workspace has none, or it is deleted. */
export async function findProjectName(db: Db, workspaceId: string, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('projects')
    .select('name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.name ?? null;
}
