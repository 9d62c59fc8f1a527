import { randomBytes } from 'node:crypto';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../lib/contract/import.ts';
import { sheetOf, sourceOf, workbookOf, zipOf } from '../../../tests/support/workbook.ts';
import { openTable, readRows } from './table.ts';

async function read(content: Uint8Array | string, wish: Reading = {}) {
  const source = sourceOf(content);
  const rows = [];
  for await (const some of readRows(source, await openTable(source, wish), wish)) rows.push(...some);
  return rows;
}
const cellsOf = async (content: Uint8Array | string, wish?: Reading) =>
  (await read(content, wish)).map(({ cells }) => cells);
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('delimited text', () => {
  const text = 'Namn;E-post\r\nÅsa Öberg;asa@x.example\r\n';
  const rows = [
    ['Namn', 'E-post'],
    ['Åsa Öberg', 'asa@x.example'],
  ];
  test.each([
    ['UTF-8', text, 'utf-8', true],
    ['UTF-8 with a mark', `\ufeff${text}`, 'utf-8', true],
    ['UTF-16 with a mark', utf16(`\ufeff${text}`), 'utf-16le', true],
    ['UTF-16 the other way round', utf16(`\ufeff${text}`).swap16(), 'utf-16be', true],
    ['UTF-16 without a mark', utf16(text), 'utf-16le', true],
    ['windows-1252', Buffer.from(text, 'latin1'), 'windows-1252', false],
  ])(
    'mailings §5.2 letters: in %s is read, and it is said how sure that is',
    async (_, content, encoding, isSure) => {
      expect(await openTable(sourceOf(content))).toMatchObject({ kind: 'text', encoding, isSure });
      expect(await cellsOf(content)).toEqual(rows);
    },
  );

  test('characters of windows-1252 that Latin-1 has not', async () => {
    expect(await cellsOf(Buffer.from([0x80, 0x3b, 0x93, 0xe5, 0x94, 0x0a]))).toEqual([['€', '“å”']]);
  });

  test('somebody may know better', async () => {
    expect(await cellsOf('a;b,c\n', { delimiter: ',' })).toEqual([['a;b', 'c']]);
    expect(await cellsOf(Buffer.from('å;b\n', 'latin1'), { encoding: 'utf-8' })).toEqual([['\ufffd', 'b']]);
  });

  test('a letter that stands on the border of two pieces is read whole', async () => {
    const long = `${'x'.repeat(262_143)}å;b\n`;
    expect((await cellsOf(long, { delimiter: ';' }))[0]?.[0]?.at(-1)).toBe('å');
  });

  test('the line by which a spreadsheet names its separator is no row', async () => {
    expect(await read('sep=;\r\na;b\r\n')).toEqual([{ row: 2, cells: ['a', 'b'] }]);
  });
});

describe('workbooks', () => {
  test('mailings §5.2 workbooks: texts of all kinds, numbers, dates, truths, formulas and errors', async () => {
    const data = `
      <row r="3" spans="1:9"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3" t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve">line &amp; </t></r><rPh sb="0" eb="1"><t>aloud</t></rPh></is></c></row>
      <row r="4"><c r="A4"><v>4.6701234567E10</v></c><c r="B4" s="1"><v>46082</v></c><c r="C4" s="2"><v>46082.5</v></c><c r="D4" t="b"><v>1</v></c><c r="E4" t="e"><v>#N/A</v></c><c r="F4" t="str"><f>A1&amp;"x"</f><v>cached</v></c><c r="G4"><f>1+1</f><v>2</v></c><c r="H4" t="d"><v>2026-03-01T00:00:00</v></c></row>
      <row r="5"><c r="A5" s="1"/></row>
      <row><c t="str"><v>no reference</v></c><c t="str"><v>next</v></c></row>`;
    const file = workbookOf({
      sheets: { People: { data, after: '<mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>' } },
      shared: ['<si><t>plain</t></si>', '<si><r><t>ri</t></r><r><rPr><b/></rPr><t>ch_x000D_</t></r></si>'],
      formats: { 164: '[$-41D]d\\ mmm\\ yyyy;@' },
      styles: [0, 14, 164],
    });
    expect(await read(file)).toEqual([
      { row: 3, cells: ['plain', 'rich\r', '', 'inline & '] },
      {
        row: 4,
        cells: ['46701234567', '2026-03-01', '2026-03-01 12:00', 'true', '', 'cached', '2', '2026-03-01'],
      },
      { row: 6, cells: ['no reference', 'next'] },
    ]);
  });

  test('days may be counted from 1904', async () => {
    const data = '<row r="1"><c r="A1" s="1"><v>44620</v></c></row>';
    const file = workbookOf({ sheets: { A: { data } }, styles: [0, 14], is1904: true });
    expect(await cellsOf(file)).toEqual([['2026-03-01']]);
  });

  test('the first sheet that is not hidden is read, or the one that is named', async () => {
    const row = (text: string) => `<row><c t="str"><v>${text}</v></c></row>`;
    const file = workbookOf({
      sheets: {
        Secret: { data: row('s'), state: 'veryHidden' },
        One: { data: row('1') },
        Two: { data: row('2') },
      },
    });
    expect(await cellsOf(file)).toEqual([['1']]);
    expect(await cellsOf(file, { sheet: 'Two' })).toEqual([['2']]);
    expect(await cellsOf(file, { sheet: 'Secret' })).toEqual([['s']]);
    await expect(cellsOf(file, { sheet: 'Three' })).rejects.toMatchObject({ code: 'noSheet' });
  });

  test('names with a prefix, as some programs write them', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const file = zipOf({
      'xl/worksheets/a.xml': `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>hi</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`,
      'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="R1" Type="${office}/worksheet" Target="/xl/worksheets/a.xml"/></Relationships>`,
      'xl/workbook.xml': `<x:workbook xmlns:x="${main}" xmlns:r="${office}"><x:sheets><x:sheet name="S" sheetId="1" r:id="R1"/></x:sheets></x:workbook>`,
    });
    expect(await cellsOf(file)).toEqual([['hi']]);
  });

  test('what another reader finds in a workbook is found here, too', async () => {
    const rows = Array.from({ length: 300 }, (_, row) =>
      Array.from({ length: 6 }, (_, column) => `${row}/${column} å <&> "😀"`),
    );
    const file = sheetOf(rows);
    const [theirs] = await readXlsxFile(file);
    expect(await cellsOf(file)).toEqual(theirs?.data);
  });
});

describe('what no table can be read from', () => {
  const bomb = () => workbookOf({ sheets: { A: { data: `${' '.repeat(1_000_000)}<row/>`.repeat(100) } } });
  const cut = () =>
    sheetOf(Array.from({ length: 50 }, () => [randomBytes(20).toString('hex')])).subarray(0, -60);
  test.each([
    ['an empty file', () => '', 'empty'],
    ['an old workbook', () => Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'oldWorkbook'],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'notATable'],
    ['a PDF', () => '%PDF-1.7 …', 'notATable'],
    ['a page that calls itself a workbook', () => '<html><table><tr><td>a</td></tr></table>', 'notATable'],
    ['another archive', () => zipOf({ 'a.txt': 'hello' }), 'notATable'],
    ['an archive that is cut off', cut, 'damaged'],
    ['an archive with a password', () => zipOf({ 'xl/workbook.xml': 'x' }, 1), 'locked'],
    ['XML that is broken', () => workbookOf({ sheets: { A: { data: '<row><c></row>' } } }), 'damaged'],
    ['what unpacks to far more than a table', bomb, 'tooLarge'],
  ])('%s', async (_, content, code) => {
    await expect(read(content())).rejects.toMatchObject({ name: 'UnreadableFileError', code });
  });
});
