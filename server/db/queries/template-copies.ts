import { sql } from 'kysely';
import type { Campaign } from '../../../lib/contract/campaign.ts';
import type { Db, Tx } from '../open.ts';
import { findCampaigns } from './campaigns.ts';
import { campaignVisibleTo } from './visible.ts';

/** Campaigns that a user may see in which a step holds a copy of the template, by name. */
export async function findCampaignsWithCopy(
  db: Db,
  workspaceId: string,
  templateId: string,
  viewer: string,
): Promise<Campaign[]> {
  const copy = JSON.stringify([{ steps: [{ email: { fromTemplate: { id: templateId } } }] }]);
  const { rows } = await sql<{ id: string }>`
    select c.id from campaigns c where c.workspace_id = ${workspaceId} and c.days @> ${copy}::jsonb
    and ${campaignVisibleTo(viewer)}
  `.execute(db);
  const campaigns = await findCampaigns(
    db,
    workspaceId,
    rows.map(({ id }) => id),
  );
  return campaigns.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

/** Locks campaigns that a user may see until the transaction ends, in the order of their ids so that two never wait for each other. */
export async function lockCampaigns(
  tx: Tx,
  workspaceId: string,
  ids: string[],
  viewer: string,
): Promise<Campaign[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from campaigns c where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[])
    and c.archived_at is null and ${campaignVisibleTo(viewer)} order by c.id for update
  `.execute(tx);
  return await findCampaigns(
    tx,
    workspaceId,
    rows.map(({ id }) => id),
  );
}

/** How many tasks of each step are open now, by step; of everybody. */
export async function countOpenByStep(
  db: Db,
  workspaceId: string,
  campaignIds: string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ step_id: string; total: number }>`
    select step_id, count(*)::int as total from tasks
    where workspace_id = ${workspaceId} and campaign_id = any(${campaignIds}::uuid[]) and status = 'open'
    group by step_id
  `.execute(db);
  return new Map(rows.map((row) => [row.step_id, row.total]));
}
