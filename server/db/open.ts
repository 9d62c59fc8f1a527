import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** Where the data lives: a folder (embedded), a PostgreSQL server, or memory (tests). */
export type DatabaseLocation = { dataDir: string } | { databaseUrl: string };

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
