import type { ImportPlan } from '../../lib/contract/import.ts';
import { keysOfColumns } from '../../lib/core/import/columns.ts';
import { storable } from '../../lib/core/text/storable.ts';
import type { Tx } from '../db/open.ts';
import { insertImportRows, type NewImportRow } from '../db/queries/import-rows.ts';
import type { Batch, Job } from '../db/queries/import-work.ts';
import { findFirstByEmail } from '../db/queries/same-email.ts';
import type { Tally } from './count.ts';
import { type Portion, rejected, type Taken } from './rows.ts';

/**
 * Takes rows in as recipients of mailings. Whoever is registered with the address is named with it; where lists take
 * registered contacts only, the others are left out.
 *
 * @param writes - false: it is only counted what would be
 */
export async function takeRecipients(
  tx: Tx,
  job: Job,
  plan: ImportPlan,
  portion: Portion,
  { writes, tally, registeredOnly }: { writes: boolean; tally: Tally; registeredOnly: boolean },
): Promise<Batch> {
  const found = await findFirstByEmail(
    tx,
    job.workspace_id,
    portion.taken.flatMap(({ email }) => email ?? []),
  );
  const rejects = [...portion.rejects];
  const keys = keysOfColumns(plan.columns, job.headers);
  const rows: NewImportRow[] = [];
  for (const row of portion.taken) {
    const first = found.get(row.email ?? '');
    if (!first && registeredOnly) {
      rejects.push(rejected(row, 'notRegistered'));
      continue;
    }
    tally.add(first ? 'matched' : 'unmatched');
    if (first && first.total > 1) tally.add('several');
    rows.push(recipient(row, keys, first?.id ?? null));
  }
  for (const { reason } of rejects) tally.reject(reason);
  if (writes) await insertImportRows(tx, job, rows);
  return { lastRow: portion.lastRow, writes: [], rejects };
}

function recipient(row: Taken, keys: readonly (string | null)[], personId: string | null) {
  const { said } = row;
  const fields: Record<string, string> = {};
  for (const [place, key] of keys.entries()) {
    const cell = storable(row.cells[place] ?? '').trim();
    if (key !== null && cell !== '') fields[key] = cell.slice(0, 2000);
  }
  return {
    row: row.row,
    email: row.email,
    written: row.written,
    name: [said.firstName, said.lastName].filter(Boolean).join(' '),
    mobile: said.phone ?? null,
    person_id: personId,
    fields,
  };
}
