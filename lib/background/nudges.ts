import type { Server } from '../sync/client.ts';
import type { Deps } from './deps.ts';

const lookMs = 20_000;
const againMs = 5_000;

/**
 * Listens to the server's nudges while one of our pages is open, and only then: a stream for every sleeping browser
 * would be a burden on the server and would keep the worker awake.
 *
 * @param listen - one stream; settles when it has ended
 * @param pagesOpen - is one of our pages open now
 * @returns to be called whenever a page shows signs of life
 */
export function makeNudges(
  deps: Deps,
  listen: (server: Server, nudged: () => void, stop: AbortSignal) => Promise<void>,
  pagesOpen: () => Promise<boolean>,
): () => Promise<void> {
  let listening = false;
  const wake = async (): Promise<void> => {
    if (listening) return;
    listening = true;
    const stop = new AbortController();
    const look = setInterval(() => void pagesOpen().then((open) => open || stop.abort()), lookMs);
    try {
      const pairing = await deps.keys.pairing();
      if (!pairing || !(await pagesOpen())) return;
      await listen({ url: pairing.server, token: pairing.token }, () => void deps.sync.run(), stop.signal);
      deps.browser.after(againMs, () => void wake());
    } finally {
      clearInterval(look);
      listening = false;
    }
  };
  return wake;
}
