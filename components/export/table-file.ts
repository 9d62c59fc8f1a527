import { writeCsv } from '../../lib/core/csv/write.ts';
import { workbook } from './workbook.ts';

/** What stands in a cell; a date is a moment, written in UTC. */
export type Cell = string | number | Date | null;

/** A table that becomes a file row by row. */
export interface TableFile {
  /** Name of the kind of file, as it stands behind the point. */
  ending: string;
  type: string;
  write(rows: readonly (readonly Cell[])[]): void;
  /** All that was written; nothing can be written after it. */
  end(): BlobPart[];
}

export const fileFormats = ['xlsx', 'csv', 'semicolons'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** @param heads - the first row */
export function openTable(format: FileFormat, heads: readonly string[]): TableFile {
  if (format === 'xlsx') return workbook(heads);
  return csvFile(heads, format === 'csv' ? ',' : ';');
}

function csvFile(heads: readonly string[], separator: ',' | ';'): TableFile {
  // The byte order mark tells spreadsheets that it is UTF-8.
  const parts = [`\ufeff${writeCsv([heads], separator)}`];
  const plain = (cell: Cell) => (cell instanceof Date ? cell.toISOString() : cell);
  return {
    ending: 'csv',
    type: 'text/csv',
    write: (rows) =>
      void parts.push(
        writeCsv(
          rows.map((row) => row.map(plain)),
          separator,
        ),
      ),
    end: () => parts,
  };
}
