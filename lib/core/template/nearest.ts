/** The name that was probably meant: the one with the fewest changed letters, if they are few, or one begun with it. */
export function nearest(name: string, names: readonly string[]): string | null {
  const most = Math.min(3, Math.floor(name.length / 3));
  let best: { name: string; distance: number } | null = null;
  for (const one of names) {
    const [asked, other] = [name.toLowerCase(), one.toLowerCase()];
    const isBeginning = asked.length >= 4 && other.startsWith(asked);
    const distance = isBeginning ? most : changes(asked, other, most);
    if (distance <= most && (!best || distance < best.distance)) best = { name: one, distance };
  }
  return best?.name ?? null;
}

/**
 * Letters to insert, leave out or change, or neighbours to exchange (optimal string alignment); more than `most` is not
 * counted out.
 */
function changes(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + Number(a[i] !== b[j]);
      const isExchanged = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const exchanged = isExchanged ? (before[j - 1] ?? 0) + 1 : changed;
      next.push(Math.min(changed, exchanged, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
