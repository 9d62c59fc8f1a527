import type { CampaignPerson } from '../../lib/contract/launch-api.ts';
import { type Failure, ok, type Result } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { listPeopleOn, type PeopleOnCampaignQuery } from '../db/queries/campaign-people.ts';
import { findCampaign } from '../db/queries/campaigns.ts';
import { toContexts } from '../people/enrolment-contexts.ts';
import { unknownCampaign } from './refusals.ts';
import { type RunUser, stopEnrolment } from './runs.ts';

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

interface StopMany {
  stopped: string[];
  refused: (Pick<Failure, 'code' | 'message'> & { id: string })[];
}

/** Ends several runs, each by itself: who cannot be stopped is named with the reason, the others are. */
export async function stopMany(
  db: Database,
  user: RunUser,
  runs: readonly { enrolmentId: string; id: string }[],
  now: Date,
): Promise<StopMany> {
  const answer: StopMany = { stopped: [], refused: [] };
  for (const { enrolmentId, id } of runs) {
    const stopped = await stopEnrolment(db, user, { enrolmentId, id }, now);
    if (stopped.ok) answer.stopped.push(id);
    else answer.refused.push({ id, code: stopped.code, message: stopped.message });
  }
  return answer;
}
