import { browser } from 'wxt/browser';

const key = 'rev';

/** Tells every open page of ours that the background has stored something new. Called after each commit. */
export async function raiseRevision(): Promise<void> {
  // A stamp instead of a counter: two commits at once must both be a change, and neither needs to read first.
  await browser.storage.local.set({ [key]: crypto.randomUUID() });
}

/**
 * Calls `changed` after each commit of the background; readers then ask again for what they show. Changes that come
 * while `changed` is still running are joined into one further call.
 */
export function onRevision(changed: () => void | Promise<void>, stop: AbortSignal): void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    try {
      await changed();
    } finally {
      running = false;
      if (again && !stop.aborted) void run();
    }
  };
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === 'local' && key in changes) void run();
  };
  browser.storage.onChanged.addListener(listener);
  stop.addEventListener('abort', () => browser.storage.onChanged.removeListener(listener), { once: true });
}
