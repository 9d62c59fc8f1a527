import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { CampaignSettings, mostCampaigns, type NewCampaign } from '../../lib/contract/campaign.ts';
import type { CampaignSheet, CampaignToAdd } from '../../lib/contract/campaign-authoring.ts';
import type { ErrorBody } from '../../lib/contract/errors.ts';
import {
  type Failure,
  fail,
  invalid,
  invalidField,
  ok,
  type Result,
  type WrongField,
} from '../../lib/contract/result.ts';
import type { Database, Tx } from '../db/open.ts';
import { countForNew, findSheet } from '../db/queries/campaign-sheets.ts';
import { insertVersion } from '../db/queries/campaign-versions.ts';
import { insertCampaign } from '../db/queries/campaigns.ts';
import { lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { wrongText, wrongTexts } from '../templates/check.ts';
import { withOwnTemplates } from './own-templates.ts';

/**
 * Adds a campaign. It may still be empty; it can be launched once it has a step.
 *
 * @param ownerId - who creates it; null: nobody who is known
 * @returns the campaign, or `INVALID_INPUT` naming each step whose id stands twice, or each text that cannot be read or
 *   holds something that acts; `LIMIT_REACHED` when there are as many as there may be
 */
export async function createCampaign(
  db: Database,
  workspaceId: string,
  { id = randomUUID(), ...campaign }: z.input<typeof CampaignToAdd>,
  now: Date,
  ownerId: string | null = null,
): Promise<Result<CampaignSheet>> {
  const refused = refusalOf(campaign);
  if (refused) return refused;
  return await withTransaction(db, async (tx) => {
    // One after another, so that the limit holds.
    await lockLibrary(tx, workspaceId);
    const full = await refuseFull(tx, workspaceId, id);
    if (full) return full;
    const author = ownerId === null ? null : { workspaceId, userId: ownerId };
    const days = await withOwnTemplates(tx, author, campaign.days);
    const created = { id, ...campaign, days, settings: CampaignSettings.parse(campaign.settings) };
    const isNew = await insertCampaign(tx, workspaceId, created, ownerId, now);
    if (isNew) await insertVersion(tx, workspaceId, { ...created, version: 1 }, ownerId, now);
    const sheet = await findSheet(tx, workspaceId, id, ownerId);
    if (!isNew && (sheet?.ownerId !== ownerId || ownerId === null))
      return invalidField('id', 'expected an id that no other campaign has');
    if (!sheet) throw new Error(`expected campaign ${id} behind its insert`);
    return ok(sheet);
  });
}

/** One that is there already is no more. */
async function refuseFull(tx: Tx, workspaceId: string, id: string): Promise<Failure | null> {
  const present = await countForNew(tx, workspaceId, id);
  if (present === null || present < mostCampaigns) return null;
  return fail('LIMIT_REACHED', `there are ${present} campaigns, and there can be no more; delete one first`);
}

/** Why a campaign cannot be as it is written; null when it can. */
export function refusalOf(campaign: NewCampaign): Failure | null {
  const twice = repeatedSteps(campaign);
  if (twice.length > 0) return fail('INVALID_INPUT', 'each step needs an id of its own', twice);
  const wrong = wrongSteps(campaign);
  return wrong.length > 0 ? invalid(wrong) : null;
}

/** Texts of steps are templates, and are held to the same. */
function wrongSteps(campaign: NewCampaign): WrongField[] {
  return campaign.days.flatMap((day, dayIndex) =>
    day.steps.flatMap(({ details, email }, stepIndex) => {
      const path = `days.${dayIndex}.steps.${stepIndex}`;
      const variants = email?.variants ?? [];
      return [
        ...wrongText(`${path}.details`, details, 'text'),
        ...(email ? wrongTexts(email, `${path}.email.`) : []),
        ...variants.flatMap((text, index) => wrongTexts(text, `${path}.email.variants.${index}.`)),
      ];
    }),
  );
}

function repeatedSteps(campaign: NewCampaign): NonNullable<ErrorBody['fields']> {
  const seen = new Set<string>();
  return campaign.days.flatMap((day, dayIndex) =>
    day.steps.flatMap((step, stepIndex) => {
      const repeated = seen.has(step.id);
      seen.add(step.id);
      const path = `days.${dayIndex}.steps.${stepIndex}.id`;
      return repeated ? [{ path, message: 'expected an id that no other step of the campaign has' }] : [];
    }),
  );
}
