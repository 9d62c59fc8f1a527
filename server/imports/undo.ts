import type { ImportRow, KeptReason, UndoCounts } from '../../lib/contract/import.ts';
import { UndoCounts as Counts } from '../../lib/contract/import.ts';
import type { Person } from '../../lib/contract/person.ts';
import { undoChanges } from '../../lib/core/import/merge.ts';
import type { Tx } from '../db/open.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { appendProofs } from '../db/queries/consent-proofs.ts';
import { deleteImportRows } from '../db/queries/import-rows.ts';
import { deleteEmptyCompanies, deleteImportConsents, deleteUntouched } from '../db/queries/import-undo.ts';
import { findBatchToUndo, type Job, setBatchUndone } from '../db/queries/import-work.ts';
import { findPeople, lockPeople, savePeople } from '../db/queries/people.ts';
import { findTasksNaming } from '../db/queries/tasks.ts';
import type { ImportWrite } from '../db/tables/imports.ts';
import { atCompanies } from '../people/companies.ts';
import { horizonAt } from '../sync/horizon.ts';

const ROWS_AT_ONCE = 2000;

/** What one step of an undo has done. */
interface Undone {
  place: number;
  /** Of all, from 0 to 1. */
  part: number;
  counts: UndoCounts;
  tell: () => Promise<void>;
}

/** Takes back the last of what an import has written that is not taken back yet. @returns null once all is */
export async function undoBatches(
  tx: Tx,
  job: Job,
  before: UndoCounts | null,
  now: Date,
): Promise<Undone | null> {
  const counts = Counts.parse(before ?? {});
  const all = Math.max(1, job.counts?.rows ?? 1);
  if (job.target === 'list') {
    const removed = await deleteImportRows(tx, job, ROWS_AT_ONCE);
    counts.removed += removed;
    return removed === 0
      ? null
      : { place: job.place, part: counts.removed / all, counts, tell: async () => {} };
  }
  const batch = await findBatchToUndo(tx, job);
  if (!batch) return null;
  const { kept, tell } = await undoWrites(tx, job, batch.writes, { at: batch.at, counts, now });
  for (const { reason } of kept) counts.kept[reason] = (counts.kept[reason] ?? 0) + 1;
  await setBatchUndone(tx, job, batch, kept, now);
  const done = counts.removed + counts.restored + Object.values(counts.kept).reduce((a, b) => a + b, 0);
  return { place: batch.lastRow, part: done / all, counts, tell };
}

type Kept = ImportRow & { reason: KeptReason };

async function undoWrites(
  tx: Tx,
  job: Job,
  writes: readonly ImportWrite[],
  { at, counts, now }: { at: Date; counts: UndoCounts; now: Date },
): Promise<{ kept: Kept[]; tell: () => Promise<void> }> {
  const workspaceId = job.workspace_id;
  const ids = writes.map(({ personId }) => personId);
  await lockPeople(tx, workspaceId, ids);
  const people = new Map((await findPeople(tx, workspaceId, ids)).map((person) => [person.id, person]));
  const created = writes.flatMap(({ personId, changes }) => (changes ? [] : [personId]));
  const removed = await deleteUntouched(tx, workspaceId, { importId: job.id, personIds: created, at });
  counts.removed += removed.size;
  const left = ids.filter((id) => people.has(id) && !removed.has(id));
  const lines = await deleteImportConsents(tx, workspaceId, { importId: job.id, personIds: left, at });
  const how = { source: 'import', importUndone: job.id };
  const unsaid = { at: now.toISOString(), now: 'none', byUserId: job.by_user_id, how };
  const facts = lines.map(({ personId, purpose }) => ({ personId, about: purpose, ...unsaid }));
  await appendProofs(tx, workspaceId, facts);
  const kept: Kept[] = [];
  const restored: Person[] = [];
  for (const write of writes) {
    const person = people.get(write.personId);
    if (removed.has(write.personId)) continue;
    if (!person) kept.push(keptRow(write, 'gone', null));
    else if (!write.changes) kept.push(keptRow(write, 'inUse', person));
    else {
      const undone = undoChanges(person, write.changes);
      if (undone.restored.length > 0) restored.push(undone.person);
      if (undone.kept.length > 0)
        kept.push(
          keptRow(
            write,
            'changed',
            person,
            undone.kept.map(({ key }) => key),
          ),
        );
      else counts.restored += 1;
    }
  }
  await savePeople(tx, workspaceId, await atCompanies(tx, workspaceId, restored, now), now);
  const companies = [...people.values()].flatMap(({ companyId }) => companyId ?? []);
  await deleteEmptyCompanies(tx, workspaceId, [...new Set(companies)], at);
  const changed = restored.map(({ id }) => id);
  const tell = async () => {
    if (changed.length + lines.length === 0) return;
    await recordChanges(tx, workspaceId, {
      people: changed,
      tasks: await findTasksNaming(tx, workspaceId, changed, horizonAt(now).closedSince),
      activitiesGone: lines.map(({ id, personId }) => ({ id, personId })),
      horizon: horizonAt(now),
    });
  };
  return { kept, tell };
}

/** Name and address of whom something stays, and of what. */
function keptRow({ row }: ImportWrite, reason: KeptReason, person: Person | null, keys: string[] = []): Kept {
  const name = person ? `${person.firstName} ${person.lastName}`.trim() : '';
  return { row, reason, cells: [person?.email ?? '', name, ...keys] };
}
