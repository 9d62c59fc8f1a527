const firstMs = 5_000;
const longestMs = 5 * 60_000;

/**
 * When to try the server again. The wait doubles from 5 seconds up to 5 minutes; a random quarter is added, so that
 * the browsers of a team do not come back all at once.
 *
 * @param failures - failures in a row, 1 or more
 * @param random - number from 0 up to 1
 */
export function nextTry(failures: number, now: Date, random: number): Date {
  const waitMs = Math.min(firstMs * 2 ** (failures - 1), longestMs);
  return new Date(now.getTime() + waitMs * (1 + random / 4));
}
