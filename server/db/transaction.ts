import type { Kysely, Transaction } from 'kysely';
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

/** Serialisation failure, deadlock. */
function isWorthRepeating(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}
