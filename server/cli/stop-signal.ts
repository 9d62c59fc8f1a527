/** How long a repeated signal counts as the same one: npm passes on the Ctrl-C that the terminal has sent already. */
const SAME_SIGNAL_MS = 800;

/**
 * Waits for Ctrl-C, SIGTERM or a closed terminal. The first one asks to stop in order, a later one ends at once.
 *
 * @param force - called when the person insists
 * @returns `asked` aborts at the first signal; `dispose` takes the listeners away
 */
export function stopSignal(
  force: () => void,
  clock: () => number = () => performance.now(),
): { asked: AbortSignal; dispose(): void } {
  const asked = new AbortController();
  let firstAt = 0;
  const heard = () => {
    if (!asked.signal.aborted) {
      firstAt = clock();
      asked.abort();
    } else if (clock() - firstAt > SAME_SIGNAL_MS) {
      force();
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, heard);
  return {
    asked: asked.signal,
    dispose: () => {
      for (const signal of signals) process.off(signal, heard);
    },
  };
}

export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
