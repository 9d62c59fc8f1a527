import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from '../open.ts';

const LONGEST_WAIT_MS = 2000;

/** Does the database answer within two seconds? */
export async function isDatabaseWell(db: Db): Promise<boolean> {
  const answered = new AbortController();
  const answer = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  const tooLate = delay(LONGEST_WAIT_MS, false, { signal: answered.signal }).catch(() => false);
  return Promise.race([answer, tooLate]).finally(() => answered.abort());
}
