import type { Database } from '../db/open.ts';
import { newestMigration, readRows, transferTables } from '../db/queries/transfer.ts';
import { FORMAT, type Header } from './format.ts';

/**
 * A whole workspace as lines of JSON, all from one moment: a header, one line a row, a footer with their number.
 * Passwords and tokens are in it as hashes only.
 *
 * @param write - takes one line with its line break; awaited, so that a slow disk slows the reading
 * @returns number of rows
 */
export async function exportWorkspace(
  db: Database,
  workspace: { id: string; name: string },
  write: (line: string) => Promise<void>,
  now: Date,
): Promise<number> {
  return db.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const { id, name } = workspace;
      const header: Header = {
        product: 'utskick',
        format: FORMAT,
        migration: await newestMigration(tx),
        exportedAt: now.toISOString(),
        workspace: { id, name },
      };
      await write(`${JSON.stringify(header)}\n`);
      let count = 0;
      for (const table of transferTables) {
        for await (const rows of readRows(tx, table, id)) {
          await write(rows.map((row) => `${JSON.stringify({ table, row })}\n`).join(''));
          count += rows.length;
        }
      }
      await write(`${JSON.stringify({ end: true, rows: count })}\n`);
      return count;
    });
}
