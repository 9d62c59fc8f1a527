import type { Delimiter, Reading } from '../../../lib/contract/import.ts';
import { type ReadRow, sniffDelimiter } from '../../../lib/core/import/delimited.ts';
import { readSheet } from './sheet.ts';
import { type FileSource, UnreadableFileError } from './source.ts';
import { type FoundEncoding, findEncoding, readDelimited, readText } from './text-file.ts';
import { openWorkbook, type Workbook } from './workbook.ts';

/** What a file is by what stands in it. */
export type Opened =
  | { kind: 'sheet'; workbook: Workbook }
  | ({ kind: 'text'; delimiter: { delimiter: Delimiter; isSure: boolean } } & FoundEncoding);

/**
 * Finds out how a file is to be read; its name says nothing.
 *
 * @param wish - what somebody knows better
 * @throws {UnreadableFileError} no table can be read from it
 */
export async function openTable(source: FileSource, wish: Reading = {}): Promise<Opened> {
  if (source.bytes === 0) throw new UnreadableFileError('empty', 'the file is empty');
  const head = Buffer.from(await source.read(0, Math.min(source.bytes, 512))).toString('latin1');
  if (head.startsWith('PK\u0003\u0004')) return { kind: 'sheet', workbook: await openWorkbook(source) };
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0'))
    throw new UnreadableFileError('oldWorkbook', 'it is an old workbook (.xls) or protected by a password');
  if (/^(\u00ef\u00bb\u00bf)?\s*(%PDF|\{\\rtf|<!doctype|<html|<table|<\?xml)/i.test(head))
    throw new UnreadableFileError('notATable', 'it is neither a workbook nor delimited text');
  // To find out, all of the file is read.
  const found = wish.encoding ? { encoding: wish.encoding, isSure: true } : await findEncoding(source);
  const { encoding, isSure } = found;
  let start = '';
  for await (const text of readText(source, encoding)) {
    start += text;
    if (start.length >= 65_536) break;
  }
  return { kind: 'text', encoding, isSure, delimiter: sniffDelimiter(start) };
}

/**
 * Rows of an opened file.
 *
 * @param onRead - is told which part has been read, from 0 to 1
 * @throws {UnreadableFileError} it turns out to be damaged
 */
export function readRows(
  source: FileSource,
  opened: Opened,
  wish: Reading = {},
  onRead?: (part: number) => void,
): AsyncGenerator<ReadRow[]> {
  if (opened.kind === 'text')
    return readDelimited(
      source,
      { encoding: opened.encoding, delimiter: wish.delimiter ?? opened.delimiter.delimiter },
      onRead,
    );
  return readSheet(source, opened.workbook, sheetOf(opened.workbook, wish.sheet), onRead);
}

/** The sheet of a name; the first that is not hidden where none is named. */
export function sheetOf({ sheets }: Workbook, name: string | undefined) {
  const named = sheets.find((sheet) => sheet.name === name);
  const sheet =
    named ?? (name === undefined ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0]) : undefined);
  if (!sheet) throw new UnreadableFileError('noSheet', `there is no sheet named ${name}`);
  return sheet;
}
