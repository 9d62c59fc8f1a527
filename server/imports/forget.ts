import type { Database } from '../db/open.ts';
import { forgetImports } from '../db/queries/imports.ts';

const DAY_MS = 86_400_000;
/** A file that was read; one that was left lying; and what an undo needs. */
const KEPT_DAYS = { read: 1, left: 7, undo: 30 };
const FORGET_EVERY_MS = 10 * 60_000;
const AT_ONCE = 20;

/** Takes away files that were imported a day ago or left lying for a week, and what could be undone for thirty days. */
export async function forgetFiles({ kysely }: Database, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const before = { read: ago(KEPT_DAYS.read), left: ago(KEPT_DAYS.left), undo: ago(KEPT_DAYS.undo) };
  while (await forgetImports(kysely, before, AT_ONCE));
}

/**
 * Does so every ten minutes.
 * @returns a function that stops it
 */
export function startForgettingImports(
  db: Database,
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    forgetFiles(db, now()).catch(onError);
  }, FORGET_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
