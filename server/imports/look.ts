import type { Import, ImportLook, Reading } from '../../lib/contract/import.ts';
import { importLimits } from '../../lib/contract/import.ts';
import { findHeader, headersKey, proposeColumns } from '../../lib/core/import/columns.ts';
import type { ReadRow } from '../../lib/core/import/delimited.ts';
import type { Db } from '../db/open.ts';
import { findMapping } from '../db/queries/imports.ts';
import type { FileSource } from './read/source.ts';
import { openTable, readRows, sheetOf } from './read/table.ts';

/** Rows that are looked at, and those that are shown. */
const LOOKED_AT = 200;
const SHOWN = 20;
const LONGEST_SHOWN = 200;

/**
 * What a file holds, by its first rows, and what its columns may be: as they were chosen for a file with the same names
 * before, else by their names and by what stands in them.
 *
 * @throws {UnreadableFileError} no table can be read from it
 */
export async function lookAt(
  db: Db,
  workspaceId: string,
  file: FileSource,
  target: Import['target'],
  wish: Reading,
): Promise<ImportLook> {
  const opened = await openTable(file, wish);
  const rows: ReadRow[] = [];
  for await (const some of readRows(file, opened, wish)) {
    rows.push(...some);
    if (rows.length >= LOOKED_AT) break;
  }
  const headerRow = wish.headerRow === undefined ? findHeader(rows) : wish.headerRow;
  const names = rows.find(({ row }) => row === headerRow)?.cells ?? [];
  const below = rows.filter(({ row }) => row > (headerRow ?? 0));
  const width = Math.min(
    importLimits.columns,
    Math.max(names.length, ...below.slice(0, SHOWN).map(({ cells }) => cells.length)),
  );
  const headers = Array.from({ length: width }, (_, place) =>
    (names[place] ?? '').trim().slice(0, LONGEST_SHOWN),
  );
  const hasNames = headers.some((header) => header !== '');
  const remembered = hasNames ? await findMapping(db, workspaceId, target, headersKey(headers)) : null;
  const isText = opened.kind === 'text';
  return {
    kind: opened.kind,
    sheets: isText ? [] : opened.workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
    sheet: isText ? null : sheetOf(opened.workbook, wish.sheet).name,
    encoding: isText ? opened.encoding : null,
    delimiter: isText ? (wish.delimiter ?? opened.delimiter.delimiter) : null,
    isSureOfEncoding: !isText || opened.isSure,
    isSureOfDelimiter: !isText || wish.delimiter !== undefined || opened.delimiter.isSure || width === 1,
    headerRow,
    headers,
    rows: below.slice(0, SHOWN).map(({ row, cells }) => ({
      row,
      cells: headers.map((_, place) => (cells[place] ?? '').slice(0, LONGEST_SHOWN)),
    })),
    columns: remembered ?? proposeColumns(headers, below, target),
    isRemembered: remembered !== null,
  };
}
