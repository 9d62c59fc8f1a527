import type { Encoding } from '../../../lib/contract/import.ts';
import { DelimitedReader, isSeparatorLine, type ReadRow } from '../../../lib/core/import/delimited.ts';
import { byteOrderMark, fromWindows1252, looksLikeUtf16 } from '../../../lib/core/import/text-encoding.ts';
import { type FileSource, piecesOf, UnreadableFileError } from './source.ts';

/** How a file's letters are written, and whether the file leaves no doubt of it. */
export interface FoundEncoding {
  encoding: Encoding;
  isSure: boolean;
}

/**
 * How the letters of a text file are written: a mark at its beginning says so; what is UTF-8 from beginning to end is no
 * other; everything else is taken for windows-1252, which is not sure.
 * @throws {UnreadableFileError} it is no text
 */
export async function findEncoding(source: FileSource): Promise<FoundEncoding> {
  const head = await source.read(0, Math.min(source.bytes, 65_536));
  const mark = byteOrderMark(head);
  if (mark) return { encoding: mark.encoding, isSure: true };
  const wide = looksLikeUtf16(head);
  if (wide) return { encoding: wide, isSure: true };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what never stands in a text.
  if (/[\u0000-\u0008\u000e-\u0019\u001b-\u001f]/.test(Buffer.from(head).toString('latin1')))
    throw new UnreadableFileError('notATable', 'it is neither a workbook nor a text');
  return (await isUtf8(source))
    ? { encoding: 'utf-8', isSure: true }
    : { encoding: 'windows-1252', isSure: false };
}

async function isUtf8(source: FileSource): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of piecesOf(source)) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The text of a file, piece by piece, without a mark at its beginning. */
export async function* readText(
  source: FileSource,
  encoding: Encoding,
  onRead: (part: number) => void = () => {},
): AsyncGenerator<string> {
  const decode = decoderOf(encoding);
  let read = 0;
  for await (const piece of piecesOf(source)) {
    read += piece.length;
    onRead(read / source.bytes);
    yield decode(piece);
  }
  yield decode(null);
}

function decoderOf(encoding: Encoding): (piece: Uint8Array | null) => string {
  // By hand: some versions of Node take it for Latin-1.
  if (encoding === 'windows-1252')
    return (piece) => (piece ? fromWindows1252(Buffer.from(piece).toString('latin1')) : '');
  const decoder = new TextDecoder(encoding);
  return (piece) => (piece ? decoder.decode(piece, { stream: true }) : decoder.decode());
}

/** Rows of delimited text, some at a time. */
export async function* readDelimited(
  source: FileSource,
  { encoding, delimiter }: { encoding: Encoding; delimiter: string },
  onRead: (part: number) => void = () => {},
): AsyncGenerator<ReadRow[]> {
  const reader = new DelimitedReader(delimiter);
  for await (const text of readText(source, encoding, onRead)) {
    const rows = reader.read(text).filter((row) => !isSeparatorLine(row));
    if (rows.length > 0) yield rows;
  }
  const last = reader.end().filter((row) => !isSeparatorLine(row));
  if (last.length > 0) yield last;
}
