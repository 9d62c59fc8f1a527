import { expect, test } from 'vitest';
import { isBuiltInDate, isDateFormat, placeOf, serialDate, unescapeText, writeNumber } from './sheet-cell.ts';

test.each([
  [46_082, false, '2026-03-01'],
  [44_620, true, '2026-03-01'],
  [0, true, '1904-01-01'],
  [46_082.5, false, '2026-03-01 12:00'],
  [46_082.000_011_574, false, '2026-03-01 00:00:01'],
  [46_081.999_999_9, false, '2026-03-01'],
  [0.395_833_333_333, false, '09:30'],
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [60, false, '1900-02-28'],
  [61, false, '1900-03-01'],
  [-1, false, null],
  [3e6, false, null],
])('day %d (counted from 1904: %s) is %s', (serial, is1904, date) => {
  expect(serialDate(serial, is1904)).toBe(date);
});

test.each([
  ['yyyy-mm-dd', true],
  ['[$-409]d\\-mmm\\-yy;@', true],
  ['[h]:mm', true],
  ['General', false],
  ['0.00', false],
  ['#,##0 "days"', false],
  ['[Red]0', false],
  ['0;"ddmm"', false],
  ['@', false],
])('format %s is of a date: %s', (code, expected) => expect(isDateFormat(code)).toBe(expected));

test('formats that are dates by their number', () => {
  expect([0, 13, 14, 22, 23, 45, 47, 49].map(isBuiltInDate)).toEqual([
    false,
    false,
    true,
    true,
    false,
    true,
    true,
    false,
  ]);
});

test.each([
  ['46701234567', '46701234567'],
  ['4.6701234567E10', '46701234567'],
  ['0.30000000000000004', '0.3'],
  ['12.50', '12.5'],
  ['', ''],
])('the number %s is written %s', (raw, written) => expect(writeNumber(raw)).toBe(written));

test.each([
  ['A1', { column: 0, row: 0 }],
  ['AB12', { column: 27, row: 11 }],
  ['XFD1048576', { column: 16_383, row: 1_048_575 }],
  ['12', null],
  ['', null],
])('%s is cell %j', (reference, place) => expect(placeOf(reference)).toEqual(place));

test('characters that XML has not', () => expect(unescapeText('a_x000D_b _x005F_')).toBe('a\rb _'));
