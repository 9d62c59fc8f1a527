import { sql } from 'kysely';
import type { ImportCounts, ImportRow, UndoCounts } from '../../../lib/contract/import.ts';
import type { Db, Tx } from '../open.ts';
import type { ImportWrite } from '../tables/imports.ts';
import type { StoredImport } from './imports.ts';

/** Channel on which it is told that an import waits to be worked on. */
export const IMPORTS_CHANNEL = 'imports_waiting';

/** An import that somebody works on: their number, by which they know that it is still theirs. */
export type Job = StoredImport;

/** Takes the import that has waited longest, until the lease ends; null where none waits. */
export async function claimImport(db: Db, now: Date, leaseMs: number): Promise<Job | null> {
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    with next as (
      select workspace_id, id from imports
      where status in ('checking', 'running', 'undoing') and (lease_until is null or lease_until < ${now}::timestamptz)
      order by updated_at limit 1 for update skip locked)
    update imports i set lease_until = ${new Date(now.getTime() + leaseMs)}::timestamptz, fence = i.fence + 1,
      tries = i.tries + 1
    from next n where i.workspace_id = n.workspace_id and i.id = n.id
    returning i.workspace_id, i.id
  `.execute(db);
  const [claimed] = rows;
  if (!claimed) return null;
  const row = await db
    .selectFrom('imports')
    .selectAll()
    .where('workspace_id', '=', claimed.workspace_id)
    .where('id', '=', claimed.id)
    .executeTakeFirst();
  return row ? { ...row, by_name: null } : null;
}

/** Keeps the lease. @returns false where the import is somebody else's by now, or was stopped */
export async function keepLease(db: Db, job: Job, now: Date, leaseMs: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update imports set lease_until = ${new Date(now.getTime() + leaseMs)}::timestamptz where ${isTheirs(job)}
  `.execute(db);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Locks the import for whoever works on it. @returns false where it is not theirs any more, or was stopped */
export async function lockJob(tx: Tx, job: Job): Promise<boolean> {
  const { rows } = await sql`select 1 from imports where ${isTheirs(job)} for update`.execute(tx);
  return rows.length > 0;
}

/** How far an import is. */
export interface Step {
  place: number;
  progress: number;
  counts?: ImportCounts;
  undo?: UndoCounts;
}

export async function saveStep(
  tx: Tx,
  job: Job,
  { place, progress, counts, undo }: Step,
  leaseUntil: Date,
): Promise<void> {
  await tx
    .updateTable('imports')
    .set({
      ...{ place, progress },
      ...(counts && { counts: JSON.stringify(counts) }),
      ...(undo && { undo: JSON.stringify(undo) }),
      tries: 0,
      lease_until: leaseUntil,
    })
    .where(isTheirs(job))
    .execute();
}

/** Ends the work; nothing where it is not theirs any more. */
export async function endJob(
  db: Db,
  job: Job,
  end: Partial<Pick<Job, 'status' | 'trouble' | 'wrote'>>,
  now: Date,
): Promise<void> {
  const isOver = end.status !== 'checked';
  await db
    .updateTable('imports')
    .set({ ...end, lease_until: null, updated_at: now, ...(isOver && { finished_at: now }) })
    .$if(end.status !== 'failed', (query) => query.set({ progress: 100 }))
    .where(isTheirs(job))
    .execute();
}

/** Lets it go, so that somebody else goes on at once. */
export async function letGo(db: Db, job: Job): Promise<void> {
  await db.updateTable('imports').set({ lease_until: null }).where(isTheirs(job)).execute();
}

function isTheirs({ workspace_id, id, fence, status }: Job) {
  return sql<boolean>`workspace_id = ${workspace_id} and id = ${id} and fence = ${fence} and status = ${status}`;
}

export interface Batch {
  lastRow: number;
  writes: ImportWrite[];
  rejects: ImportRow[];
}

export async function insertBatch(tx: Tx, job: Job, batch: Batch, now: Date): Promise<void> {
  await tx
    .insertInto('import_batches')
    .values({
      workspace_id: job.workspace_id,
      import_id: job.id,
      run: job.run,
      last_row: batch.lastRow,
      at: now,
      writes: JSON.stringify(batch.writes),
      rejects: JSON.stringify(batch.rejects),
      kept: '[]',
    })
    .execute();
}

/** The last batch of the import that is not undone yet. */
export async function findBatchToUndo(tx: Tx, job: Job): Promise<(Batch & { at: Date; run: number }) | null> {
  const row = await tx
    .selectFrom('import_batches')
    .selectAll()
    .where('workspace_id', '=', job.workspace_id)
    .where('import_id', '=', job.id)
    .where('run', '=', job.run)
    .where('undone_at', 'is', null)
    .orderBy('last_row', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row
    ? { lastRow: row.last_row, writes: row.writes, rejects: row.rejects, at: row.at, run: row.run }
    : null;
}

export async function setBatchUndone(
  tx: Tx,
  job: Job,
  batch: { run: number; lastRow: number },
  kept: readonly ImportRow[],
  now: Date,
): Promise<void> {
  await tx
    .updateTable('import_batches')
    .set({ undone_at: now, kept: JSON.stringify(kept) })
    .where('workspace_id', '=', job.workspace_id)
    .where('import_id', '=', job.id)
    .where('run', '=', batch.run)
    .where('last_row', '=', batch.lastRow)
    .execute();
}

/** Rows that were left out, or kept by an undo, some batches of them. */
export async function listBatchRows(
  db: Db,
  workspaceId: string,
  importId: string,
  { run, kind, after, most }: { run: number; kind: 'rejected' | 'kept'; after: number; most: number },
): Promise<{ rows: ImportRow[]; next: number | null }> {
  const column = sql.ref(kind === 'rejected' ? 'rejects' : 'kept');
  const { rows } = await sql<{ last_row: number; found: ImportRow[] }>`
    select last_row, ${column} as found from import_batches
    where workspace_id = ${workspaceId} and import_id = ${importId} and run = ${run} and last_row > ${after}
    and ${column} <> '[]'::jsonb
    order by last_row limit ${most}
  `.execute(db);
  const last = rows.at(-1);
  return {
    rows: rows.flatMap(({ found }) => found),
    next: last && rows.length === most ? last.last_row : null,
  };
}
