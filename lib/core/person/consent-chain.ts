/** What stands before the first entry in the place of a hash. */
export const NO_HASH = '0'.repeat(64);

/** What is hashed for an entry: the hash before it and what was written. */
export function chained(before: string, fact: string): string {
  return `${before}\n${fact}`;
}

interface Entry {
  /** From 1, without gaps. */
  number: number;
  fact: string;
  hash: string;
}

/**
 * The first of the entries, in their order, that is not what was written, or before which one is missing.
 *
 * @param hashOf - SHA-256 of a text in UTF-8, in hexadecimal digits
 * @returns the number that should stand there; null: all are as they were written
 */
export function firstBroken(entries: readonly Entry[], hashOf: (text: string) => string): number | null {
  let before = NO_HASH;
  for (const [place, { number, fact, hash }] of entries.entries()) {
    if (number !== place + 1 || hash !== hashOf(chained(before, fact))) return place + 1;
    before = hash;
  }
  return null;
}
