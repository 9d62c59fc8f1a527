import type { Database } from '../../db/open.ts';
import { onSettled } from '../../delivery/ledger.ts';
import type { Log } from '../../log.ts';
import { startLoop } from '../../loop.ts';
import { hearSends } from './hear-sends.ts';
import { sendDue } from './send-due.ts';
import type { TrackingAddress } from './track-mail.ts';

/** Mails fall due without anybody saying so. */
const POLL_MS = 1000;
/** Runs of one transaction: each stays locked until its end. */
const HEARD_AT_ONCE = 20;
/** They share most of their statements. */
export const DUE_AT_ONCE = 100;

export interface EngineOptions {
  db: Database;
  log: Pick<Log, 'error'>;
  now: () => Date;
  tracking: TrackingAddress;
}

/**
 * One turn: hears what has become of mails, then gives those that are due to the ledger.
 *
 * @param onError - a fault of ours in one of them; the others go on
 * @param tracking - null: nothing is tracked, as in a rehearsal
 * @returns how many were moved, and whether there may be more
 */
export async function moveOn(
  db: Database,
  now: () => Date,
  onError: (error: unknown) => void,
  tracking: TrackingAddress | null = null,
): Promise<{ moved: number; more: boolean }> {
  const heard = await hearSends(db, HEARD_AT_ONCE, now(), onError);
  const sent = await sendDue(db, DUE_AT_ONCE, now(), onError, tracking);
  return { moved: heard + sent, more: heard === HEARD_AT_ONCE || sent === DUE_AT_ONCE };
}

/**
 * Sends the automatic mails of campaigns when they are due, and moves runs on when they have gone. Any number of
 * processes may do so side by side.
 *
 * @returns a function that stops it, once what is under way has been written
 */
export function startEngine({ db, log, now, tracking }: EngineOptions): Promise<() => Promise<void>> {
  const onError = (err: unknown) => log.error({ err }, 'an automatic mail could not be brought on');
  return startLoop({
    work: async () => (await moveOn(db, now, onError, tracking)).more,
    onError: (err) => log.error({ err }, 'campaigns could not be moved on'),
    pollMs: POLL_MS,
    listen: (heard) => onSettled(db, heard),
  });
}
