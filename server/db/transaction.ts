import { type Kysely, sql, type Transaction } from 'kysely';
import { sqlState } from './errors.ts';
import type { Schema } from './schema.ts';

const MOST_TRIES = 5;

/**
 * Runs `work` in one transaction: all of it is kept, or nothing when it throws. Two transactions that wait for each
 * other (deadlock) or cannot be put in an order are tried again, so `work` may run more than once and must touch
 * nothing but the database. No network call inside.
 */
export async function withTransaction<T>(
  db: { kysely: Kysely<Schema> },
  work: (tx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.kysely.transaction().execute(work);
    } catch (error) {
      if (tries >= MOST_TRIES || !isWorthRepeating(error)) throw error;
    }
  }
}

/**
 * Runs one part of a transaction: when it throws, what it has written is taken back and `failed` says what instead, and
 * the other parts stay. What is worth repeating repeats the whole.
 */
export async function withPart(
  tx: Transaction<Schema>,
  work: () => Promise<void>,
  failed: (error: unknown) => Promise<void>,
): Promise<void> {
  await sql`savepoint part`.execute(tx);
  try {
    await work();
  } catch (error) {
    if (isWorthRepeating(error)) throw error;
    await sql`rollback to savepoint part`.execute(tx);
    await failed(error);
  }
  await sql`release savepoint part`.execute(tx);
}

/** Serialisation failure, deadlock. */
function isWorthRepeating(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}
