/**
 * `int8` as a number, alike on both engines.
 * @throws {RangeError} beyond 2^53, where a number would round
 */
export function parseInt8(digits: string): number {
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8: ${digits} does not fit a number`);
  return value;
}
