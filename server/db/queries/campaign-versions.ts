import { sql } from 'kysely';
import { type Campaign, CampaignSettings, type Enrolment } from '../../../lib/contract/campaign.ts';
import type { CampaignVersion } from '../../../lib/contract/campaign-authoring.ts';
import { changedSettings, changesOf } from '../../../lib/core/campaign/edit-impact.ts';
import type { Db, Tx } from '../open.ts';
import type { CampaignContent } from '../tables/campaigns.ts';
import { findCampaigns } from './campaigns.ts';

/** Keeps what a version says. */
export async function insertVersion(
  tx: Tx,
  workspaceId: string,
  campaign: CampaignContent & { id: string; version: number; restoredFrom?: number },
  userId: string | null,
  now: Date,
): Promise<void> {
  const { id, version, restoredFrom = null, name, settings, days } = campaign;
  await tx
    .insertInto('campaign_versions')
    .values({
      workspace_id: workspaceId,
      campaign_id: id,
      version,
      content: JSON.stringify({ name, settings, days }),
      restored_from: restoredFrom,
      at: now,
      by_user_id: userId,
    })
    .execute();
}

/**
 * Writes a campaign as its next version.
 * @returns the version's number
 */
export async function writeVersion(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign & { restoredFrom?: number },
  userId: string,
  now: Date,
): Promise<number> {
  const { version } = await tx
    .updateTable('campaigns')
    .set((eb) => ({
      name: campaign.name,
      category: campaign.category,
      settings: JSON.stringify(campaign.settings),
      days: JSON.stringify(campaign.days),
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', campaign.id)
    .returning('version')
    .executeTakeFirstOrThrow();
  await insertVersion(tx, workspaceId, { ...campaign, version }, userId, now);
  return version;
}

/** Writes texts that are others now as the next version, and takes along who goes by the present one. */
export async function renewVersion(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  userId: string,
  now: Date,
): Promise<void> {
  const version = await writeVersion(tx, workspaceId, campaign, userId, now);
  await tx
    .updateTable('enrolments')
    .set({ version })
    .where('workspace_id', '=', workspaceId)
    .where('campaign_id', '=', campaign.id)
    .where('version', '=', version - 1)
    .execute();
}

/** What the given versions say, by number. */
export async function findVersions(
  db: Db,
  workspaceId: string,
  campaignId: string,
  versions: readonly number[],
): Promise<Map<number, CampaignContent>> {
  if (versions.length === 0) return new Map();
  const rows = await db
    .selectFrom('campaign_versions')
    .select(['version', 'content'])
    .where('workspace_id', '=', workspaceId)
    .where('campaign_id', '=', campaignId)
    .where('version', 'in', [...versions])
    .execute();
  return new Map(
    rows.map(({ version, content: { name, settings, days } }) => [
      version,
      { name, settings: CampaignSettings.parse(settings), days },
    ]),
  );
}

/** Versions of a campaign, the newest first. */
export async function listVersions(
  db: Db,
  workspaceId: string,
  campaignId: string,
): Promise<CampaignVersion[]> {
  const { rows } = await sql<{
    version: number;
    at: Date;
    by_name: string | null;
    content: CampaignContent;
    restored_from: number | null;
    people: number;
  }>`
    select v.version, v.at, u.name as by_name, v.content, v.restored_from,
      (select count(*)::int from enrolments e where e.workspace_id = v.workspace_id
        and e.campaign_id = v.campaign_id and e.version = v.version and e.status = 'active') as people
    from campaign_versions v left join users u on u.id = v.by_user_id
    where v.workspace_id = ${workspaceId} and v.campaign_id = ${campaignId} order by v.version desc
  `.execute(db);
  return rows.map((row, index) => ({
    version: row.version,
    at: row.at.toISOString(),
    byName: row.by_name,
    name: row.content.name,
    steps: row.content.days.reduce((sum, day) => sum + day.steps.length, 0),
    restoredFrom: row.restored_from,
    people: row.people,
    ...whatChanged(rows[index + 1]?.content, row.content),
  }));
}

function whatChanged(before: CampaignContent | undefined, after: CampaignContent) {
  if (!before) return { changes: [], settings: [] };
  return { changes: changesOf(before, after), settings: changedSettings(before, after) };
}

/** As much of a run as says by what it goes. */
type RunOnVersion = Pick<Enrolment, 'campaignId' | 'version'>;

/**
 * The campaign as a run goes by it: the version that it began with or was moved to, under the present name and
 * category. Of data that is older than versions the present one.
 *
 * @returns null when there is no such campaign
 */
export async function findCampaignOfRun(
  db: Db,
  workspaceId: string,
  run: RunOnVersion,
): Promise<Campaign | null> {
  return (await findCampaignsOfRuns(db, workspaceId, [run]))(run);
}

/** The same for many runs, looked up at once. */
export async function findCampaignsOfRuns(
  db: Db,
  workspaceId: string,
  runs: readonly RunOnVersion[],
): Promise<(run: RunOnVersion) => Campaign | null> {
  const ids = [...new Set(runs.map(({ campaignId }) => campaignId))];
  const campaigns = new Map((await findCampaigns(db, workspaceId, ids)).map((one) => [one.id, one]));
  const known = new Map<string, Map<number, CampaignContent>>();
  for (const id of ids) {
    const versions = runs.flatMap(({ campaignId, version }) =>
      campaignId === id && version ? [version] : [],
    );
    known.set(id, await findVersions(db, workspaceId, id, [...new Set(versions)]));
  }
  return ({ campaignId, version = 0 }) => {
    const campaign = campaigns.get(campaignId);
    if (!campaign) return null;
    const content = known.get(campaignId)?.get(version);
    return content ? { ...campaign, settings: content.settings, days: content.days } : campaign;
  };
}
