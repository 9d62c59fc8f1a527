import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { makeFolder } from '../make-folder.ts';
import { DurableNodeFS, syncFolder } from './durable-fs.ts';
import { DataFolderError } from './errors.ts';
import { parseInt8 } from './values.ts';

/** Rows and the number of changed ones, as Kysely's drivers give them. */
export interface EngineResult {
  rows: Record<string, unknown>[];
  affectedRows: number;
}

/** The embedded engine: in this thread or, when serving, in a worker. One connection. */
export interface Engine {
  /** Several statements may stand in `sql` when there are no parameters; the last one's rows are given. */
  run(sql: string, parameters: readonly unknown[]): Promise<EngineResult>;
  /** Every notification on channels that were listened to. */
  onNotification(heard: (channel: string, payload: string) => void): void;
  close(): Promise<void>;
}

/** A folder, or memory: a database made from the given dump, or an empty one. */
export type EngineLocation = { folder: string } | { dumpPath: string | null };

const INT8 = 20;
const DATE = 1082;
const parsers = { [INT8]: parseInt8, [DATE]: (day: string) => day };

const durableStart = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync', '-c', 'synchronous_commit=on'];

/** Opens the embedded database in this thread. */
export async function openEngine(location: EngineLocation): Promise<Engine> {
  if ('folder' in location) return engineOf(await openFolder(location.folder));
  const dump =
    location.dumpPath === null ? {} : { loadDataDir: new Blob([await readFile(location.dumpPath)]) };
  return engineOf(await PGlite.create({ ...dump, parsers }));
}

/** Writes the whole of an in-memory database to bytes that `dumpPath` can be made of; for the tests' template. */
export async function dumpOf(engine: Engine): Promise<Uint8Array<ArrayBuffer>> {
  const pg = opened.get(engine);
  if (!pg) throw new Error('dumpOf: expected an engine of this thread');
  return new Uint8Array(await (await pg.dumpDataDir('none')).arrayBuffer());
}

const opened = new WeakMap<Engine, PGlite>();

function engineOf(pg: PGlite): Engine {
  const engine: Engine = {
    async run(sql, parameters) {
      // Only the simple protocol takes several statements, as migrations have.
      const result =
        parameters.length === 0 ? (await pg.exec(sql)).at(-1) : await pg.query(sql, [...parameters]);
      return { rows: rowsOf(result?.rows), affectedRows: result?.affectedRows ?? 0 };
    },
    onNotification: (heard) => void pg.onNotification(heard),
    close: () => pg.close(),
  };
  opened.set(engine, pg);
  return engine;
}

/** Row mode is `object` throughout, which the package's types do not say. */
function rowsOf(rows: unknown): Record<string, unknown>[] {
  return (rows ?? []) as Record<string, unknown>[];
}

/** A first start that is cut off must leave nothing half made under the final name. */
async function openFolder(folder: string): Promise<PGlite> {
  if (!existsSync(folder)) await makeDatabase(folder);
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    throw new DataFolderError(
      folder,
      'PG_VERSION is missing, so this is no database of ours or a damaged one',
    );
  }
  try {
    return await openDurable(folder);
  } catch (cause) {
    throw new DataFolderError(folder, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function makeDatabase(folder: string): Promise<void> {
  const parent = join(folder, '..');
  makeFolder(parent);
  for (const name of readdirSync(parent)) {
    if (name.startsWith('db.making-')) rmSync(join(parent, name), { recursive: true });
  }
  const making = join(parent, `db.making-${process.pid}`);
  await (await openDurable(making)).close();
  renameSync(making, folder);
  syncFolder(parent);
}

async function openDurable(folder: string): Promise<PGlite> {
  const fs = new DurableNodeFS(folder);
  const startParams = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), ...durableStart];
  const pg = await PGlite.create({ fs, startParams, parsers });
  try {
    await assertDurable(pg, fs);
    return pg;
  } catch (error) {
    await pg.close();
    throw error;
  }
}

/** Refuses to serve when a commit does not reach the disk, e.g. after an update of PGlite's file layer. */
async function assertDurable(pg: PGlite, fs: DurableNodeFS): Promise<void> {
  const before = fs.syncs;
  await pg.query(`select pg_logical_emit_message(true, 'utskick', 'probe')`);
  if (fs.syncs === before)
    throw new Error('a commit was not synced to the disk; this build of PGlite cannot be used');
}
