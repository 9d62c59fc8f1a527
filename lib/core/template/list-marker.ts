const roman = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const;

/**
 * What stands before an item of an ordered list, without a full stop.
 *
 * @param type - as HTML has it: `1`, `a`, `A`, `i`, `I`; numbers where it is none of these, or the number cannot be
 *   written so
 */
export function listMarker(number: number, type: string): string {
  const small = type.toLowerCase();
  const written = small === 'a' ? inLetters(number) : small === 'i' ? inRoman(number) : '';
  if (written === '') return String(number);
  return type === small ? written : written.toUpperCase();
}

/** a … z, aa …; nothing below 1. */
function inLetters(number: number): string {
  let letters = '';
  for (let left = number; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(97 + ((left - 1) % 26)) + letters;
  return letters;
}

/** Nothing below 1 and above 3999. */
function inRoman(number: number): string {
  if (number > 3999) return '';
  let left = number;
  let written = '';
  for (const [value, sign] of roman) {
    for (; left >= value; left -= value) written += sign;
  }
  return written;
}
