import type { CampaignPerson } from '../../lib/contract/launch-api.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { listPeopleOn, type PeopleOnCampaignQuery } from '../db/queries/campaign-people.ts';
import { findCampaign } from '../db/queries/campaigns.ts';
import { toContexts } from '../people/enrolment-contexts.ts';
import { unknownCampaign } from './refusals.ts';
import type { RunUser } from './runs.ts';

/**
 * A page of the people on a campaign, with where each stands.
 *
 * @returns `NOT_FOUND` when there is no such campaign
 */
export async function listCampaignPeople(
  { kysely }: Database,
  { workspaceId, userId }: Pick<RunUser, 'workspaceId' | 'userId'>,
  campaignId: string,
  query: PeopleOnCampaignQuery,
): Promise<Result<{ people: CampaignPerson[]; total: number }>> {
  if (!(await findCampaign(kysely, workspaceId, campaignId, userId))) return unknownCampaign();
  const { people, total } = await listPeopleOn(kysely, workspaceId, campaignId, query);
  const runs = await toContexts(
    kysely,
    workspaceId,
    userId,
    people.map(({ row }) => row),
  );
  return ok({
    people: people.flatMap(({ row, name, email, companyName }, index) => {
      const run = runs[index];
      return run ? [{ personId: row.enrolment.personId, name, email, companyName, run }] : [];
    }),
    total,
  });
}
