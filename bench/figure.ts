/** One measured figure and what it is held against in the same run. */
export interface Figure {
  name: string;
  value: number;
  unit: 'kB' | 'MB' | 's' | 'ms' | 'x' | 'cases' | 'per s';
  /** The floor or peer measured beside it, in the same unit. */
  against: number;
  /** `value / against`; null where the floor is zero. */
  ratio: number | null;
  /** What the number alone would not tell. */
  note?: string;
  /** What the issue asks of the figure; left out of the printed line, shown in the summary. */
  target?: { at: 'value' | 'ratio'; most: number };
}

export function figure(
  name: string,
  unit: Figure['unit'],
  value: number,
  against: number,
  target?: Figure['target'],
): Figure {
  const ratio = against === 0 ? null : round(value / against);
  return { name, value: round(value), unit, against: round(against), ratio, ...(target && { target }) };
}

/** Middle of an odd or even number of values; the figure to quote on a machine whose speed drifts. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] =
    sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError('median: expected at least one value');
  return (low + high) / 2;
}

/**
 * Measures two things in turn, A B A B …, so that a drift of the machine's speed meets both alike.
 *
 * @returns the medians of both
 */
export async function inTurn(
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ a: number; b: number }> {
  const as: number[] = [];
  const bs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    as.push(await a());
    bs.push(await b());
  }
  return { a: median(as), b: median(bs) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
