import type { ReadRow } from '../../../lib/core/import/delimited.ts';
import { placeOf, serialDate, unescapeText, writeNumber } from '../../../lib/core/import/sheet-cell.ts';
import type { FileSource } from './source.ts';
import { readDateStyles, readSharedStrings, type Sheet, type Workbook } from './workbook.ts';
import { readXml, type XmlReader } from './xml.ts';
import { unpack } from './zip.ts';

/**
 * Rows of a sheet with what is seen in their cells: of formulas what they last came to, dates as `2026-03-01`, of
 * errors nothing. Rows that are empty are left out; of merged cells the first has the text.
 *
 * @param onRead - is told which part of the sheet has been read, from 0 to 1
 */
export async function* readSheet(
  source: FileSource,
  workbook: Workbook,
  sheet: Sheet,
  onRead: (part: number) => void = () => {},
): AsyncGenerator<ReadRow[]> {
  const shared = await readSharedStrings(source, workbook);
  const dates = await readDateStyles(source, workbook);
  const rows = new SheetRows((type, style, text) => {
    if (type === 's') return shared.get(Number(text));
    if (type === 'b') return text === '1' || text === 'true' ? 'true' : 'false';
    if (type === 'e') return '';
    if (type === 'd') return text.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace('T', ' ');
    if (type === 'str' || type === 'inlineStr') return unescapeText(text);
    return (
      (dates[style] && text !== '' ? serialDate(Number(text), workbook.is1904) : null) ?? writeNumber(text)
    );
  });
  const { packedBytes } = sheet.entry;
  const pieces = unpack(source, sheet.entry, (read) => onRead(read / Math.max(1, packedBytes)));
  for await (const _ of readXml(pieces, rows)) {
    const some = rows.take();
    if (some.length > 0) yield some;
    if (rows.isOver) return;
  }
  const last = rows.take();
  if (last.length > 0) yield last;
}

/** Hears a sheet's XML and makes rows of it. */
class SheetRows implements XmlReader {
  /** What follows holds no rows. */
  isOver = false;
  #rows: ReadRow[] = [];
  #row = 0;
  #cells: string[] = [];
  #column = 0;
  #type = 'n';
  #style = 0;
  #text = '';
  #hears = false;
  #aside = 0;
  readonly #show: (type: string, style: number, text: string) => string;

  constructor(show: (type: string, style: number, text: string) => string) {
    this.#show = show;
  }

  take(): ReadRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') {
      const { r, t, s } = attributes;
      this.#column = (r === undefined ? null : placeOf(r))?.column ?? this.#column;
      this.#type = t ?? 'n';
      this.#style = s === undefined ? 0 : Number(s);
      this.#text = '';
    } else if (name === 'row') {
      const row = Number(attributes.r ?? 0);
      this.#row = row > 0 ? row : this.#row + 1;
      this.#cells = [];
      this.#column = 0;
    } else if (name === 'rPh') this.#aside += 1;
    else this.#hears = (name === 'v' || name === 't') && this.#aside === 0;
  }

  close(name: string): void {
    this.#hears = false;
    if (name === 'c') {
      const text = this.#text === '' ? '' : this.#show(this.#type, this.#style, this.#text);
      if (text !== '') {
        while (this.#cells.length < this.#column) this.#cells.push('');
        this.#cells[this.#column] = text;
      }
      this.#column += 1;
    } else if (name === 'row') {
      if (this.#cells.length > 0) this.#rows.push({ row: this.#row, cells: this.#cells });
    } else if (name === 'rPh') this.#aside -= 1;
    else if (name === 'sheetData') this.isOver = true;
  }

  text(text: string): void {
    if (this.#hears && this.#text.length < 40_000) this.#text += text;
  }
}
