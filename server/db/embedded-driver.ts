import type { DatabaseConnection, Driver, QueryResult } from 'kysely';
import { CompiledQuery } from 'kysely';
import type { Engine } from './pglite.ts';

/** Waiting longer for the only connection means that something holds it for good. */
const LONGEST_WAIT_MS = 30_000;

/**
 * Kysely over the embedded engine. There is one connection: transactions and queries stand in line. Asking the
 * database itself, instead of the transaction, while a transaction is open would wait for ever; it throws after
 * half a minute.
 */
export class EmbeddedDriver implements Driver {
  readonly #engine: Engine;
  readonly #connection: DatabaseConnection;
  readonly #line: (() => void)[] = [];
  #taken = false;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#connection = new EmbeddedConnection(engine);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#taken) await this.#wait();
    this.#taken = true;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const next = this.#line.shift();
    if (next) next();
    else this.#taken = false;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  /** Ends the engine once everybody in line has been served. */
  async destroy(): Promise<void> {
    await this.acquireConnection();
    await this.#engine.close();
  }

  /** The place is handed over without becoming free in between, so nobody can jump the line. */
  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const take = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#line.splice(this.#line.indexOf(take), 1);
        reject(
          new Error(`embedded database: no connection within ${LONGEST_WAIT_MS} ms; a transaction holds it`),
        );
      }, LONGEST_WAIT_MS);
      this.#line.push(take);
    });
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await this.#engine.run(query.sql, query.parameters);
    // Kysely knows the row type from the query; the engine gives plain objects.
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.affectedRows) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for it, the engine has no cursors
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('embedded database: rows cannot be streamed; ask in pages');
  }
}
