import { sql } from 'kysely';
import type { Tx } from '../open.ts';
import type { ImportRowsTable } from '../tables/imports.ts';

/** A recipient of an imported list. */
export type NewImportRow = Omit<ImportRowsTable, 'workspace_id' | 'import_id' | 'fields'> & {
  fields: Record<string, string>;
};

/** Adds recipients to a list in one statement, however many. */
export async function insertImportRows(
  tx: Tx,
  { workspace_id, id }: { workspace_id: string; id: string },
  rows: readonly NewImportRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into import_rows (workspace_id, import_id, row, email, written, name, mobile, person_id, fields)
    select ${workspace_id}::uuid, ${id}::uuid, r.row, email, written, name, mobile, person_id, fields
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("row" integer, email text, written text, name text,
      mobile text, person_id uuid, fields jsonb)
  `.execute(tx);
}

/** Takes recipients out of a list again, at most so many. @returns how many */
export async function deleteImportRows(
  tx: Tx,
  { workspace_id, id }: { workspace_id: string; id: string },
  most: number,
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from import_rows where workspace_id = ${workspace_id} and import_id = ${id} and row in (
      select row from import_rows where workspace_id = ${workspace_id} and import_id = ${id} order by row limit ${most})
  `.execute(tx);
  return Number(numAffectedRows ?? 0);
}
