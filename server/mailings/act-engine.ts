import type { Database } from '../db/open.ts';
import { Waker } from '../delivery/waker.ts';
import type { Log } from '../log.ts';
import { actOnClicks, putOffNextActs } from './link-acts.ts';

const POLL_MS = 1000;

/**
 * Acts on clicks until it is stopped. Any number of processes may do so side by side.
 *
 * @returns a function that stops it, once what is under way has been written
 */
export function startActing(options: {
  db: Database;
  log: Pick<Log, 'error'>;
  now: () => Date;
}): () => Promise<void> {
  const { db, log, now } = options;
  const waker = new Waker();
  let stopping = false;
  const run = async (): Promise<void> => {
    while (!stopping) {
      const more = await actOnClicks(db, now()).catch(async (err: unknown) => {
        log.error({ err }, 'a click could not be acted on');
        await putOffNextActs(db, now()).catch((error: unknown) =>
          log.error({ err: error }, 'a click could not be put off'),
        );
        return false;
      });
      if (!more && !stopping) await waker.sleep(POLL_MS);
    }
  };
  const running = run();
  return async () => {
    stopping = true;
    waker.wake();
    await running;
  };
}
