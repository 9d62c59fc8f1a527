import { join } from 'node:path';
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type Transaction,
} from 'kysely';
import { EmbeddedDriver } from './embedded-driver.ts';
import { lockFolder } from './folder-lock.ts';
import { maintain } from './maintenance.ts';
import { type Engine, openEngine } from './pglite.ts';
import type { Schema } from './schema.ts';
import { openPool, PoolListener } from './server-pool.ts';
import { openWorkerEngine } from './worker-engine.ts';

/** Where the data lives: a PostgreSQL server, a folder, or memory (rehearsals, tests; `dumpPath` is a template to copy). */
export type DatabaseLocation = { databaseUrl: string } | { dataDir: string } | { dumpPath: string | null };

/** One open database. Nothing outside `server/db` asks which engine it is, except to say so to people. */
export interface Database {
  readonly kysely: Kysely<Schema>;
  readonly engine: 'embedded' | 'server';
  /**
   * Calls `heard` for each notification on `channel`, from any process. A lost connection is made again; what was
   * said meanwhile is lost, so a listener also looks from time to time.
   * @returns a function that stops listening
   */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** Tells every listener. Inside a transaction use `select pg_notify(channel, payload)`: it is told at commit. */
  notify(channel: string, payload: string): Promise<void>;
  close(): Promise<void>;
}

/** What queries take first: the database itself or a transaction. */
export type Db = Kysely<Schema>;
export type Tx = Transaction<Schema>;

export interface OpenOptions {
  /** Run the embedded engine in a worker thread, so that a long query does not stall the server. Default: yes for a folder. */
  worker?: boolean;
  /** Something went wrong in the background and will be tried again. */
  onError?: (error: unknown) => void;
  /** Milliseconds since 1970. */
  clock?: () => number;
}

/**
 * Opens the database; it may be empty still (`migrate`).
 * @throws {DataFolderInUseError} another process has the folder
 * @throws {DataFolderError} the folder holds no usable database
 * @throws {DatabaseServerError} the server does not answer or is too old
 */
export async function openDatabase(location: DatabaseLocation, options: OpenOptions = {}): Promise<Database> {
  const { onError = () => {}, clock = Date.now } = options;
  if ('databaseUrl' in location) return openServer(location.databaseUrl, onError);
  if ('dumpPath' in location)
    return databaseOf(await (options.worker ? openWorkerEngine : openEngine)(location));
  const unlock = lockFolder(location.dataDir, new Date(clock()));
  try {
    const open = options.worker === false ? openEngine : openWorkerEngine;
    const engine = await open({ folder: join(location.dataDir, 'db') });
    const db = databaseOf(engine, async () => {
      await stop();
      await closeClean(db.kysely);
      unlock();
    });
    const stop = maintain(db.kysely, onError, clock);
    return db;
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openServer(databaseUrl: string, onError: (error: unknown) => void): Promise<Database> {
  const kysely = await openPool(databaseUrl, onError);
  const listener = new PoolListener(databaseUrl);
  return {
    kysely,
    engine: 'server',
    listen: (channel, heard) => listener.listen(channel, heard),
    notify: (channel, payload) => notify(kysely, channel, payload),
    close: async () => {
      await listener.close();
      await kysely.destroy();
    },
  };
}

/** The embedded engine as a database; `close` runs before the engine ends. */
export function databaseOf(engine: Engine, close: () => Promise<void> = async () => {}): Database {
  const kysely = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new EmbeddedDriver(engine),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  const listeners = new Map<string, Set<(payload: string) => void>>();
  engine.onNotification((channel, payload) => {
    for (const heard of listeners.get(channel) ?? []) heard(payload);
  });
  return {
    kysely,
    engine: 'embedded',
    listen: (channel, heard) => listenHere(kysely, listeners, channel, heard),
    notify: (channel, payload) => notify(kysely, channel, payload),
    close: async () => {
      await close();
      await kysely.destroy();
    },
  };
}

async function listenHere(
  kysely: Kysely<Schema>,
  listeners: Map<string, Set<(payload: string) => void>>,
  channel: string,
  heard: (payload: string) => void,
): Promise<() => Promise<void>> {
  const all = listeners.get(channel) ?? new Set();
  listeners.set(channel, all.add(heard));
  await sql`listen ${sql.id(channel)}`.execute(kysely);
  return async () => {
    all.delete(heard);
    if (all.size > 0 || listeners.get(channel) !== all) return;
    listeners.delete(channel);
    await sql`unlisten ${sql.id(channel)}`.execute(kysely);
  };
}

async function notify(kysely: Kysely<Schema>, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(kysely);
}

/** A checkpoint makes the next start quick; a database that is broken already must still be closed. */
async function closeClean(kysely: Kysely<Schema>): Promise<void> {
  try {
    await sql`checkpoint`.execute(kysely);
  } catch {
    // The log has everything; the next start replays it.
  }
}
