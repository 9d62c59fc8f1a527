import type { Result } from '../../lib/contract/result.ts';
import { ok } from '../../lib/contract/result.ts';
import type { DeletionConsequence } from '../../lib/contract/template-library.ts';
import { copiesIn } from '../../lib/core/library/renew-copies.ts';
import type { Database } from '../db/open.ts';
import { findCampaignsWithCopy } from '../db/queries/template-copies.ts';
import { countFavouriteUsers } from '../db/queries/template-uses.ts';
import { listVersions } from '../db/queries/template-versions.ts';
import { deleteTemplateRow, findTemplate, lockTemplate } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { tellTemplates } from './change-own.ts';
import { figuresOf } from './figures.ts';
import { type Member, refuseStranger, type TemplateUser, unknownTemplate } from './refusals.ts';

/** What deleting a template would take away, to be told before it is done. */
export async function consequenceOfDeletion(
  db: Database,
  { workspaceId, userId }: Member,
  id: string,
): Promise<Result<DeletionConsequence>> {
  const template = await findTemplate(db.kysely, workspaceId, userId, id);
  if (!template) return unknownTemplate();
  const campaigns = await findCampaignsWithCopy(db.kysely, workspaceId, id, userId);
  return ok({
    figures: await figuresOf(db, workspaceId, id),
    versions: (await listVersions(db.kysely, workspaceId, id)).length,
    attachments: template.attachments.length,
    favouriteOf: await countFavouriteUsers(db.kysely, workspaceId, id),
    campaigns: campaigns.map((campaign) => ({
      campaignId: campaign.id,
      name: campaign.name,
      steps: copiesIn(campaign, id).length,
    })),
  });
}

/** Deletes a template with its figures, versions and attachments. Steps and tasks keep their copies. */
export async function deleteTemplate(
  db: Database,
  user: TemplateUser,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  const { workspaceId, userId } = user;
  return await withTransaction(db, async (tx) => {
    const template = await lockTemplate(tx, workspaceId, userId, id);
    if (!template) return unknownTemplate();
    const refused = refuseStranger(template, user);
    if (refused) return refused;
    await deleteTemplateRow(tx, workspaceId, id);
    await tellTemplates(tx, workspaceId, [id], now);
    return ok({});
  });
}
