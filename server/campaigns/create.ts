import { randomUUID } from 'node:crypto';
import type { Campaign, NewCampaign } from '../../lib/contract/campaign.ts';
import type { ErrorBody } from '../../lib/contract/errors.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { insertCampaign } from '../db/queries/campaigns.ts';

/**
 * Adds a campaign. It may still be empty; it can be launched once it has a step.
 *
 * @returns the campaign, or `INVALID_INPUT` naming each step whose id stands twice
 */
export async function createCampaign(
  db: Database,
  workspaceId: string,
  campaign: NewCampaign,
  now: Date,
): Promise<Result<Campaign>> {
  const twice = repeatedSteps(campaign);
  if (twice.length > 0) return fail('INVALID_INPUT', 'each step needs an id of its own', twice);
  const created: Campaign = { id: randomUUID(), ...campaign };
  await insertCampaign(db.kysely, workspaceId, created, now);
  return ok(created);
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
