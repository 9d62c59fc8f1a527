import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { type Campaign, CampaignSettings } from '../../../lib/contract/campaign.ts';
import type { Db, Tx } from '../open.ts';
import type { CampaignsTable } from '../tables/campaigns.ts';
import { campaignVisibleTo } from './visible.ts';

/**
 * Adds a campaign.
 * @returns false: one with this id is there already, and stays as it is
 */
export async function insertCampaign(
  db: Db,
  workspaceId: string,
  campaign: Campaign & { shared?: boolean | undefined },
  ownerId: string | null,
  now: Date,
): Promise<boolean> {
  const added = await db
    .insertInto('campaigns')
    .values({
      workspace_id: workspaceId,
      id: campaign.id,
      name: campaign.name,
      category: campaign.category,
      settings: JSON.stringify(campaign.settings),
      days: JSON.stringify(campaign.days),
      owner_id: ownerId,
      shared: campaign.shared ?? true,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return added.length > 0;
}

/** One campaign that the user may see. */
export async function findCampaign(
  db: Db,
  workspaceId: string,
  id: string,
  viewer: string,
): Promise<Campaign | null> {
  const row = await db
    .selectFrom('campaigns as c')
    .selectAll()
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', '=', id)
    .where(campaignVisibleTo(viewer))
    .executeTakeFirst();
  return row ? toCampaign(row) : null;
}

/** Those of the given campaigns that a user may not see, each with all names that it has had. */
export async function findHiddenCampaigns(
  db: Db,
  workspaceId: string,
  viewer: string,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('campaigns as c')
    .select(['c.id', namesEver('c').as('names')])
    .where('c.workspace_id', '=', workspaceId)
    .where((eb) => eb('c.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .where(sql<boolean>`not ${campaignVisibleTo(viewer)}`)
    .execute();
  return new Map(rows.map(({ id, names }) => [id, names]));
}

/** All names that a campaign has had. @param row - its name in the query */
const namesEver = (row: string) => sql<string[]>`(
  select jsonb_agg(distinct v.content ->> 'name') from campaign_versions v
  where v.workspace_id = ${sql.ref(`${row}.workspace_id`)} and v.campaign_id = ${sql.ref(`${row}.id`)})`;

/** Those of the given campaigns of which a user works a run, or has. */
export async function listWorkedCampaigns(
  db: Db,
  workspaceId: string,
  userId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('enrolments')
    .select('campaign_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('assignee_id', '=', userId)
    .where((eb) => eb('campaign_id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return new Set(rows.map((row) => row.campaign_id));
}

/** Lines since a moment that bear the name of one of these campaigns, of people whom a device has. */
export async function listNamingLines(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  since: Date,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select a.id from activities a join campaigns c on c.workspace_id = a.workspace_id and c.id = a.campaign_id
    where a.workspace_id = ${workspaceId}::uuid and a.at >= ${since}::timestamptz and c.id = any(${ids}::uuid[])
    and ${namesEver('c')} ? a.title
    and exists (
      select from changes p where p.workspace_id = a.workspace_id and p.kind = 'person' and p.id = a.person_id)
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Those of the given campaigns that exist in this workspace, in no particular order, whoever may see them. */
export async function findCampaigns(db: Db, workspaceId: string, ids: string[]): Promise<Campaign[]> {
  const rows = await db
    .selectFrom('campaigns')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map(toCampaign);
}

/**
 * Campaigns that are not archived by name, and how many there are in all.
 * @param viewer - who must be allowed to see them; null: whoever they are for
 */
export async function listCampaigns(
  db: Db,
  workspaceId: string,
  page: { limit: number; offset: number },
  viewer: string | null,
): Promise<{ campaigns: Campaign[]; total: number }> {
  const found = db
    .selectFrom('campaigns as c')
    .where('c.workspace_id', '=', workspaceId)
    .where('c.archived_at', 'is', null)
    .where(campaignVisibleTo(viewer));
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

export async function archiveCampaign(
  tx: Tx,
  workspaceId: string,
  id: string,
  at: Date | null,
): Promise<void> {
  await tx
    .updateTable('campaigns')
    .set({ archived_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteCampaign(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('campaigns').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

/** The columns of a campaign as the contract has it. */
export function toCampaign(
  row: Pick<Selectable<CampaignsTable>, 'id' | 'name' | 'category' | 'settings' | 'days'>,
): Campaign {
  return {
    id: row.id,
    name: row.name,
    category: row.category,
    // Rows of older versions, also imported ones, lack what has come since.
    settings: CampaignSettings.parse(row.settings),
    days: row.days,
  };
}

/** All campaigns that a user may see by name, archived ones among them. */
export async function listCampaignNames(
  db: Db,
  workspaceId: string,
  viewer: string,
): Promise<{ id: string; name: string }[]> {
  return await db
    .selectFrom('campaigns as c')
    .select(['c.id', 'c.name'])
    .where('c.workspace_id', '=', workspaceId)
    .where(campaignVisibleTo(viewer))
    .orderBy(sql`lower(c.name)`)
    .orderBy('c.id')
    .execute();
}
