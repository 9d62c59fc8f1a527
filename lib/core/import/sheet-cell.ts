const DAY_MS = 86_400_000;

/** Formats of numbers that are dates or times by their number alone (ECMA-376 §18.8.30). */
export function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** A format such as `yyyy-mm-dd;@`: does it print a date or a time? Text in it, colours and conditions do not count. */
export function isDateFormat(code: string): boolean {
  const bare = code
    .split(';')[0]
    ?.replaceAll(/"[^"]*"|\\.|_.|\*./g, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test((bare ?? '').replaceAll(/general/gi, ''));
}

/**
 * A number of days as a date, a time or both: `2026-03-01`, `09:30`, `2026-03-01 09:30`, with seconds where there are any.
 * The day 29 February 1900, which spreadsheets believe in, is 28 February.
 *
 * @param is1904 - days are counted from 1 January 1904
 * @returns null where there is no such date
 */
export function serialDate(serial: number, is1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465.99999) return null;
  const seconds = Math.round((serial % 1) * 86_400);
  const time = new Date(seconds * 1000).toISOString().slice(11, seconds % 60 === 0 ? 16 : 19);
  if (serial < 1 && !is1904) return time;
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const whole = Math.floor(serial) + (seconds === 86_400 ? 1 : 0);
  const date = new Date(epoch + whole * DAY_MS).toISOString().slice(0, 10);
  return seconds % 86_400 === 0 ? date : `${date} ${time}`;
}

/** A number as somebody would write it: without the last digits that only a machine has, and without an exponent. */
export function writeNumber(raw: string): string {
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return raw;
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : raw;
  return String(Number(value.toPrecision(15)));
}

/** The place of a cell such as `AB12`, from 0: column and row. Null where it names none. */
export function placeOf(reference: string): { column: number; row: number } | null {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  const row = Number(reference.slice(at));
  if (column === 0 || column > 16_384 || !Number.isInteger(row) || row < 1) return null;
  return { column: column - 1, row: row - 1 };
}

/** `_x000D_` and the like are how sheets write characters that XML has not. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
