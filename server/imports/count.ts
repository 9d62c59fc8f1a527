import { ImportCounts, type PersonColumn, type RowReason } from '../../lib/contract/import.ts';

type Figure = Exclude<keyof ImportCounts, 'rejected' | 'unread'>;

/** Counts what comes of rows. */
export class Tally {
  readonly counts: ImportCounts;

  constructor(before: ImportCounts | null = null) {
    this.counts = ImportCounts.parse(before ?? {});
  }

  add(figure: Figure, more = 1): void {
    this.counts[figure] += more;
  }

  reject(reason: RowReason): void {
    this.counts.rejected[reason] = (this.counts.rejected[reason] ?? 0) + 1;
  }

  unread(column: PersonColumn): void {
    this.counts.unread[column] = (this.counts.unread[column] ?? 0) + 1;
  }
}
