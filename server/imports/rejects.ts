import type { ImportRow } from '../../lib/contract/import.ts';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import type { Db } from '../db/open.ts';
import { listBatchRows } from '../db/queries/import-work.ts';
import { findImport } from '../db/queries/imports.ts';
import type { Importer } from './imports.ts';

/** Batches of one answer; each is of a thousand rows at most. */
const BATCHES_AT_ONCE = 2;

/** Rows of an import that were left out, or of which something stays after an undo, some at a time. */
export async function listLeftRows(
  db: Db,
  { workspaceId, userId, role }: Importer,
  id: string,
  { kind, after }: { kind: 'rejected' | 'kept'; after: number },
): Promise<Result<{ rows: ImportRow[]; next: number | null }>> {
  const found = await findImport(db, { workspaceId, ownedBy: role === 'user' ? userId : null }, id);
  if (!found) return fail('NOT_FOUND', 'there is no such import');
  return ok(await listBatchRows(db, workspaceId, id, { run: found.run, kind, after, most: BATCHES_AT_ONCE }));
}
