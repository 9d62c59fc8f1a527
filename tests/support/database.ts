import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, describe, inject } from 'vitest';
import { type Database, openDatabase } from '../../server/db/open.ts';

/** Opens a fresh copy of the migrated template database; it is closed and dropped after the file's tests. */
export type OpenDatabase = () => Promise<Database>;

/**
 * The same tests on both engines: embedded in memory, and a private PostgreSQL where the machine has one.
 *
 * ```ts
 * describeOnEachEngine('people', (open) => {
 *   let db: Database;
 *   beforeAll(async () => { db = await open(); });
 *   test('…', async () => { … });
 * });
 * ```
 */
export function describeOnEachEngine(
  name: string,
  tests: (open: OpenDatabase, engine: 'embedded' | 'server') => void,
): void {
  describe(`${name} (embedded)`, () => {
    const open = remembering(() => openDatabase({ dumpPath: inject('embeddedTemplate') }));
    tests(open, 'embedded');
  });
  const server = inject('postgres');
  if (server === null) return; // said loudly by the set-up
  describe(`${name} (PostgreSQL)`, () => {
    const open = remembering(() => openCopy(server));
    tests(open, 'server');
  });
}

/** Closes at the end of the file what the tests opened and did not close. */
function remembering(open: OpenDatabase): OpenDatabase {
  const opened: Database[] = [];
  afterAll(async () => {
    for (const db of opened) await db.close();
  });
  return async () => {
    const db = closingOnce(await open());
    opened.push(db);
    return db;
  };
}

function closingOnce(db: Database): Database {
  let closed: Promise<void> | null = null;
  return {
    ...db,
    close: () => {
      closed ??= db.close();
      return closed;
    },
  };
}

async function openCopy(server: string): Promise<Database> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template utskick_template`);
  const db = await openDatabase({ databaseUrl: server.replace('{database}', name) });
  return {
    ...db,
    close: async () => {
      await db.close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const admin = await openDatabase({ databaseUrl: server.replace('{database}', 'postgres') });
  await sql.raw(statement).execute(admin.kysely);
  await admin.close();
}
