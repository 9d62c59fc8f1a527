const remembered = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * What follows from the stored rows and is asked more often than they change, such as counts over 10,000 tasks.
 * Computed once between two commits; a worker that was stopped computes it anew.
 *
 * Not inside `store.write`: what is awaited there must come from its own transaction.
 *
 * @param key - names the computation and all that it depends on besides the rows
 */
export function derived<T>(db: object, key: string, compute: () => Promise<T>): Promise<T> {
  const known = remembered.get(db) ?? new Map<string, Promise<unknown>>();
  remembered.set(db, known);
  // One key is only ever used with one computation, and so with one type.
  const present = known.get(key) as Promise<T> | undefined;
  if (present) return present;
  const result = compute();
  known.set(key, result);
  result.catch(() => known.delete(key));
  return result;
}

/** To be called after each commit. */
export function forgetDerived(db: object): void {
  remembered.delete(db);
}
