import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Campaign } from '../../lib/contract/campaign.ts';
import type {
  CampaignDeletion,
  CampaignSheet,
  CampaignVersion,
} from '../../lib/contract/campaign-authoring.ts';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import { copySteps } from '../../lib/core/campaign/edit.ts';
import type { Database } from '../db/open.ts';
import { countHeld, findSheet, lockSheet } from '../db/queries/campaign-sheets.ts';
import { findVersions, listVersions } from '../db/queries/campaign-versions.ts';
import { archiveCampaign as archiveRow, deleteCampaign as deleteRow } from '../db/queries/campaigns.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { listTasksOfCampaign } from '../db/queries/people-inside.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { createCampaign } from './create.ts';
import { type Author, refuseStranger, unknownCampaign } from './refusals.ts';
import { changeOwn } from './update.ts';

/** A copy of one's own, shared with nobody: the same days, settings and category, nobody inside, steps with ids of their own. */
export async function copyCampaign(
  db: Database,
  { workspaceId, userId }: Author,
  id: string,
  copy: { id: string; name: string },
  now: Date,
): Promise<Result<CampaignSheet>> {
  const sheet = await findSheet(db.kysely, workspaceId, id, userId);
  if (!sheet) return unknownCampaign();
  const { category, settings, days } = sheet;
  const steps = copySteps(days, () => randomUUID());
  const drafted = { ...copy, category, settings, days: steps, shared: false };
  return await createCampaign(db, workspaceId, drafted, now, userId);
}

/** Takes nobody in any more, or again. Who is inside goes on. */
export async function archiveCampaign(
  db: Database,
  author: Author,
  id: string,
  archived: boolean,
  now: Date,
): Promise<Result<CampaignSheet>> {
  return await changeOwn(db, author, id, async (tx, sheet) => {
    if ((sheet.archivedAt !== null) === archived) return null;
    await archiveRow(tx, author.workspaceId, id, archived ? now : null);
    await recordChanges(tx, author.workspaceId, { campaigns: [id], horizon: horizonAt(now) });
    return null;
  });
}

export async function consequenceOfDeletion(
  { kysely }: Database,
  { workspaceId, userId }: Author,
  id: string,
): Promise<Result<z.output<typeof CampaignDeletion>>> {
  if (!(await findSheet(kysely, workspaceId, id, userId))) return unknownCampaign();
  return ok(await countHeld(kysely, workspaceId, id));
}

/**
 * Deletes a campaign with its versions, its runs that are over, and their tasks. The history of people stays.
 *
 * @returns `CAMPAIGN_IN_USE` while people are inside
 */
export async function deleteCampaign(
  db: Database,
  author: Author,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  const { workspaceId } = author;
  return await withTransaction(db, async (tx) => {
    const sheet = await lockSheet(tx, workspaceId, id, author.userId);
    if (!sheet) return unknownCampaign();
    const refused = refuseStranger(sheet, author);
    if (refused) return refused;
    if (sheet.active > 0)
      return fail(
        'CAMPAIGN_IN_USE',
        `people are inside “${sheet.name}” (${sheet.active}); end their runs, or archive it`,
      );
    const tasks = await listTasksOfCampaign(tx, workspaceId, id);
    await deleteRow(tx, workspaceId, id);
    await recordChanges(tx, workspaceId, { campaigns: [id], tasks, horizon: horizonAt(now) });
    return ok({});
  });
}

/** What one version of a campaign says. */
export async function versionOf(
  { kysely }: Database,
  { workspaceId, userId }: Author,
  id: string,
  version: number,
): Promise<Result<Pick<Campaign, 'name' | 'settings' | 'days'>>> {
  if (!(await findSheet(kysely, workspaceId, id, userId))) return unknownCampaign();
  const content = (await findVersions(kysely, workspaceId, id, [version])).get(version);
  return content ? ok(content) : fail('NOT_FOUND', `there is no version ${version}`);
}

/** Versions of a campaign, the newest first. */
export async function versionsOf(
  { kysely }: Database,
  { workspaceId, userId }: Author,
  id: string,
): Promise<Result<{ versions: CampaignVersion[] }>> {
  if (!(await findSheet(kysely, workspaceId, id, userId))) return unknownCampaign();
  return ok({ versions: await listVersions(kysely, workspaceId, id) });
}
