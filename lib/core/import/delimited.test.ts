import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { Delimiter } from '../../contract/import.ts';
import { DelimitedReader, sniffDelimiter } from './delimited.ts';

const readAll = (text: string, delimiter = ',', size = text.length + 1) => {
  const reader = new DelimitedReader(delimiter);
  const rows = [];
  for (let at = 0; at < text.length; at += size) rows.push(...reader.read(text.slice(at, at + size)));
  return [...rows, ...reader.end()];
};
const cellsOf = (text: string, delimiter?: string) => readAll(text, delimiter).map(({ cells }) => cells);

test.each([
  [
    'a,b\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,b\rc,d\r',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['"a ""big"" one","two\r\nlines"\nc', [['a "big" one', 'two\r\nlines'], ['c']]],
  ['5" pipe,b', [['5" pipe', 'b']]],
  ['"quoted" and more,b', [['quoted and more', 'b']]],
  ['\n\n,,\na,b\n\n', [['a', 'b']]],
  [' , , 99887766\n', [[' ', ' ', ' 99887766']]],
  ['a,', [['a', '']]],
])('mailings §5.2 separators: %j', (text, expected) => expect(cellsOf(text)).toEqual(expected));

test('a row knows the line on which it begins, also after quoted line ends and empty lines', () => {
  expect(readAll('\nh\n"a\nb"\nc').map(({ row }) => row)).toEqual([2, 3, 5]);
});

test('a quotation mark that is never closed costs its own row at most, which is said to be odd', () => {
  const rows = readAll(`name,mail\n"Anna,anna@x.example\nBo,bo@x.example\n`);
  expect(rows).toEqual([
    { row: 1, cells: ['name', 'mail'] },
    { row: 2, cells: ['"Anna', 'anna@x.example'], isOdd: true },
    { row: 3, cells: ['Bo', 'bo@x.example'] },
  ]);
});

test('an unclosed mark does not make the reader keep all that follows', () => {
  const reader = new DelimitedReader(',');
  let rows = reader.read('"Anna,x\n').length;
  for (let line = 0; line < 30_000; line += 1) rows += reader.read(`row ${line},x\n`).length;
  expect(rows).toBe(30_001);
});

test('whatever is written in quotation marks is read again, however the text is cut', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'å', '"', ',', ';', '\n', '\r', ' ', '\t', '😀') });
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(...Delimiter.options),
      fc.integer({ min: 1, max: 9 }),
      (rows, mark, size) => {
        const text = rows
          .map((row) => `${row.map((one) => `"${one.replaceAll('"', '""')}"`).join(mark)}\r\n`)
          .join('');
        const kept = rows.filter((row) => row.some((one) => one !== ''));
        expect(readAll(text, mark, size).map(({ cells }) => cells)).toEqual(kept);
      },
    ),
  );
});

test.each([
  ['a;b;c\n1,5;2;3\n2,5;4;5\n', ';', true],
  ['name,email\n"Ek, Anna",a@x\n', ',', true],
  ['a\tb\n1\t2\n', '\t', true],
  ['a|b\n1|2\n', '|', true],
  ['sep=;\r\na,b;c\r\n', ';', true],
  ['anna@x.example\nbo@x.example\n', ',', false],
  ['a;b,c\nd;e,f\n', ',', false],
])('what separates the cells of %j is %j', (text, delimiter, isSure) => {
  expect(sniffDelimiter(text)).toEqual({ delimiter, isSure });
});
