/**
 * The end of an axis that holds `largest` and divides well: 1, 2 or 5 times a power of ten, and 4 at least.
 * @param largest - 0 or more
 */
export function axisEnd(largest: number): number {
  if (largest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= largest) ?? 10;
  return step * power;
}

/**
 * Heights at which labels may stand without lying on each other, as near as can be to where they belong.
 *
 * @param wanted - heights, in any order
 * @param gap - least distance between two
 * @returns in the order given
 */
export function spread(wanted: readonly number[], gap: number, end: number): number[] {
  const order = wanted.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height);
  let least = Number.NEGATIVE_INFINITY;
  for (const label of order) {
    label.height = Math.max(label.height, least);
    least = label.height + gap;
  }
  let most = end;
  for (const label of order.toReversed()) {
    label.height = Math.min(label.height, most);
    most = label.height - gap;
  }
  const placed = [...wanted];
  for (const { height, index } of order) placed[index] = height;
  return placed;
}
