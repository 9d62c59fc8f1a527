const MINUTE_MS = 60_000;
/** Beyond this many keys in a minute the count starts afresh: memory is worth more than a limit. */
const MOST_KEYS = 50_000;

/**
 * Counts by key within a minute, in this process only: for what is asked too often to be worth a write each time.
 *
 * @param most - how often a key may pass in one minute
 * @returns whether this time is still within it
 */
export function minuteGate(most: number): (key: string, now: Date) => boolean {
  let minute = 0;
  let counts = new Map<string, number>();
  return (key, now) => {
    const current = Math.floor(now.getTime() / MINUTE_MS);
    if (current !== minute || counts.size > MOST_KEYS) {
      minute = current;
      counts = new Map();
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= most;
  };
}
