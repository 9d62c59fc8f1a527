import type { Database } from '../db/open.ts';
import { putOffNextMailing } from '../db/queries/mailing-work.ts';
import { onSettled } from '../delivery/ledger.ts';
import { Waker } from '../delivery/waker.ts';
import type { Log } from '../log.ts';
import { hearMailings } from './hear.ts';
import { planMailing } from './plan-mails.ts';
import { readLists } from './read-list.ts';
import { startDue } from './send.ts';
import type { Writers } from './writers.ts';

/** Starts come without anybody saying so. */
const POLL_MS = 1000;
const HEARD_AT_ONCE = 1000;
/** A mailing at which something of ours went wrong is left alone so long. */
const PUT_OFF_MS = 30_000;

export interface MailingEngineOptions {
  db: Database;
  log: Pick<Log, 'error'>;
  now: () => Date;
  writers: Writers;
}

/**
 * One turn: hears what has become of mails, lets those go whose start has come, reads lists and plans mails.
 *
 * @returns whether there may be more to do
 */
export async function moveMailings(
  { db, writers }: Pick<MailingEngineOptions, 'db' | 'writers'>,
  now: Date,
): Promise<boolean> {
  const heard = await hearMailings(db, HEARD_AT_ONCE);
  const started = await startDue(db, now);
  const read = await readLists(db, now);
  const planned = await planMailing(db, writers, now);
  return heard === HEARD_AT_ONCE || started || read || planned;
}

/**
 * Moves mailings on until it is stopped. Any number of processes may do so side by side.
 *
 * @returns a function that stops it, once what is under way has been written
 */
export async function startMailings(options: MailingEngineOptions): Promise<() => Promise<void>> {
  const { db, log, now } = options;
  const waker = new Waker();
  const unlisten = await onSettled(db, () => waker.wake());
  let stopping = false;
  const run = async (): Promise<void> => {
    while (!stopping) {
      const more = await moveMailings(options, now()).catch(async (err: unknown) => {
        log.error({ err }, 'a mailing could not be moved on');
        const until = new Date(now().getTime() + PUT_OFF_MS);
        await putOffNextMailing(db.kysely, now(), until).catch((error: unknown) =>
          log.error({ err: error }, 'a mailing could not be put off'),
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
    await unlisten();
  };
}
