import type { Database, Tx } from '../db/open.ts';
import { renewIdentity } from '../db/queries/changes.ts';
import { linkCompaniesByName } from '../db/queries/companies.ts';
import { listUsers, listWorkspaces } from '../db/queries/operators.ts';
import { parkSends } from '../db/queries/sends-people.ts';
import {
  batchOf,
  deleteWorkspace,
  type JsonRow,
  newestMigration,
  type TransferTable,
  writeRows,
} from '../db/queries/transfer.ts';
import { withTransaction } from '../db/transaction.ts';
import { FORMAT, Footer, Header, RowLine, TransferError } from './format.ts';

/** Gives the lines of the file from the start; called twice, first to check and then to write. */
export type Lines = () => AsyncIterable<string>;

export interface Checked {
  header: Header;
  rows: number;
  /** People of the file by address; they may be known here already. */
  users: { id: string; email: string }[];
}

/**
 * Reads the whole file and the database's own state, and writes nothing.
 *
 * @param replace - a workspace of the same id may stand here and will be replaced
 * @throws {TransferError} with the line and the reason when the file cannot be imported
 */
export async function checkImport(db: Database, lines: Lines, replace: boolean): Promise<Checked> {
  const checked = await checkFile(lines);
  const here = await newestMigration(db.kysely);
  if (checked.header.migration > here) {
    throw new TransferError(
      `The file comes from a newer version (${checked.header.migration}, here ${here}). Update this one first.`,
    );
  }
  const { id, name } = checked.header.workspace;
  const present = (await listWorkspaces(db.kysely)).some((workspace) => workspace.id === id);
  if (present && !replace) {
    throw new TransferError(
      `The workspace "${name}" (${id}) is here already. --force replaces it by the file's.`,
    );
  }
  const known = new Map((await listUsers(db.kysely)).map((user) => [user.email, user.id]));
  const other = checked.users.find((user) => (known.get(user.email) ?? user.id) !== user.id);
  if (other) throw new TransferError(`Another user has the address ${other.email} here already.`);
  return checked;
}

async function checkFile(lines: Lines): Promise<Checked> {
  let header: Header | null = null;
  let footer: Footer | null = null;
  let number = 0;
  let rows = 0;
  const users: Checked['users'] = [];
  for await (const line of lines()) {
    number += 1;
    const value = parseJson(line, number);
    if (!header) {
      header = readHeader(value);
      continue;
    }
    if (footer) throw new TransferError(`Line ${number}: something follows after the end.`);
    const end = Footer.safeParse(value);
    if (end.success) {
      footer = end.data;
      continue;
    }
    const row = RowLine.safeParse(value);
    if (!row.success) throw new TransferError(`Line ${number}: expected a row of a known table.`);
    rows += 1;
    if (row.data.table === 'users')
      users.push({ id: String(row.data.row.id), email: String(row.data.row.email) });
  }
  if (!header) throw new TransferError('The file is empty.');
  if (footer?.rows !== rows)
    throw new TransferError(`The file was cut off: it holds ${rows} rows and no end.`);
  return { header, rows, users };
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new TransferError(`Line ${number} is not JSON.`);
  }
}

function readHeader(value: unknown): Header {
  const header = Header.safeParse(value);
  if (!header.success)
    throw new TransferError('The file is no export of Utskick: its first line is no header.');
  if (header.data.format > FORMAT) {
    throw new TransferError(
      `The file has format ${header.data.format}; this version reads ${FORMAT}. Update it first.`,
    );
  }
  return header.data;
}

/**
 * Writes a file that {@link checkImport} has found good, in one transaction: all of it or nothing. Mail that was still
 * to be sent is held until a person says so, for where it came from may send it, too.
 * @throws {TransferError} when the database refuses a row
 */
export async function importWorkspace(
  db: Database,
  lines: Lines,
  checked: Checked,
  now: Date,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    await deleteWorkspace(tx, checked.header.workspace.id);
    let batch: { table: TransferTable; rows: JsonRow[] } | null = null;
    for await (const line of lines()) {
      const parsed = RowLine.safeParse(JSON.parse(line));
      if (!parsed.success) continue; // header and footer
      const { table, row } = parsed.data;
      if (batch && (batch.table !== table || batch.rows.length === batchOf(table))) {
        await write(tx, batch);
        batch = null;
      }
      batch ??= { table, rows: [] };
      batch.rows.push(row);
    }
    if (batch) await write(tx, batch);
    // Files of older versions name companies, and know none.
    await linkCompaniesByName(tx, checked.header.workspace.id, now);
    await parkSends(tx, checked.header.workspace.id, now);
    // The file's counters stand elsewhere than the devices of what was here believe.
    await renewIdentity(tx);
  });
}

async function write(tx: Tx, { table, rows }: { table: TransferTable; rows: JsonRow[] }): Promise<void> {
  try {
    await writeRows(tx, table, rows);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TransferError(`The database refuses rows of ${table}: ${reason}. Nothing was changed.`, {
      cause,
    });
  }
}
