import { randomUUID } from 'node:crypto';
import type { Campaign, NewCampaign } from '../../lib/contract/campaign.ts';
import { CampaignSettings } from '../../lib/contract/campaign.ts';
import type { ErrorBody } from '../../lib/contract/errors.ts';
import { fail, invalid, ok, type Result, type WrongField } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { insertCampaign } from '../db/queries/campaigns.ts';
import { wrongText, wrongTexts } from '../templates/check.ts';

/**
 * Adds a campaign. It may still be empty; it can be launched once it has a step.
 *
 * @returns the campaign, or `INVALID_INPUT` naming each step whose id stands twice, or each text that cannot be read or
 *   holds something that acts
 */
export async function createCampaign(
  db: Database,
  workspaceId: string,
  campaign: NewCampaign,
  now: Date,
): Promise<Result<Campaign>> {
  const twice = repeatedSteps(campaign);
  if (twice.length > 0) return fail('INVALID_INPUT', 'each step needs an id of its own', twice);
  const wrong = wrongSteps(campaign);
  if (wrong.length > 0) return invalid(wrong);
  const created: Campaign = {
    id: randomUUID(),
    ...campaign,
    settings: CampaignSettings.parse(campaign.settings),
  };
  await insertCampaign(db.kysely, workspaceId, created, now);
  return ok(created);
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
