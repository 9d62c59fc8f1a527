/**
 * A value as JSON with its keys in order, for telling whether two say the same: what a database gives back may have them
 * in another order than what was put in, and what is absent may be said as undefined.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
