import { Waker } from './waker.ts';

export interface Loop {
  /** A piece of work, short enough to be waited for at the end. @returns whether there may be more */
  work(): Promise<boolean>;
  /** Told when a piece has failed; what it does is waited for. The loop sleeps then. */
  onError(error: unknown): Promise<void> | void;
  /** It looks by itself after so long. */
  pollMs: number;
  /** Begins to listen for what there may be work after. @returns a function that ends it */
  listen?(heard: () => void): Promise<() => Promise<void>>;
}

/**
 * Works as long as there is something to do, and sleeps until something is heard or `pollMs` have passed.
 *
 * @returns a function that stops it, once what is under way has been written
 */
export async function startLoop({ work, onError, pollMs, listen }: Loop): Promise<() => Promise<void>> {
  const waker = new Waker();
  const unlisten = await listen?.(() => waker.wake());
  let stopping = false;
  const run = async (): Promise<void> => {
    while (!stopping) {
      const more = await work().catch(async (error: unknown) => {
        await onError(error);
        return false;
      });
      if (!more && !stopping) await waker.sleep(pollMs);
    }
  };
  const running = run();
  return async () => {
    stopping = true;
    waker.wake();
    await running;
    await unlisten?.();
  };
}
