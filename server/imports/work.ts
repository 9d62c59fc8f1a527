import type { Database, Tx } from '../db/open.ts';
import {
  claimImport,
  endJob,
  IMPORTS_CHANNEL,
  insertBatch,
  type Job,
  keepLease,
  letGo,
  lockJob,
  saveStep,
} from '../db/queries/import-work.ts';
import { findRegisteredOnly } from '../db/queries/imports.ts';
import { withTransaction } from '../db/transaction.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import { Tally } from './count.ts';
import { UnreadableFileError } from './read/source.ts';
import { type Portion, portionsOf } from './rows.ts';
import { storedFile } from './stored-file.ts';
import { undoBatches } from './undo.ts';
import { takeContacts } from './write-contacts.ts';
import { takeRecipients } from './write-list.ts';

/** Nobody says so when a lease ends. */
const POLL_MS = 2000;
/** Whoever is not heard of for so long works on it no more. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** Begun so often without getting any further, an import has a fault of ours in it. */
const MOST_TRIES = 5;

export interface WorkOptions {
  now: () => Date;
  /** Calls off: what is under way is written, and the import let go. */
  stopping?: AbortSignal;
  onError?: (error: unknown) => void;
}

/** The import was stopped, or somebody else works on it. */
class LostError extends Error {
  override name = 'LostError';
}

/**
 * Takes the import that has waited longest and brings it to its end, in portions that are each written as a whole: whoever
 * goes on after a crash begins with the portion that was not.
 *
 * @returns whether there was one
 */
export async function workOnImport(
  db: Database,
  { now, stopping, onError = rethrow }: WorkOptions,
): Promise<boolean> {
  const job = await claimImport(db.kysely, now(), LEASE_MS);
  if (!job) return false;
  const renew = setInterval(() => {
    keepLease(db.kysely, job, now(), LEASE_MS).catch(onError);
  }, RENEW_MS);
  renew.unref();
  try {
    if (job.tries > MOST_TRIES) throw new UnreadableFileError('broken', 'it was begun too often');
    const isDone =
      job.status === 'undoing'
        ? await undoAll(db, job, now, stopping)
        : await readAll(db, job, now, stopping);
    if (isDone) await endJob(db.kysely, job, endOf(job), now());
    else await letGo(db.kysely, job);
  } catch (error) {
    if (error instanceof UnreadableFileError)
      await endJob(db.kysely, job, { status: 'failed', trouble: error.code }, now());
    // What is left has its lease for a while, and is tried again then.
    else if (!(error instanceof LostError)) onError(error);
  } finally {
    clearInterval(renew);
  }
  return true;
}

function endOf({ status }: Job): Parameters<typeof endJob>[2] {
  if (status === 'checking') return { status: 'checked' };
  return status === 'undoing' ? { status: 'undone', wrote: false } : { status: 'done' };
}

async function readAll(db: Database, job: Job, now: () => Date, stopping?: AbortSignal): Promise<boolean> {
  if (!job.plan) throw new Error(`expected import ${job.id} to have a plan`);
  const registeredOnly = await findRegisteredOnly(db.kysely, job.workspace_id);
  const file = storedFile(db.kysely, job);
  let { counts } = job;
  for await (const portion of portionsOf(file, job, job.plan)) {
    if (stopping?.aborted) return false;
    counts = await takeIn(db, job, portion, { counts, registeredOnly, now: now() });
  }
  return true;
}

/** One portion, in one transaction with how far the import is. @returns what has come of all rows so far */
async function takeIn(
  db: Database,
  job: Job,
  portion: Portion,
  { counts, registeredOnly, now }: { counts: Job['counts']; registeredOnly: boolean; now: Date },
): Promise<Job['counts']> {
  const { plan } = job;
  if (!plan) throw new Error(`expected import ${job.id} to have a plan`);
  return await withTransaction(db, async (tx) => {
    if (!(await lockJob(tx, job))) throw new LostError('the import was stopped');
    const tally = new Tally(counts);
    tally.add('rows', portion.rows);
    const writes = job.status === 'running';
    const batch =
      job.target === 'contacts'
        ? await takeContacts(tx, job, plan, portion, { writes, tally, now })
        : {
            ...(await takeRecipients(tx, job, plan, portion, { writes, tally, registeredOnly })),
            tell: nothing,
          };
    if (batch.rejects.length > 0 || (writes && batch.writes.length > 0))
      await insertBatch(tx, job, writes ? batch : { ...batch, writes: [] }, now);
    await step(tx, job, { place: portion.lastRow, progress: portion.part, counts: tally.counts }, now);
    await batch.tell();
    return tally.counts;
  });
}

async function undoAll(db: Database, job: Job, now: () => Date, stopping?: AbortSignal): Promise<boolean> {
  let { undo } = job;
  for (;;) {
    if (stopping?.aborted) return false;
    const next = await withTransaction(db, async (tx) => {
      if (!(await lockJob(tx, job))) throw new LostError('somebody else works on it');
      const at = now();
      const undone = await undoBatches(tx, job, undo, at);
      if (!undone) return null;
      await step(tx, job, { place: undone.place, progress: undone.part, undo: undone.counts }, at);
      await undone.tell();
      return undone.counts;
    });
    if (!next) return true;
    undo = next;
  }
}

async function step(
  tx: Tx,
  job: Job,
  { progress, ...step }: Parameters<typeof saveStep>[2],
  now: Date,
): Promise<void> {
  // The last percent is its end.
  const percent = Math.min(99, Math.floor(progress * 100));
  await saveStep(tx, job, { ...step, progress: percent }, new Date(now.getTime() + LEASE_MS));
}

/**
 * Works on imports as they come; any number of processes may do so side by side.
 * @returns a function that stops it, once what is under way has been written
 */
export async function startImporting({
  db,
  log,
  now,
}: {
  db: Database;
  log: Pick<Log, 'error'>;
  now: () => Date;
}): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  const onError = (err: unknown) => log.error({ err }, 'an import could not go on');
  const stop = await startLoop({
    work: () => workOnImport(db, { now, stopping: stopping.signal, onError }),
    onError,
    pollMs: POLL_MS,
    listen: (heard) => db.listen(IMPORTS_CHANNEL, heard),
  });
  return async () => {
    stopping.abort();
    await stop();
  };
}

async function nothing(): Promise<void> {}

function rethrow(error: unknown): never {
  throw error;
}
