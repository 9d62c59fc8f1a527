import { sql } from 'kysely';
import type {
  CampaignSheet,
  CampaignSummary,
  CampaignView,
} from '../../../lib/contract/campaign-authoring.ts';
import type { Db, Tx } from '../open.ts';
import { toCampaign } from './campaigns.ts';
import { campaignVisibleTo } from './visible.ts';

/**
 * A campaign with owner, version and the people inside.
 * @param viewer - who must be allowed to see it; null: whoever it is for
 */
export async function findSheet(
  db: Db,
  workspaceId: string,
  id: string,
  viewer: string | null,
): Promise<CampaignSheet | null> {
  const row = await db
    .selectFrom('campaigns as c')
    .leftJoin('users as u', 'u.id', 'c.owner_id')
    .selectAll('c')
    .select(['u.name as owner_name'])
    .select(countRuns(sql`status = 'active'`).as('active'))
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', '=', id)
    .where(campaignVisibleTo(viewer))
    .executeTakeFirst();
  if (!row) return null;
  return { ...toCampaign(row), ...factsOf(row), active: Number(row.active) };
}

/**
 * The same, with the campaign locked until the transaction ends: launches into it happen one after another. Not against those who refer to it: a run that goes on
 * meanwhile would wait for us, and we for it.
 */
export async function lockSheet(
  tx: Tx,
  workspaceId: string,
  id: string,
  viewer: string | null,
): Promise<CampaignSheet | null> {
  await sql`
    select id from campaigns where workspace_id = ${workspaceId} and id = ${id} for no key update
  `.execute(tx);
  return await findSheet(tx, workspaceId, id, viewer);
}

export interface OverviewQuery {
  view: CampaignView;
  search?: string | undefined;
  category?: string | undefined;
  limit: number;
  offset: number;
}

/** Campaigns that a user may see by name, how many there are of the kind, and the categories of all of them. */
export async function listSummaries(
  db: Db,
  workspaceId: string,
  userId: string,
  query: OverviewQuery,
): Promise<{ campaigns: CampaignSummary[]; total: number; categories: string[] }> {
  const { view, search = '', category, limit, offset } = query;
  let found = db
    .selectFrom('campaigns as c')
    .where('c.workspace_id', '=', workspaceId)
    .where(campaignVisibleTo(userId));
  found = found.where('c.archived_at', view === 'archived' ? 'is not' : 'is', null);
  if (view === 'mine') found = found.where('c.owner_id', '=', userId);
  if (view === 'shared') found = found.where(isShared);
  if (view === 'unshared') found = found.where(sql<boolean>`not ${isShared}`);
  if (category !== undefined) found = found.where('c.category', '=', category);
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean))
    found = found.where(sql<boolean>`strpos(lower(c.name || ' ' || c.category), ${word}) > 0`);
  const rows = await found
    .leftJoin('users as u', 'u.id', 'c.owner_id')
    .select(['c.id', 'c.name', 'c.category', 'c.version', 'c.owner_id', 'c.archived_at', 'c.updated_at'])
    .select(['c.shared', 'c.team_ids'])
    .select(['u.name as owner_name'])
    .select(sql<number>`coalesce((c.days -> -1 ->> 'number')::int, 0)`.as('days'))
    .select(
      sql<number>`(select coalesce(sum(jsonb_array_length(d -> 'steps')), 0)::int
        from jsonb_array_elements(c.days) as d)`.as('steps'),
    )
    .select(countRuns(sql`status = 'active'`).as('active'))
    .select(countRuns(sql`status <> 'active'`).as('ended'))
    .orderBy(sql`lower(c.name)`)
    .orderBy('c.id')
    .limit(limit)
    .offset(offset)
    .execute();
  const count = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const campaigns = rows.map((row) => ({
    id: row.id,
    name: row.name,
    category: row.category,
    ...factsOf(row),
    days: Number(row.days),
    steps: Number(row.steps),
    active: Number(row.active),
    ended: Number(row.ended),
  }));
  return { campaigns, total: Number(count.total), categories: await listCategories(db, workspaceId, userId) };
}

/** How many campaigns a workspace has; null: the one of this id is among them. */
export async function countForNew(db: Db, workspaceId: string, id: string): Promise<number | null> {
  const { rows } = await sql<{ total: number; known: boolean }>`
    select count(*)::int as total, coalesce(bool_or(id = ${id}::uuid), false) as known
    from campaigns where workspace_id = ${workspaceId}::uuid`.execute(db);
  const [row] = rows;
  return row === undefined || row.known ? null : row.total;
}

/** With everybody or with a team. */
const isShared = sql<boolean>`(c.shared or cardinality(c.team_ids) > 0)`;

async function listCategories(db: Db, workspaceId: string, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('campaigns as c')
    .select('c.category')
    .distinct()
    .where('c.workspace_id', '=', workspaceId)
    .where('c.category', '<>', '')
    .where(campaignVisibleTo(userId))
    .execute();
  return rows.map(({ category }) => category).sort((a, b) => a.localeCompare(b));
}

function countRuns(such: ReturnType<typeof sql>) {
  return sql<number>`(select count(*)::int from enrolments e
    where e.workspace_id = c.workspace_id and e.campaign_id = c.id and ${such})`;
}

interface FactsRow {
  version: number;
  owner_id: string | null;
  owner_name: string | null;
  updated_at: Date;
  archived_at: Date | null;
  shared: boolean;
  team_ids: string[];
}

function factsOf(row: FactsRow) {
  return {
    version: row.version,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    changedAt: row.updated_at.toISOString(),
    archivedAt: row.archived_at?.toISOString() ?? null,
    shared: row.shared,
    teamIds: row.team_ids,
  };
}

/** What goes with a campaign when it is deleted. */
export async function countHeld(db: Db, workspaceId: string, id: string) {
  const { rows } = await sql<{ active: number; ended: number; tasks: number; versions: number }>`
    select
      (select count(*)::int from enrolments where workspace_id = ${workspaceId} and campaign_id = ${id}
        and status = 'active') as active,
      (select count(*)::int from enrolments where workspace_id = ${workspaceId} and campaign_id = ${id}
        and status <> 'active') as ended,
      (select count(*)::int from tasks where workspace_id = ${workspaceId} and campaign_id = ${id}) as tasks,
      (select count(*)::int from campaign_versions where workspace_id = ${workspaceId} and campaign_id = ${id}) as versions
  `.execute(db);
  const [counted] = rows;
  if (!counted) throw new Error('expected one row of counts');
  return counted;
}
