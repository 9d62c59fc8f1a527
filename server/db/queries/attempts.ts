import { sql } from 'kysely';
import type { Db } from '../open.ts';

/**
 * Counts one attempt in the window that is running, or starts a new window.
 * @returns attempts in the window, this one included
 */
export async function countAttempt(db: Db, key: string, windowMs: number, now: Date): Promise<number> {
  const oldest = new Date(now.getTime() - windowMs);
  const row = await db
    .insertInto('rate_limits')
    .values({ key, count: 1, window_started_at: now })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql`case when rate_limits.window_started_at <= ${oldest} then 1 else rate_limits.count + 1 end`,
        window_started_at: sql`case when rate_limits.window_started_at <= ${oldest} then ${now}::timestamptz
          else rate_limits.window_started_at end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function readAttempts(db: Db, key: string, windowMs: number, now: Date): Promise<number> {
  const row = await db
    .selectFrom('rate_limits')
    .select('count')
    .where('key', '=', key)
    .where('window_started_at', '>', new Date(now.getTime() - windowMs))
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function forgetAttempts(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('rate_limits').where('window_started_at', '<', before).execute();
}
