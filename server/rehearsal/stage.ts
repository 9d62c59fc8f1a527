import { migrate } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/open.ts';

/**
 * Lends an empty database in memory to a rehearsal; nothing of it is left afterwards.
 *
 * @param worker - in a thread beside the event loop, for who must answer others meanwhile
 */
export async function onStage<T>(
  { worker }: { worker: boolean },
  play: (db: Database) => Promise<T>,
): Promise<T> {
  const db = await openDatabase({ dumpPath: null }, { worker });
  try {
    await migrate(db);
    return await play(db);
  } finally {
    await db.close();
  }
}
