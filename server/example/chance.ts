/**
 * Random numbers that are the same at each run.
 *
 * @param seed - 32-bit
 * @returns a function that gives numbers from 0 up to 1
 * @see mulberry32, Tommy Ettinger, public domain
 */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A UUID of version 4 out of seeded chance. */
export function uuidFrom(chance: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(chance() * 16).toString(16));
  hex[12] = '4';
  hex[16] = '89ab'[Math.floor(chance() * 4)] ?? '8';
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The same entries in another order (Fisher-Yates). */
export function shuffled<T>(entries: readonly T[], chance: () => number): T[] {
  const order = [...entries];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T]; // both positions exist
  }
  return order;
}
