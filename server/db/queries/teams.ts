import { sql } from 'kysely';
import type { Sharing } from '../../../lib/contract/sharing.ts';
import type { Db, Tx } from '../open.ts';

interface StoredTeam {
  id: string;
  name: string;
  memberIds: string[];
}

/** Teams by name, with who is in them. */
export async function listTeams(db: Db, workspaceId: string): Promise<StoredTeam[]> {
  const { rows } = await sql<StoredTeam>`
    select t.id, t.name, coalesce((
      select jsonb_agg(m.user_id order by m.user_id) from team_members m
      where m.workspace_id = t.workspace_id and m.team_id = t.id), '[]') as "memberIds"
    from teams t where t.workspace_id = ${workspaceId}::uuid order by lower(t.name), t.id
  `.execute(db);
  return rows;
}

export async function findTeam(db: Db, workspaceId: string, id: string): Promise<StoredTeam | null> {
  return (await listTeams(db, workspaceId)).find((team) => team.id === id) ?? null;
}

/** Adds a team, or gives it another name. */
export async function saveTeam(
  tx: Tx,
  workspaceId: string,
  { id, name }: { id: string; name: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('teams')
    .values({ workspace_id: workspaceId, id, name, created_at: now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet({ name }))
    .execute();
}

export async function deleteTeamRow(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('teams').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

/** Makes these the members of a team, and nobody else. */
export async function setMembers(
  tx: Tx,
  workspaceId: string,
  teamId: string,
  userIds: string[],
): Promise<void> {
  await sql`
    delete from team_members where workspace_id = ${workspaceId}::uuid and team_id = ${teamId}::uuid
    and not user_id = any(${userIds}::uuid[])
  `.execute(tx);
  await sql`
    insert into team_members (workspace_id, team_id, user_id)
    select ${workspaceId}::uuid, ${teamId}::uuid, unnest(${userIds}::uuid[]) on conflict do nothing
  `.execute(tx);
}

/** What can be shared; a table each. */
export const shareables = [
  'templates',
  'campaigns',
  'selections',
  'projects',
  'content_items',
  'mailings',
] as const;
export type Shareable = (typeof shareables)[number];
const canBeBroughtBack: readonly Shareable[] = ['selections', 'projects', 'content_items', 'mailings'];

/** What is shared with a team; what is deleted is not. */
export async function listSharedWith(
  db: Db,
  workspaceId: string,
  what: Shareable,
  teamId: string,
): Promise<{ id: string; teamIds: string[] }[]> {
  const { rows } = await sql<{ id: string; teamIds: string[] }>`
    select id, to_jsonb(team_ids) as "teamIds" from ${sql.table(what)}
    where workspace_id = ${workspaceId}::uuid and ${teamId}::uuid = any(team_ids)
    ${canBeBroughtBack.includes(what) ? sql`and deleted_at is null` : sql``}
  `.execute(db);
  return rows;
}

/** Takes a team away from what is shared with it. @param owners - only from theirs; null: from everybody's */
export async function unshareFrom(
  tx: Tx,
  workspaceId: string,
  what: Shareable,
  { teamId, owners }: { teamId: string; owners: string[] | null },
): Promise<void> {
  await sql`
    update ${sql.table(what)} set team_ids = array_remove(team_ids, ${teamId}::uuid)
    where workspace_id = ${workspaceId}::uuid and ${teamId}::uuid = any(team_ids)
    and (${owners}::uuid[] is null or owner_id = any(${owners}::uuid[]))
  `.execute(tx);
}

/** Says with whom something is shared. */
export async function saveSharing(
  tx: Tx,
  workspaceId: string,
  what: Shareable,
  id: string,
  { shared, teamIds }: Sharing,
): Promise<void> {
  await sql`
    update ${sql.table(what)} set shared = ${shared}, team_ids = ${teamIds}::uuid[]
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
  `.execute(tx);
}
