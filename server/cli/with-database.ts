import type { Config } from '../config.ts';
import { DatabaseServerError, DataFolderError, DataFolderInUseError, MigrationError } from '../db/errors.ts';
import { migrate } from '../db/migrate.ts';
import { type Database, openDatabase } from '../db/open.ts';
import { Problem } from './problem.ts';

/**
 * Opens the database that the settings name, brings it to the newest form, and closes it whatever happens.
 * @throws {Problem} when it cannot be used, saying what to do
 */
export async function withDatabase<T>(
  config: Config,
  work: (db: Database, applied: string[]) => Promise<T>,
): Promise<T> {
  const db = await openDatabase(locationOf(config)).catch((error: unknown) => {
    throw databaseProblem(error, ALONE);
  });
  try {
    const applied = await migrate(db).catch((error: unknown) => {
      throw databaseProblem(error);
    });
    return await work(db, applied);
  } finally {
    await db.close();
  }
}

export function locationOf(config: Config) {
  return config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir };
}

const ALONE =
  'A command needs the embedded database for itself; end the running server first (with DATABASE_URL both can run).';

/**
 * What an operator can mend, in one sentence; anything else is given back as it is.
 *
 * @param whenInUse - what to do about a data folder that another process works in
 */
export function databaseProblem(error: unknown, whenInUse?: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof DataFolderInUseError) {
    return new Problem(error.message, whenInUse, 1, { cause: error });
  }
  const known =
    error instanceof DataFolderError ||
    error instanceof DatabaseServerError ||
    error instanceof MigrationError;
  return known ? new Problem(error.message, undefined, 1, { cause: error }) : error;
}
