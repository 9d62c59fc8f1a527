import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { type Kysely, sql } from 'kysely';
import { MigrationError } from './errors.ts';
import type { Schema } from './schema.ts';

/** Any number that is ours alone: processes that start together migrate one after another. */
const LOCK = 8_420_001;

export interface Migration {
  /** `0001_accounts`. */
  id: string;
  sql: string;
  sha256: string;
}

/**
 * Reads the numbered SQL files.
 * @throws {MigrationError} when a number is missing, doubled or malformed
 */
export async function readMigrations(
  folder: URL = new URL('./migrations/', import.meta.url),
): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = String(index + 1).padStart(4, '0');
      if (!new RegExp(`^${number}_[a-z0-9_]+\\.sql$`).test(name)) {
        throw new MigrationError(`migrations: expected ${number}_name.sql, found ${name}`);
      }
      const text = (await readFile(new URL(name, folder), 'utf8')).replaceAll('\r\n', '\n');
      return { id: name.slice(0, -4), sql: text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/**
 * Brings the database to the newest form, each migration in a transaction of its own.
 * @returns ids of the migrations applied now
 * @throws {MigrationError} when an applied migration has been changed since, or the database is newer than the code
 */
export async function migrate(db: { kysely: Kysely<Schema> }, migrations?: Migration[]): Promise<string[]> {
  const all = migrations ?? (await readMigrations());
  return db.kysely.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(LOCK)})`.execute(connection);
    try {
      const applied = await readApplied(connection);
      assertSameHistory(all, applied);
      const missing = all.filter((migration) => !applied.has(migration.id));
      for (const migration of missing) await apply(connection, migration);
      return missing.map((migration) => migration.id);
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(LOCK)})`.execute(connection);
    }
  });
}

async function readApplied(db: Kysely<Schema>): Promise<Map<string, string>> {
  await sql`create table if not exists schema_migrations (
    id text primary key, sha256 text not null, applied_at timestamptz not null default now())`.execute(db);
  const { rows } = await sql<{
    id: string;
    sha256: string;
  }>`select id, sha256 from schema_migrations order by id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.sha256]));
}

function assertSameHistory(all: Migration[], applied: Map<string, string>): void {
  const known = new Map(all.map((migration) => [migration.id, migration.sha256]));
  for (const [id, sha256] of applied) {
    const expected = known.get(id);
    if (expected === undefined) {
      throw new MigrationError(
        `The database has migration ${id}, which this version does not know. Start a newer version.`,
      );
    }
    if (expected !== sha256) {
      throw new MigrationError(
        `Migration ${id} was changed after it had been applied to this database. Restore the file.`,
      );
    }
  }
}

async function apply(db: Kysely<Schema>, migration: Migration): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql.raw(migration.sql).execute(tx);
      await sql`insert into schema_migrations (id, sha256) values (${migration.id}, ${migration.sha256})`.execute(
        tx,
      );
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(`Migration ${migration.id} failed and has been undone: ${reason}`, { cause });
  }
}
