import type { Database } from '../db/open.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
import { actOnClicks, putOffNextActs } from './link-acts.ts';

const POLL_MS = 1000;

/**
 * Acts on clicks until it is stopped. Any number of processes may do so side by side.
 *
 * @returns a function that stops it, once what is under way has been written
 */
export function startActing({
  db,
  log,
  now,
}: {
  db: Database;
  log: Pick<Log, 'error'>;
  now: () => Date;
}): Promise<() => Promise<void>> {
  const onError = async (err: unknown): Promise<void> => {
    log.error({ err }, 'a click could not be acted on');
    await putOffNextActs(db, now()).catch((error: unknown) =>
      log.error({ err: error }, 'a click could not be put off'),
    );
  };
  return startLoop({ work: () => actOnClicks(db, now()), onError, pollMs: POLL_MS });
}
