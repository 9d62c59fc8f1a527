import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Result } from '../../lib/contract/result.ts';
import { ok } from '../../lib/contract/result.ts';
import type { Template } from '../../lib/contract/template.ts';
import type { CampaignCopies, CopyUpdate, CopyUpdateReport } from '../../lib/contract/template-library.ts';
import {
  copiesIn,
  type Renewed,
  renewCopies,
  stateOf,
  type Versions,
} from '../../lib/core/library/renew-copies.ts';
import type { Database, Db } from '../db/open.ts';
import { renewVersion } from '../db/queries/campaign-versions.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { countOpenByStep, findCampaignsWithCopy, lockCampaigns } from '../db/queries/template-copies.ts';
import { findVersions } from '../db/queries/template-versions.ts';
import { findTemplate, lockTemplate } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { type Member, refuseArchived, refuseStale, unknownTemplate } from './refusals.ts';

/** Steps that hold a copy of the template, by campaign, and how each stands to the template's present text. */
export async function listCopies(
  db: Database,
  { workspaceId, userId }: Member,
  id: string,
): Promise<Result<{ version: number; campaigns: CampaignCopies[] }>> {
  const template = await findTemplate(db.kysely, workspaceId, userId, id);
  if (!template) return unknownTemplate();
  const found = await findCampaignsWithCopy(db.kysely, workspaceId, id, userId);
  const versions = await versionsTaken(db.kysely, workspaceId, id, found);
  const ids = found.map((campaign) => campaign.id);
  const open = await countOpenByStep(db.kysely, workspaceId, ids);
  const campaigns = found.map((campaign) => ({
    campaignId: campaign.id,
    name: campaign.name,
    steps: copiesIn(campaign, id).map((copy) => ({
      stepId: copy.step.id,
      title: copy.step.title,
      dayNumber: copy.dayNumber,
      version: copy.version,
      state: stateOf(copy, template, versions),
      openTasks: open.get(copy.step.id) ?? 0,
    })),
  }));
  return ok({ version: template.version, campaigns });
}

/**
 * Gives the template's present text to the copies of chosen campaigns. Tasks that are open already keep the text that
 * they were given; people inside who go by the present version get the new text from their next task on, those of older
 * versions keep theirs. A campaign that is unknown or holds no copy is refused by itself; the others go ahead.
 *
 * @returns per campaign what was done; `TEMPLATE_CHANGED` when the caller has looked at an older version
 */
export async function updateCopies(
  db: Database,
  { workspaceId, userId }: Member,
  id: string,
  asked: CopyUpdate,
  now: Date,
): Promise<Result<CopyUpdateReport>> {
  return await withTransaction(db, async (tx) => {
    const template = await lockTemplate(tx, workspaceId, userId, id);
    if (!template) return unknownTemplate();
    const refused = refuseArchived(template) ?? refuseStale(template, asked.version);
    if (refused) return refused;
    const found = await lockCampaigns(tx, workspaceId, asked.campaignIds, userId);
    const versions = await versionsTaken(tx, workspaceId, id, found);
    const renewed = found.map((campaign) => renewCopies(campaign, template, versions, asked.edited));
    const changed = renewed.flatMap((one) => (one.changed ? [one.campaign] : []));
    for (const campaign of changed) await renewVersion(tx, workspaceId, campaign, userId, now);
    const campaigns = changed.map((campaign) => campaign.id);
    await recordChanges(tx, workspaceId, { campaigns, horizon: horizonAt(now) });
    return ok(reportOf(asked.campaignIds, template, renewed));
  });
}

function reportOf(asked: string[], template: Template, renewed: Renewed[]): CopyUpdateReport {
  const report: CopyUpdateReport = { campaigns: [], refused: [] };
  const byId = new Map(renewed.map((one) => [one.campaign.id, one]));
  for (const campaignId of new Set(asked)) {
    const one = byId.get(campaignId);
    const { updated, same, kept } = one?.counts ?? { updated: 0, same: 0, kept: 0 };
    if (one && updated + same + kept > 0)
      report.campaigns.push({ campaignId, name: one.campaign.name, updated, same, kept });
    else
      report.refused.push({ campaignId, code: 'NOT_FOUND', message: withoutCopy(template, one?.campaign) });
  }
  return report;
}

function withoutCopy(template: Template, campaign: Campaign | undefined): string {
  if (!campaign) return 'there is no such campaign, or it is archived';
  return `no step of “${campaign.name}” holds a copy of “${template.name}”`;
}

/** The versions that the copies were taken from, as far as they are known. */
async function versionsTaken(
  db: Db,
  workspaceId: string,
  id: string,
  campaigns: Campaign[],
): Promise<Versions> {
  const taken = campaigns.flatMap((campaign) => copiesIn(campaign, id).map(({ version }) => version));
  const found = await findVersions(db, workspaceId, id, [...new Set(taken)]);
  return new Map([...found].map(([version, { content }]) => [version, content]));
}
