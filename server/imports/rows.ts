import type { ImportPlan, ImportRow, RowReason } from '../../lib/contract/import.ts';
import type { ReadRow } from '../../lib/core/import/delimited.ts';
import { type PersonRow, readPerson } from '../../lib/core/import/read-person.ts';
import { storable } from '../../lib/core/text/storable.ts';
import type { Job } from '../db/queries/import-work.ts';
import type { FileSource } from './read/source.ts';
import { openTable, readRows } from './read/table.ts';
import { SeenTexts } from './seen.ts';

/** Rows of one transaction. */
const ROWS_AT_ONCE = 1000;
const LONGEST_CELL = 2000;

/** A row that is to be taken in. */
export type Taken = PersonRow & { cells: readonly string[] };

/** Some rows of a file, read; what is refused at sight is apart. */
export interface Portion {
  lastRow: number;
  /** Part of the file that was read, from 0 to 1. */
  part: number;
  rows: number;
  taken: Taken[];
  rejects: (ImportRow & { reason: RowReason })[];
}

/**
 * Rows of a file in portions, from the one after `job.place` on. Those before are read, too: an address that stood there
 * does not count again.
 *
 * @throws {UnreadableFileError} the file cannot be read (any more)
 */
export async function* portionsOf(file: FileSource, job: Job, plan: ImportPlan): AsyncGenerator<Portion> {
  const opened = await openTable(file, plan.reading);
  const seen = new SeenTexts();
  const header = plan.reading.headerRow ?? 0;
  let part = 0;
  let portion = emptyPortion();
  const rows = readRows(file, opened, plan.reading, (read) => {
    part = read;
  });
  for await (const some of rows) {
    for (const row of some) {
      if (row.row <= header) continue;
      const read = readPerson(row, plan.columns, job.target === 'list' ? 'any' : 'email');
      const isTwice = 'said' in read && seen.add(read.email ?? `tel ${read.said.phone}`);
      if (row.row <= job.place) continue;
      portion.rows += 1;
      portion.lastRow = row.row;
      if (isTwice) portion.rejects.push(rejected(row, 'duplicate'));
      else if ('said' in read) portion.taken.push({ ...read, cells: row.cells });
      else portion.rejects.push(rejected(row, read.reason));
      if (portion.rows < ROWS_AT_ONCE) continue;
      yield { ...portion, part };
      portion = emptyPortion();
    }
  }
  if (portion.rows > 0) yield { ...portion, part: 1 };
}

function emptyPortion(): Portion {
  return { lastRow: 0, part: 0, rows: 0, taken: [], rejects: [] };
}

/** What is told of a row that is left out. */
export function rejected({ row, cells }: Pick<ReadRow, 'row' | 'cells'> | Taken, reason: RowReason) {
  return { row, reason, cells: cells.map((cell) => storable(cell ?? '').slice(0, LONGEST_CELL)) };
}
