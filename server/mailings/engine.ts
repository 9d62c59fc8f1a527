import type { Database } from '../db/open.ts';
import { MAILINGS_CHANNEL, putOffNextMailing } from '../db/queries/mailing-work.ts';
import { onSettled } from '../delivery/ledger.ts';
import type { Log } from '../log.ts';
import { startLoop } from '../loop.ts';
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
  given: Pick<MailingEngineOptions, 'db' | 'writers'>,
  now: Date,
): Promise<boolean> {
  const heard = await hear(given.db);
  return (await plan(given, now)) || heard;
}

async function hear(db: Database): Promise<boolean> {
  return (await hearMailings(db, HEARD_AT_ONCE)) === HEARD_AT_ONCE;
}

async function plan(
  { db, writers }: Pick<MailingEngineOptions, 'db' | 'writers'>,
  now: Date,
): Promise<boolean> {
  const started = await startDue(db, now);
  const read = await readLists(db, now);
  const planned = await planMailing(db, writers, now);
  return started || read || planned;
}

/**
 * Moves mailings on until it is stopped: mails are planned while it is heard what has become of others. Any number of
 * processes may do so side by side.
 *
 * @returns a function that stops it, once what is under way has been written
 */
export async function startMailings(options: MailingEngineOptions): Promise<() => Promise<void>> {
  const { db, log, now } = options;
  const stopHearing = await startLoop({
    work: () => hear(db),
    onError: (err) => log.error({ err }, 'what has become of mails could not be heard'),
    pollMs: POLL_MS,
    listen: (heard) => onSettled(db, heard),
  });
  const putOff = async (err: unknown): Promise<void> => {
    log.error({ err }, 'a mailing could not be moved on');
    const until = new Date(now().getTime() + PUT_OFF_MS);
    await putOffNextMailing(db.kysely, now(), until).catch((error: unknown) =>
      log.error({ err: error }, 'a mailing could not be put off'),
    );
  };
  const stopPlanning = await startLoop({
    work: () => plan(options, now()),
    onError: putOff,
    pollMs: POLL_MS,
    listen: (heard) => db.listen(MAILINGS_CHANNEL, heard),
  });
  return async () => {
    await stopPlanning();
    await stopHearing();
  };
}
