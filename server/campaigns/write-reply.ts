import { endOnReply } from '../../lib/core/campaign/end.ts';
import type { Tx } from '../db/open.ts';
import { holdCompany } from './company.ts';
import { type LockedRun, type RunNews, type Told, writeEvent } from './run-events.ts';

/** A reply that counts, whichever way it was told. */
export interface ReplyToWrite {
  /** Null outside campaigns. */
  run: LockedRun | null;
  /** Those at the company of who has answered, all locked. */
  company: Iterable<LockedRun>;
  news: RunNews;
}

/** Writes a reply: what it does to the run, and to those of others at the company, is the choice of each campaign. */
export async function writeReply(
  tx: Tx,
  workspaceId: string,
  { run, company, news }: ReplyToWrite,
  now: Date,
): Promise<Told> {
  const held = await holdCompany(tx, workspaceId, company, news, now);
  const after = run && endOnReply(run.enrolment, run.campaign.settings);
  const beside = held.events.length > 0 ? { company: held.events } : {};
  const told = await writeEvent(tx, workspaceId, { kind: 'replied', run, after, news, beside }, now);
  return {
    tasks: [...told.tasks, ...held.tasks],
    activities: [...told.activities, ...held.activities],
  };
}
