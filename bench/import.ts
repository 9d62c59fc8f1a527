import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../server/db/migrate.ts';
import { openDatabase } from '../server/db/open.ts';
import { type PrivatePostgres, startPrivatePostgres } from '../tests/support/postgres.ts';
import { type Figure, figure } from './figure.ts';

/** What one process is to do. */
export interface Work {
  rows: number;
  format: 'csv' | 'xlsx';
  work: 'make' | 'read' | 'list' | 'contacts';
  /** Files that are made stay here for the next. */
  folder: string;
  /** Null: the embedded database, in the same process. */
  databaseUrl: string | null;
}

export interface Measured {
  perSecond: number;
  /** The most memory of the process, and how much of it came with the work. */
  mb: number;
  beyondMb: number;
}

/** Rows a second that are asked for. */
const wanted = { csv: 20_000, xlsx: 10_000 };

/**
 * Rows a second of files with ten columns, read alone and imported, and the most memory that takes; each in a process of
 * its own, against what is asked for. Into PostgreSQL where the machine has one; a hundred thousand rows into the embedded
 * database, too.
 */
export async function importFiles(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'utskick-bench-'));
  const postgres = await startPrivatePostgres();
  try {
    const figures: Figure[] = [];
    for (const rows of [100_000, 1_000_000])
      for (const format of ['csv', 'xlsx'] as const) {
        await run({ rows, format, work: 'make', folder, databaseUrl: null });
        figures.push(await measure({ rows, format, work: 'read', folder, databaseUrl: null }));
        for (const work of ['list', 'contacts'] as const) {
          if (rows === 100_000 || !postgres)
            figures.push(await measure({ rows, format, work, folder, databaseUrl: null }));
          if (postgres)
            figures.push(await measure({ rows, format, work, folder, databaseUrl: await emptied(postgres) }));
        }
      }
    return figures;
  } finally {
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(work: Work): Promise<Figure> {
  const { perSecond, mb, beyondMb } = await run(work);
  const what = work.work === 'read' ? 'read' : `import to ${work.work}`;
  const where =
    work.work === 'read' ? '' : work.databaseUrl ? ' into PostgreSQL' : ' into the embedded database';
  return {
    ...figure(
      `${what}: ${work.rows / 1000}k rows of ${work.format}${where}`,
      'per s',
      perSecond,
      wanted[work.format],
    ),
    note: `at most ${Math.round(mb)} MB, ${Math.round(beyondMb)} MB of them for the work`,
  };
}

let count = 0;

async function emptied(postgres: PrivatePostgres): Promise<string> {
  const admin = await openDatabase({ databaseUrl: postgres.url('postgres') });
  count += 1;
  const name = `bench_${count}`;
  await admin.kysely.schema.createSchema(name).execute();
  await admin.close();
  const url = `${postgres.url('postgres')}${postgres.url('postgres').includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${name}`)}`;
  const db = await openDatabase({ databaseUrl: url });
  await migrate(db);
  await db.close();
  return url;
}

async function run(work: Work): Promise<Measured> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'import-child.ts'), JSON.stringify(work)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let told = '';
  child.stdout.on('data', (piece: Buffer) => {
    told += piece.toString();
  });
  await once(child, 'close');
  return JSON.parse(told.trim().split('\n').at(-1) ?? '') as Measured; // of our own child
}
