import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { withTransaction } from '../../server/db/transaction.ts';

// Commits pairs of rows to the embedded database in the folder given, and tells its parent of each commit.

const [, , dataDir] = process.argv;
if (!dataDir) throw new Error('expected a data folder');
const db = await openDatabase({ dataDir });
await migrate(db);
const { count } = await db.kysely
  .selectFrom('rate_limits')
  .select((row) => row.fn.countAll<number>().as('count'))
  .executeTakeFirstOrThrow();
process.send?.('open');
for (let n = count; ; n += 1) {
  await withTransaction(db, async (tx) => {
    for (const key of [`a:${n}`, `b:${n}`]) {
      await tx
        .insertInto('rate_limits')
        .values({ key, count: n, window_started_at: new Date(0) })
        .execute();
    }
  });
  process.send?.(n);
}
