import type { Database } from '../db/open.ts';
import { pruneChanges } from '../db/queries/changes.ts';
import { deleteAnswersBefore } from '../db/queries/sync-actions.ts';
import { listWorkspaceIds } from '../db/queries/workspaces.ts';
import { withTransaction } from '../db/transaction.ts';
import { answersKeptSince, horizonAt } from './horizon.ts';

const EVERY_MS = 24 * 60 * 60_000;

/**
 * Forgets, in every workspace, the changes of rows that no device holds any more and the answers that no device asks
 * for again; tasks and history stay.
 */
export async function pruneAll(db: Database, now: Date): Promise<void> {
  for (const workspaceId of await listWorkspaceIds(db.kysely)) {
    await withTransaction(db, (tx) => pruneChanges(tx, workspaceId, horizonAt(now)));
    await deleteAnswersBefore(db.kysely, workspaceId, answersKeptSince(now));
  }
}

/**
 * Prunes once a day. Several processes may do so at the same time; the second finds nothing to do.
 * @returns a function that stops it
 */
export function startPruning(db: Database, now: () => Date, onError: (error: unknown) => void): () => void {
  const timer = setInterval(() => {
    pruneAll(db, now()).catch(onError);
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
