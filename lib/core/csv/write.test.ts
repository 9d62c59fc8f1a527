import { expect, test } from 'vitest';
import { writeCsv } from './write.ts';

test('RFC 4180: lines end in CRLF; commas, quotation marks and line ends stand in quotation marks', () => {
  expect(
    writeCsv([
      ['a', 1, null],
      ['b, c', 'd "e"', 'f\ng'],
    ]),
  ).toBe('a,1,\r\n"b, c","d ""e""","f\ng"\r\n');
});

test.each([
  { text: '=1+1', cell: "'=1+1" },
  { text: '+46 8 123', cell: "'+46 8 123" },
  { text: '-1', cell: "'-1" },
  { text: '@SUM(A1)', cell: "'@SUM(A1)" },
  { text: '\t=1', cell: "'\t=1" },
  { text: '  =cmd', cell: "'  =cmd" },
  { text: '=HYPERLINK("x")', cell: '"\'=HYPERLINK(""x"")"' },
  { text: 'a=1', cell: 'a=1' },
])('a name $text is no formula', ({ text, cell }) => {
  expect(writeCsv([[text]])).toBe(`${cell}\r\n`);
});

test('with semicolons as spreadsheets of countries read it in which a comma stands in numbers', () => {
  expect(writeCsv([['a;b', 'c,d', 1]], ';')).toBe('"a;b";c,d;1\r\n');
});

test('a number below nought stays a number', () => {
  expect(writeCsv([[-1]])).toBe('-1\r\n');
});
