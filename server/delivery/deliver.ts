import { randomUUID } from 'node:crypto';
import { SENDS_CHANNEL } from '../db/queries/sends-plan.ts';
import { Waker } from '../waker.ts';
import { type DeliveryOptions, Desk, POLL_MS } from './desk.ts';
import { DotJournal } from './journal.ts';

/** A delivery under way. */
export interface Delivery {
  /** Finishes what is being handed over, gives the rest back, and writes what is known. */
  stop(): Promise<void>;
}

/** Two batches are in hand at a time: while one is written down the other is on its way. */
const SHIFTS = 2;
const HOUSEKEEPING_MS = 5000;

/**
 * Hands over what is due, each through the channel of whose it is, until it is stopped. Any number of processes may do so side by side.
 * What processes of this machine left when they died is settled first.
 *
 * @throws {Error} when the journal cannot be written or the database not be asked
 */
export async function startDelivery(options: DeliveryOptions): Promise<Delivery> {
  const { db, log } = options;
  const journal = new DotJournal(options.journalFolder, randomUUID());
  const waker = new Waker();
  const desk = new Desk(options, journal);
  await desk.keepHouse();
  const unlisten = await db.listen(SENDS_CHANNEL, () => waker.wake());
  const onError = (err: unknown) => log.error({ err }, 'the delivery had a problem');
  const housekeeping = setInterval(() => {
    desk.keepHouse().catch(onError);
  }, HOUSEKEEPING_MS);
  const shift = async () => {
    while (!desk.isStopping) {
      const restMs = await desk.work().catch((error: unknown) => {
        onError(error);
        return POLL_MS;
      });
      if (restMs > 0 && !desk.isStopping) await waker.sleep(restMs);
    }
  };
  const shifts = Array.from({ length: SHIFTS }, shift);
  return {
    async stop() {
      clearInterval(housekeeping);
      desk.stop();
      waker.wake();
      await Promise.all(shifts);
      await desk.close();
      await unlisten();
      await options.channels.close();
      journal.close();
    },
  };
}
