import { sql } from 'kysely';
import { type LaunchLimits, usualLimits } from '../../../lib/contract/limits.ts';
import type { Db } from '../open.ts';

export async function getLimits(db: Db, workspaceId: string): Promise<LaunchLimits> {
  const { limits } = await db
    .selectFrom('workspaces')
    .select('limits')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return { ...usualLimits, ...limits };
}

export async function saveLimits(db: Db, workspaceId: string, limits: LaunchLimits): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ limits: JSON.stringify(limits) })
    .where('id', '=', workspaceId)
    .execute();
}

/** In how many other campaigns a user has people inside; null: in this one, too. */
export async function countOtherCampaigns(
  db: Db,
  workspaceId: string,
  userId: string,
  campaignId: string,
): Promise<number | null> {
  const { rows } = await sql<{ others: number; inside: boolean }>`
    select count(distinct campaign_id)::int as others, coalesce(bool_or(campaign_id = ${campaignId}::uuid), false) as inside
    from enrolments
    where workspace_id = ${workspaceId}::uuid and assignee_id = ${userId}::uuid and status = 'active'
  `.execute(db);
  const [row] = rows;
  return row && !row.inside ? row.others : null;
}
