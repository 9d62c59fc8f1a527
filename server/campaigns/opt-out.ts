import { randomUUID } from 'node:crypto';
import { endOnOptOut } from '../../lib/core/campaign/end.ts';
import { runNeedsConsent } from '../../lib/core/campaign/non-commercial.ts';
import type { Tx } from '../db/open.ts';
import type { RunEventDraft } from '../db/queries/run-events.ts';
import { listRunTasks } from '../db/queries/run-task-states.ts';
import type { LockedRun, Told } from './run-events.ts';
import { writeEvent } from './run-events.ts';

/** By which way it came that a person wants no more mail. */
export type OptOut = Pick<RunEventDraft, 'source' | 'at' | 'byUserId' | 'note'>;

/** Ids of those of the locked runs that go on without the consent for sales: what is left of them is non-commercial. */
export async function listBeyondSales(
  tx: Tx,
  workspaceId: string,
  runs: readonly LockedRun[],
): Promise<Set<string>> {
  const ids = runs.map(({ enrolment }) => enrolment.id);
  const tasks = ids.length > 0 ? await listRunTasks(tx, workspaceId, ids) : null;
  const beyond = runs.filter(
    ({ enrolment, campaign }) => !runNeedsConsent(campaign, enrolment, tasks?.get(enrolment.id) ?? []),
  );
  return new Set(beyond.map(({ enrolment }) => enrolment.id));
}

/** Ends a locked run because its person wants no more mail. */
export async function writeOptOut(
  tx: Tx,
  workspaceId: string,
  run: LockedRun,
  said: OptOut,
  now: Date,
): Promise<Told> {
  const after = endOnOptOut(run.enrolment);
  const { personId } = run.enrolment;
  const news = { ...said, id: randomUUID(), personId, title: run.campaign.name };
  return await writeEvent(tx, workspaceId, { kind: 'unsubscribed', run, after, news }, now);
}
