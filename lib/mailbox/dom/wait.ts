/** Resolves after `ms`, or at once when `signal` aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * Waits until `look` finds something, looking again after each change under `scope`.
 *
 * @param look - must be cheap and must not throw
 * @param timeoutMs - how long to wait
 * @returns what `look` found, or null when the time is over or `signal` aborts
 */
export function waitFor<T>(
  look: () => T | null,
  scope: Node,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<T | null> {
  const first = look();
  if (first !== null) return Promise.resolve(first);
  return new Promise((resolve) => {
    const end = (found: T | null) => {
      clearTimeout(timer);
      observer.disconnect();
      signal?.removeEventListener('abort', giveUp);
      resolve(found);
    };
    const giveUp = () => end(look());
    const observer = new MutationObserver(() => {
      const found = look();
      if (found !== null) end(found);
    });
    const timer = setTimeout(giveUp, timeoutMs);
    signal?.addEventListener('abort', giveUp);
    observer.observe(scope, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

/**
 * Gathers bursts of calls: `run` comes `ms` after the first call, and so on for as long as calls come; stops with
 * `signal`.
 *
 * @param firstMs - how soon it comes where all was quiet
 */
export function gather(run: () => void, ms: number, signal: AbortSignal, firstMs = ms): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastRun = -Infinity;
  signal.addEventListener('abort', () => timer !== null && clearTimeout(timer));
  return () => {
    if (timer !== null || signal.aborted) return;
    const isQuiet = performance.now() - lastRun > ms;
    timer = setTimeout(
      () => {
        timer = null;
        lastRun = performance.now();
        run();
      },
      isQuiet ? firstMs : ms,
    );
  };
}
