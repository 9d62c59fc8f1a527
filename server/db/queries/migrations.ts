import { sql } from 'kysely';
import type { Database } from '../open.ts';

/** Ids of the migrations that the database has; none when it is new. */
export async function findAppliedMigrations(db: Database): Promise<Set<string>> {
  const { rows: tables } = await sql<{
    name: string | null;
  }>`select to_regclass('schema_migrations')::text as name`.execute(db.kysely);
  if (!tables[0]?.name) return new Set();
  const { rows } = await sql<{ id: string }>`select id from schema_migrations`.execute(db.kysely);
  return new Set(rows.map((row) => row.id));
}
