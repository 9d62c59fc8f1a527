import readWorkbook from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { workbook } from './workbook.ts';

const heads = ['Name', 'Mails', 'Sent'];
/** As another program reads it. */
const read = async (parts: BlobPart[], sheet = 1) => {
  const bytes = Buffer.from(await new Blob(parts).arrayBuffer());
  const found = await readWorkbook(bytes);
  return found[sheet - 1]?.data;
};

test('texts, numbers and moments stand as such, and headings above', async () => {
  const file = workbook(heads);
  const at = new Date('2026-11-24T13:45:00.000Z');
  file.write([['Åsa "A" <a&b>', 3, at]]);
  file.write([
    ['=1+1', -1.5, null],
    ['日本 😀\nline', 0, null],
  ]);
  expect(await read(file.end())).toEqual([
    heads,
    ['Åsa "A" <a&b>', 3, at],
    ['=1+1', -1.5, null],
    ['日本 😀\nline', 0, null],
  ]);
});

test('what no workbook can hold is left out of a cell, and the file stays whole', async () => {
  const file = workbook(heads);
  file.write([[`a\u0000b\u001fc\ud800d\uffff`, 1, null]]);
  file.write([['x'.repeat(40_000), 2, null]]);
  const rows = await read(file.end());
  expect(rows?.[1]?.[0]).toBe('abcd');
  expect(String(rows?.[2]?.[0])).toHaveLength(32_767);
});

test('a table that is longer than a sheet may be goes on in another, under its headings', async () => {
  const file = workbook(['N'], 4);
  file.write(Array.from({ length: 7 }, (_, index) => [index]));
  const parts = file.end();
  expect(await read(parts, 1)).toEqual([['N'], [0], [1], [2]]);
  expect(await read(parts, 2)).toEqual([['N'], [3], [4], [5]]);
  expect(await read(parts, 3)).toEqual([['N'], [6]]);
});
