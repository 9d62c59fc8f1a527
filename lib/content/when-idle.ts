/** Longest that a busy page may keep us waiting. */
const latestMs = 500;

/**
 * Starts once the page has drawn itself and rests: our first look at its layout then costs nothing, because the page
 * has just made it. Not at all when `stop` has aborted before.
 */
export function whenIdle(start: () => void, stop: AbortSignal): void {
  const id = requestIdleCallback(() => !stop.aborted && start(), { timeout: latestMs });
  stop.addEventListener('abort', () => cancelIdleCallback(id), { once: true });
}
