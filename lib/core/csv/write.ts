/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * A table as CSV (RFC 4180): lines end in CRLF, and what holds a separator, a quotation mark or a line end stands in
 * quotation marks. A text that a spreadsheet would reckon as a formula gets an apostrophe before it, also behind blanks;
 * numbers are written as they are, and null is empty.
 */
export function writeCsv(
  rows: readonly (readonly (string | number | null)[])[],
  separator: ',' | ';' = ',',
): string {
  return rows.map((row) => `${row.map((value) => cell(value, separator)).join(separator)}\r\n`).join('');
}

function cell(value: string | number | null, separator: string): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) || formula.test(value.trimStart()) ? `'${value}` : value;
  const isSpecial = safe.includes(separator) || /["\r\n]/.test(safe);
  return isSpecial ? `"${safe.replaceAll('"', '""')}"` : safe;
}
