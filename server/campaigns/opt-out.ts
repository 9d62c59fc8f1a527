import { randomUUID } from 'node:crypto';
import { endOnOptOut } from '../../lib/core/campaign/end.ts';
import type { Tx } from '../db/open.ts';
import type { RunEventDraft } from '../db/queries/run-events.ts';
import type { LockedRun, Told } from './run-events.ts';
import { writeEvent } from './run-events.ts';

/** By which way it came that a person wants no more mail. */
export type OptOut = Pick<RunEventDraft, 'source' | 'at' | 'byUserId' | 'note'>;

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
