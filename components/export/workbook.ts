import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { Cell, TableFile } from './table-file.ts';

// An Office Open XML workbook (ECMA-376, part 1, §18) with what a table needs: text as inline strings, numbers, moments.

/** Rows of a sheet and letters of a cell, by the limits of Excel. */
const MOST_ROWS = 1_048_576;
const MOST_LETTERS = 32_767;
const DAY_MS = 86_400_000;
/** Days from the beginning of its calendar to 1970. */
const EPOCH_DAYS = 25_569;
/** Places in the list of cell formats below. */
const BOLD = 1;
const MOMENT = 2;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook that is written row by row; a table that is longer than a sheet may be goes on in another. */
export function workbook(heads: readonly string[], mostRows = MOST_ROWS): TableFile {
  const parts: BlobPart[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(chunk);
  });
  let sheets = 0;
  let rowsOfSheet = 0;
  let sheet: ZipDeflate | null = null;
  const close = (): void => {
    sheet?.push(strToU8('</sheetData></worksheet>'), true);
  };
  const open = (): ZipDeflate => {
    close();
    sheets += 1;
    rowsOfSheet = 1;
    const opened = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 6 });
    zip.add(opened);
    const view =
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
    opened.push(strToU8(`${head}<worksheet xmlns="${main}">${view}<sheetData>${rowOf(heads, 1, BOLD)}`));
    return opened;
  };
  sheet = open();
  return {
    ending: 'xlsx',
    type: `${kinds}.sheet`,
    write: (rows) => {
      for (let start = 0; start < rows.length; ) {
        if (rowsOfSheet === mostRows) sheet = open();
        const some = rows.slice(start, start + mostRows - rowsOfSheet);
        const above = rowsOfSheet + 1;
        sheet?.push(strToU8(some.map((row, place) => rowOf(row, above + place)).join('')));
        start += some.length;
        rowsOfSheet += some.length;
      }
    },
    end: () => {
      close();
      for (const [path, text] of frameOf(sheets)) {
        const file = new ZipPassThrough(path);
        zip.add(file);
        file.push(strToU8(head + text), true);
      }
      zip.end();
      return parts;
    },
  };
}

/** @param row - number of the row, from 1 */
function rowOf(cells: readonly Cell[], row: number, format = 0): string {
  return `<row r="${row}">${cells.map((cell, column) => cellOf(cell, `${lettersOf(column)}${row}`, format)).join('')}</row>`;
}

function cellOf(cell: Cell, at: string, format: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (cell instanceof Date)
    return `<c r="${at}" s="${MOMENT}"><v>${cell.getTime() / DAY_MS + EPOCH_DAYS}</v></c>`;
  const text = escaped(cell.slice(0, MOST_LETTERS));
  return `<c r="${at}" t="inlineStr" s="${format}"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** Name of a column by its place from 0: A to Z, AA and so on. */
function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${lettersOf(Math.floor(column / 26) - 1)}${last}`;
}

/** Without what XML 1.0 knows no way to write: control characters and halves of characters. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function frameOf(sheets: number): [path: string, text: string][] {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const related = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const part = (path: string, kind: string) =>
    `<Override PartName="/xl/${path}" ContentType="${kinds}.${kind}+xml"/>`;
  return [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part('workbook.xml', 'sheet.main')}${part('styles.xml', 'styles')}${numbers.map((n) => part(`worksheets/sheet${n}.xml`, 'worksheet')).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packages}/relationships">${related('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packages}/relationships">${numbers.map((n) => related(`s${n}`, 'worksheet', `worksheets/sheet${n}.xml`)).join('')}${related('styles', 'styles', 'styles.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${numbers.map((n) => `<sheet name="${n}" sheetId="${n}" r:id="s${n}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
  ];
}
