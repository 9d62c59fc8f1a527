import type { Tx } from '../db/open.ts';
import { findCampaignOfRun } from '../db/queries/campaign-versions.ts';
import { lockEnrolment } from '../db/queries/enrolments.ts';
import type { LockedRun } from './run-events.ts';

/**
 * Locks runs until the transaction ends, in the order of their ids, so that no two who lock several wait for each other.
 * What is no longer there is left out.
 */
export async function lockRuns(
  tx: Tx,
  workspaceId: string,
  enrolmentIds: readonly string[],
): Promise<Map<string, LockedRun>> {
  const runs = new Map<string, LockedRun>();
  for (const id of [...new Set(enrolmentIds)].sort()) {
    const enrolment = await lockEnrolment(tx, workspaceId, id);
    const campaign = enrolment && (await findCampaignOfRun(tx, workspaceId, enrolment));
    if (enrolment && campaign) runs.set(id, { enrolment, campaign });
  }
  return runs;
}
