/**
 * Runs code that leans on the mail page, which may change under it: what is thrown is reported, and `otherwise` is
 * the answer. Nothing that goes wrong here may reach the page or stop the rest of the script.
 */
export function attempt<T>(run: () => T, otherwise: T, report: (error: unknown) => void): T {
  try {
    return run();
  } catch (error) {
    report(error);
    return otherwise;
  }
}

/** A listener that never throws and whose promise never goes unobserved. */
export function guarded<A extends unknown[]>(
  run: (...given: A) => unknown,
  report: (error: unknown) => void,
): (...given: A) => void {
  return (...given) => {
    void (async () => run(...given))().catch(report);
  };
}

/** Resolves after `delayMs`, or at once when `stop` aborts. */
export function pause(delayMs: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    stop.addEventListener('abort', done);
  });
}
