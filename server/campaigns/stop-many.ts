import type { Enrolment } from '../../lib/contract/campaign.ts';
import { type Failure, ok, type Result } from '../../lib/contract/result.ts';
import type { Database, Tx } from '../db/open.ts';
import { findCampaignsOfRuns } from '../db/queries/campaign-versions.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { lockEnrolments } from '../db/queries/enrolments.ts';
import { findRunsOfEvents } from '../db/queries/run-events.ts';
import { countLeft } from '../db/queries/sends-plan.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { type Stop, writeStops } from './run-events.ts';
import { idTaken, newsOf, type RunUser, type Said, stopBy, unknownRun } from './runs.ts';

interface StopMany {
  /** Ids of what was said. */
  stopped: string[];
  refused: (Pick<Failure, 'code' | 'message'> & { id: string })[];
  /** Mails of these runs that had left before, or may have. */
  left: number;
}

/**
 * Ends several runs, all of which are written at once: who cannot be stopped is named with the reason, the others are.
 * What was said before, by its id, changes nothing.
 */
export async function stopMany(
  db: Database,
  user: RunUser,
  runs: readonly Said[],
  now: Date,
): Promise<StopMany> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    const known = await lockThem(tx, workspaceId, runs);
    const answer: StopMany = { stopped: [], refused: [], left: 0 };
    const stops: Stop[] = [];
    for (const said of runs) {
      const decided = decide(known, user, said);
      if (!decided.ok) {
        answer.refused.push({ id: said.id, code: decided.code, message: decided.message });
        continue;
      }
      answer.stopped.push(said.id);
      const { before, after } = decided.value;
      const campaign = known.campaignOf(before);
      if (!after) continue;
      if (!campaign) throw new Error(`expected campaign ${before.campaignId} of enrolment ${before.id}`);
      const news = newsOf(said, user, before, campaign.name, now);
      stops.push({ run: { enrolment: before, campaign }, after, news });
      known.runs.set(after.id, after);
      known.said.set(said.id, after.id);
    }
    if (stops.length > 0) {
      const told = await writeStops(tx, workspaceId, stops, now);
      await recordChanges(tx, workspaceId, { ...told, horizon: horizonAt(now) });
    }
    const ofRuns = [...known.runs.keys()];
    return { ...answer, left: await countLeft(tx, workspaceId, { ofRuns }) };
  });
}

type Known = Awaited<ReturnType<typeof lockThem>>;

async function lockThem(tx: Tx, workspaceId: string, runs: readonly Said[]) {
  const found = await lockEnrolments(tx, workspaceId, [
    ...new Set(runs.map(({ enrolmentId }) => enrolmentId)),
  ]);
  // Looked up behind the locks: a repeat that arrives at the same time waits there and finds the events.
  const said = await findRunsOfEvents(
    tx,
    workspaceId,
    runs.map(({ id }) => id),
  );
  const campaignOf = await findCampaignsOfRuns(tx, workspaceId, found);
  return { runs: new Map(found.map((run) => [run.id, run])), said, campaignOf };
}

/** @returns the run before and after; `after` is null where this was said already */
function decide(
  { runs, said }: Known,
  user: RunUser,
  { enrolmentId, id }: Said,
): Result<{ before: Enrolment; after: Enrolment | null }> {
  const before = runs.get(enrolmentId);
  if (!before) return unknownRun();
  if (said.has(id)) return said.get(id) === enrolmentId ? ok({ before, after: null }) : idTaken();
  const after = stopBy(user, before);
  return after.ok ? ok({ before, after: after.value }) : after;
}
