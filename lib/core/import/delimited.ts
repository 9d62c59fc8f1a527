import { Delimiter } from '../../contract/import.ts';

const delimiters = Delimiter.options;

/** A line of a table as it was read. */
export interface ReadRow {
  /** From 1: of delimited text the line on which it begins, of a sheet its row. */
  row: number;
  cells: string[];
  /** It holds an opening quotation mark that is never closed, or a cell that is far too long: what it says is not sure. */
  isOdd?: boolean;
}

/** A quotation mark that is not closed within so many characters is none that opens. */
const LONGEST_QUOTED = 100_000;
/** Cells of one row; more than a spreadsheet has columns. */
const MOST_CELLS = 16_384;

/**
 * Reads delimited text (RFC 4180 and what is found beyond it) part by part: cells may stand in quotation marks, with
 * line ends and doubled marks in them; lines end in CRLF, LF or CR. A mark inside of a plain cell is a character like any
 * other. One that opens and is never closed is read as a character, too, and its row is marked as odd, so that it does not
 * swallow what follows. Rows that are empty are left out.
 */
export class DelimitedReader {
  readonly #delimiter: string;
  #rest = '';
  #line = 1;
  readonly #plainEnd: RegExp;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#plainEnd = new RegExp(`[\\r\\n${delimiter === '|' ? '\\|' : delimiter}]`, 'g');
  }

  /** Rows that end in what has come so far. */
  read(text: string): ReadRow[] {
    return this.#rows(this.#rest + text, false);
  }

  /** Rows that are left at the end of the text. */
  end(): ReadRow[] {
    return this.#rows(this.#rest, true);
  }

  #rows(text: string, isEnd: boolean): ReadRow[] {
    const rows: ReadRow[] = [];
    let at = 0;
    while (at < text.length) {
      const found = this.#row(text, at, isEnd);
      if (!found) break;
      if (found.cells.some((cell) => cell !== ''))
        rows.push({ row: this.#line, cells: found.cells, ...(found.isOdd && { isOdd: true }) });
      this.#line += found.lines;
      at = found.next;
    }
    this.#rest = text.slice(at);
    return rows;
  }

  /** @returns null where the row goes on in what has not come yet */
  #row(text: string, start: number, isEnd: boolean) {
    const cells: string[] = [];
    let at = start;
    let lines = 1;
    let isOdd = false;
    for (;;) {
      let cell = '';
      const quoted = text[at] === '"' ? this.#quoted(text, at, isEnd) : null;
      if (quoted === 'more') return null;
      if (quoted === 'odd') isOdd = true;
      if (quoted && quoted !== 'odd') {
        cell = quoted.cell;
        lines += quoted.lines;
        at = quoted.next;
      }
      this.#plainEnd.lastIndex = at;
      const end = this.#plainEnd.exec(text)?.index ?? text.length;
      if (end === text.length && !isEnd) return null;
      cell += text.slice(at, end);
      if (cells.length < MOST_CELLS) cells.push(cell);
      else isOdd = true;
      if (end === text.length) return { cells, lines, isOdd, next: end };
      if (text[end] === this.#delimiter) {
        at = end + 1;
        continue;
      }
      // A CR at the very end may be the first half of a line end.
      if (text[end] === '\r' && end + 1 === text.length && !isEnd) return null;
      return { cells, lines, isOdd, next: text.startsWith('\r\n', end) ? end + 2 : end + 1 };
    }
  }

  #quoted(text: string, start: number, isEnd: boolean) {
    let cell = '';
    let at = start + 1;
    for (;;) {
      const end = text.indexOf('"', at);
      if (end === -1 || end - start > LONGEST_QUOTED)
        return isEnd || end !== -1 || text.length - start > LONGEST_QUOTED ? 'odd' : 'more';
      if (end + 1 === text.length && !isEnd) return 'more';
      cell += text.slice(at, end);
      if (text[end + 1] !== '"') return { cell, next: end + 1, lines: linesIn(cell) };
      cell += '"';
      at = end + 2;
    }
  }
}

function linesIn(cell: string): number {
  return cell.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/**
 * Which character separates the cells: the one by which most lines have as many cells as each other. A first line `sep=;`,
 * as spreadsheets write it, says so itself.
 *
 * @param text - the beginning of the file
 * @returns `isSure` is false where no character separates anything, or two do so as well
 */
export function sniffDelimiter(text: string): { delimiter: Delimiter; isSure: boolean } {
  const said = /^sep=([,;\t|])\r?\n/i.exec(text)?.[1];
  const named = delimiters.find((one) => one === said);
  if (named) return { delimiter: named, isSure: true };
  const scores = delimiters.map((delimiter) => ({ delimiter, score: scoreOf(text, delimiter) }));
  const [best, second] = scores.sort((a, b) => b.score - a.score);
  if (!best || best.score === 0) return { delimiter: ',', isSure: false };
  return { delimiter: best.delimiter, isSure: best.score > 1.2 * (second?.score ?? 0) };
}

function scoreOf(text: string, delimiter: Delimiter): number {
  const counts = new DelimitedReader(delimiter)
    .read(text.slice(0, 60_000) + (text.length <= 60_000 ? '\n' : ''))
    .slice(0, 100)
    .map(({ cells }) => cells.length);
  if (counts.length === 0) return 0;
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  const [columns, lines] = [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  return columns < 2 ? 0 : (lines / counts.length) * Math.log2(1 + columns);
}

/** The line `sep=;` of a spreadsheet is no row. */
export function isSeparatorLine({ row, cells }: ReadRow): boolean {
  return row === 1 && cells.length <= 2 && /^sep=/i.test(cells[0] ?? '');
}
