import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

const LOOK_EVERY_MS = 15_000;
const CHECKPOINT_AFTER_BYTES = 32 * 1024 * 1024;
const CHECKPOINT_AFTER_MS = 5 * 60_000;
const VACUUM_AFTER_BYTES = 8 * 1024 * 1024;
const VACUUM_AFTER_MS = 60 * 60_000;

interface Mark {
  wal: number;
  atMs: number;
}

/**
 * What a PostgreSQL server does by itself and the embedded one does not: checkpoints, so that its log does not grow
 * for ever, and vacuum with statistics, without which claims are several times slower.
 * @param onError - a round failed; the next one tries again
 * @param clock - milliseconds since 1970
 * @returns stops it, once a round under way has ended
 */
export function maintain(
  db: Kysely<Schema>,
  onError: (error: unknown) => void,
  clock: () => number,
): () => Promise<void> {
  let checkpoint: Mark = { wal: 0, atMs: clock() };
  let vacuum: Mark = { wal: 0, atMs: clock() };
  let running: Promise<void> | null = null;
  const round = async () => {
    const present = { wal: await walBytes(db), atMs: clock() };
    if (isDue(vacuum, present, VACUUM_AFTER_BYTES, VACUUM_AFTER_MS)) {
      await sql`vacuum (analyze)`.execute(db);
      vacuum = { ...present, wal: await walBytes(db) };
    }
    if (isDue(checkpoint, present, CHECKPOINT_AFTER_BYTES, CHECKPOINT_AFTER_MS)) {
      await sql`checkpoint`.execute(db);
      checkpoint = { ...present, wal: await walBytes(db) };
    }
  };
  const timer = setInterval(() => {
    running ??= round()
      .catch(onError)
      .finally(() => {
        running = null;
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/** Much has been written, or a little a while ago. */
function isDue(last: Mark, present: Mark, bytes: number, ms: number): boolean {
  const written = present.wal - last.wal;
  return written > bytes || (written > 0 && present.atMs - last.atMs > ms);
}

/** Position in the write-ahead log, in bytes. */
async function walBytes(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::int8 as bytes`.execute(db);
  return rows[0]?.bytes ?? 0;
}
