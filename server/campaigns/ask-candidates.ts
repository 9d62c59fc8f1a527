import type { LaunchCandidates } from '../../lib/contract/launch-api.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Database } from '../db/open.ts';
import { findDeadAddresses } from '../db/queries/address-health.ts';
import { listOtherCampaigns } from '../db/queries/campaign-people.ts';
import { findSheet } from '../db/queries/campaign-sheets.ts';
import { findCandidates } from './candidates.ts';
import { refuseTooMuch } from './limits.ts';
import { refuseLaunch, unknownCampaign } from './refusals.ts';

/**
 * Who of these people a launch would take, and why not the others. Fields that somebody lacks are the gate's matter.
 * Writes nothing.
 *
 * @returns both lists in the order of the request; `NOT_FOUND`, `CAMPAIGN_ARCHIVED`, `CAMPAIGN_EMPTY` or
 *   `LIMIT_REACHED`
 */
export async function askCandidates(
  { kysely }: Database,
  workspaceId: string,
  question: { campaignId: string; personIds: readonly string[]; userId: string },
  now: Date,
): Promise<Result<LaunchCandidates>> {
  const campaign = await findSheet(kysely, workspaceId, question.campaignId, question.userId);
  if (!campaign) return unknownCampaign();
  const closed = refuseLaunch(campaign);
  if (closed) return closed;
  const personIds = [...new Set(question.personIds)];
  const { userId } = question;
  const { timeZone } = (await getWriter(kysely, workspaceId, userId)).user;
  const size = { campaignId: campaign.id, userId, people: personIds.length, timeZone };
  const tooMuch = await refuseTooMuch(kysely, workspaceId, size, now);
  if (tooMuch) return tooMuch;
  const { people, refused } = await findCandidates(kysely, workspaceId, campaign, personIds);
  const others = await listOtherCampaigns(kysely, workspaceId, campaign.id, personIds);
  const addresses = people.flatMap(({ email }) => email ?? []);
  const dead = await findDeadAddresses(kysely, workspaceId, addresses);
  return ok({
    people: people.map(({ id, email }) => ({
      personId: id,
      otherCampaigns: others.get(id) ?? [],
      addressDead: (email && dead.get(email.toLowerCase())) ?? null,
    })),
    refused,
  });
}
