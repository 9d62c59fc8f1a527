import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../server/db/migrate.ts';
import { databaseOf, openDatabase } from '../../server/db/open.ts';
import { dumpOf, openEngine } from '../../server/db/pglite.ts';
import { startPrivatePostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Dump of a migrated embedded database. */
    embeddedTemplate: string;
    /** Address of the private PostgreSQL with `{database}` for the name; null when the machine has none. */
    postgres: string | null;
  }
}

export const templateName = 'utskick_template';

/** Makes the templates that each test file copies; runs once before the database tests. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'utskick-template-'));
  const dumpPath = join(folder, 'embedded.tar');
  await makeEmbeddedTemplate(dumpPath);
  const postgres = await startPrivatePostgres();
  if (postgres) await makeServerTemplate(postgres.url);
  else
    console.error(
      '\n*** No PostgreSQL on this machine: database tests run on the embedded engine ONLY. ***\n',
    );
  project.provide('embeddedTemplate', dumpPath);
  project.provide('postgres', postgres?.url('{database}') ?? null);
  return async () => {
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function makeEmbeddedTemplate(dumpPath: string): Promise<void> {
  const engine = await openEngine({ dumpPath: null });
  const db = databaseOf(engine);
  await migrate(db);
  writeFileSync(dumpPath, await dumpOf(engine));
  await db.close();
}

async function makeServerTemplate(url: (database: string) => string): Promise<void> {
  const admin = await openDatabase({ databaseUrl: url('postgres') });
  await sql.raw(`create database ${templateName}`).execute(admin.kysely);
  await admin.close();
  const template = await openDatabase({ databaseUrl: url(templateName) });
  await migrate(template);
  await template.close();
}
