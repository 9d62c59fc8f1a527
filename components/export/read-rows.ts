import { ok, type Result } from '../../lib/contract/result.ts';
import type { Cell, TableFile } from './table-file.ts';

/** As many as the server tells at once. */
const pageSize = 1000;

/** Columns of a file, each with its heading and what stands in it. */
export type ExportColumns<R> = readonly { head: string; of(row: R): Cell }[];

/** A page of a list, as the list itself asks for it. */
export type AskPage<R> = (page: {
  limit: number;
  offset: number;
}) => Promise<Result<{ rows: readonly R[]; total: number }>>;

export interface ExportedRows {
  count: number;
  /** It was another list at the end than at the beginning: a row may be missing. */
  hasChanged: boolean;
}

/**
 * Reads a whole list page by page. A row that has moved to a later page meanwhile is written once.
 *
 * @param keyOf - tells rows apart
 * @param file - is given each row; its end is the caller's
 * @param onPage - told after each page how many of how many are read
 * @returns null where `signal` has ended it
 */
export async function readRows<R>(
  ask: AskPage<R>,
  columns: ExportColumns<R>,
  keyOf: (row: R) => string,
  file: Pick<TableFile, 'write'>,
  onPage: (done: number, all: number) => void,
  signal: AbortSignal,
): Promise<Result<ExportedRows | null>> {
  const written = new Set<string>();
  let first: number | null = null;
  for (let offset = 0; ; ) {
    const answer = await ask({ limit: pageSize, offset });
    if (signal.aborted) return ok(null);
    if (!answer.ok) return answer;
    const { rows, total } = answer.value;
    first ??= total;
    const fresh = rows.filter((row) => !written.has(keyOf(row)));
    for (const row of fresh) written.add(keyOf(row));
    file.write(fresh.map((row) => columns.map(({ of }) => of(row))));
    offset += rows.length;
    onPage(offset, total);
    if (rows.length === 0 || offset >= total)
      return ok({ count: written.size, hasChanged: total !== first || written.size !== total });
  }
}

/** An instant of the server as a cell. */
export function momentOf(at: string | null): Date | null {
  return at === null ? null : new Date(at);
}
