import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { DatabaseServerError } from './errors.ts';
import type { Schema } from './schema.ts';
import { parseInt8 } from './values.ts';

const OLDEST_VERSION = 150_000;
const INT8 = 20;
const DATE = 1082;

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return parseInt8;
    if (oid === DATE) return (day: string) => day;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

/** Connects to a PostgreSQL server and checks that it can be used. */
export async function openPool(
  databaseUrl: string,
  onError: (error: unknown) => void,
): Promise<Kysely<Schema>> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    types,
    max: 20,
    connectionTimeoutMillis: 10_000,
  });
  // An idle connection that the server ends; the pool makes a new one when it is needed.
  pool.on('error', onError);
  try {
    const { rows } = await pool.query('show server_version_num');
    assertVersion(Number(rows[0]?.server_version_num));
  } catch (cause) {
    await pool.end();
    if (cause instanceof DatabaseServerError) throw cause;
    throw new DatabaseServerError(
      `DATABASE_URL: no connection to ${placeOf(databaseUrl)} (${reasonOf(cause)})`,
      { cause },
    );
  }
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

function assertVersion(version: number): void {
  if (version >= OLDEST_VERSION) return;
  const major = Math.floor(version / 10_000);
  throw new DatabaseServerError(`DATABASE_URL: expected PostgreSQL 15 or newer, found ${major}`);
}

/** Host, port and database, never the password. */
function placeOf(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.host || (url.searchParams.get('host') ?? 'the local socket')}${url.pathname}`;
  } catch {
    return 'the database';
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : String(cause);
}

const RETRY_MS = [250, 1000, 5000] as const;

/** Listens on one connection of its own, made again whenever it breaks. */
export class PoolListener {
  readonly #databaseUrl: string;
  readonly #heard = new Map<string, Set<(payload: string) => void>>();
  #client: pg.Client | null = null;
  #connecting: Promise<pg.Client> | null = null;
  #closed = false;

  constructor(databaseUrl: string) {
    this.#databaseUrl = databaseUrl;
  }

  async listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>> {
    const all = this.#heard.get(channel) ?? new Set();
    this.#heard.set(channel, all.add(heard));
    if (this.#client) await this.#client.query(`listen ${pg.escapeIdentifier(channel)}`);
    else await this.#connect();
    return () => this.#unlisten(channel, heard);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end();
  }

  async #unlisten(channel: string, heard: (payload: string) => void): Promise<void> {
    const all = this.#heard.get(channel);
    all?.delete(heard);
    if (all?.size !== 0) return;
    this.#heard.delete(channel);
    await this.#client?.query(`unlisten ${pg.escapeIdentifier(channel)}`);
  }

  #connect(): Promise<pg.Client> {
    this.#connecting ??= this.#connectNow().finally(() => {
      this.#connecting = null;
    });
    return this.#connecting;
  }

  async #connectNow(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#databaseUrl, keepAlive: true });
    client.on('notification', ({ channel, payload }) => {
      for (const heard of this.#heard.get(channel) ?? []) heard(payload ?? '');
    });
    client.on('error', () => this.#again(client, 0));
    client.on('end', () => this.#again(client, 0));
    await client.connect();
    for (const channel of this.#heard.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    this.#client = client;
    return client;
  }

  #again(lost: pg.Client, tries: number): void {
    if (this.#closed || (this.#client !== lost && tries === 0)) return;
    this.#client = null;
    const delayMs = RETRY_MS[Math.min(tries, RETRY_MS.length - 1)];
    setTimeout(() => {
      if (this.#closed) return;
      this.#connect().catch(() => this.#again(lost, tries + 1));
    }, delayMs).unref();
  }
}
