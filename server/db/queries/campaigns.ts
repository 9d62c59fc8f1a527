import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { type Campaign, CampaignSettings } from '../../../lib/contract/campaign.ts';
import type { Db, Tx } from '../open.ts';
import type { CampaignsTable } from '../tables/campaigns.ts';

export async function insertCampaign(
  db: Db,
  workspaceId: string,
  campaign: Campaign,
  now: Date,
): Promise<void> {
  await db
    .insertInto('campaigns')
    .values({
      workspace_id: workspaceId,
      id: campaign.id,
      name: campaign.name,
      category: campaign.category,
      settings: JSON.stringify(campaign.settings),
      days: JSON.stringify(campaign.days),
      created_at: now,
      updated_at: now,
    })
    .execute();
}

export async function findCampaign(db: Db, workspaceId: string, id: string): Promise<Campaign | null> {
  return (await findCampaigns(db, workspaceId, [id]))[0] ?? null;
}

/**
 * The campaign, locked until the transaction ends: launches into one campaign happen one after another, each with all
 * that the one before has written. Tasks go on meanwhile.
 */
export async function lockCampaign(tx: Tx, workspaceId: string, id: string): Promise<Campaign | null> {
  const row = await tx
    .selectFrom('campaigns')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? toCampaign(row) : null;
}

/** Those of the given campaigns that exist in this workspace, in no particular order. */
export async function findCampaigns(db: Db, workspaceId: string, ids: string[]): Promise<Campaign[]> {
  const rows = await db
    .selectFrom('campaigns')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map(toCampaign);
}

/** Campaigns by name, and how many there are in all. */
export async function listCampaigns(
  db: Db,
  workspaceId: string,
  page: { limit: number; offset: number },
): Promise<{ campaigns: Campaign[]; total: number }> {
  const found = db.selectFrom('campaigns').where('workspace_id', '=', workspaceId);
  const rows = await found
    .selectAll()
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { campaigns: rows.map(toCampaign), total: Number(count.total) };
}

function toCampaign(row: Selectable<CampaignsTable>): Campaign {
  return {
    id: row.id,
    name: row.name,
    category: row.category,
    // Rows of older versions, also imported ones, lack what has come since.
    settings: CampaignSettings.parse(row.settings),
    days: row.days,
  };
}
