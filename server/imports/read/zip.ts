import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { type FileSource, piecesOf, UnreadableFileError } from './source.ts';

/** One file in an archive. */
export interface ZipEntry {
  name: string;
  /** 0: as it is, 8: deflated. */
  method: number;
  packedBytes: number;
  /** Place of its local header. */
  offset: number;
}

const MOST_ENTRIES = 10_000;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
/** Of one file in an archive, unpacked. */
const MOST_BYTES = 4_000_000_000;
/** Times the packed bytes; what stays below `RATIO_FROM` may be more. */
const MOST_RATIO = 400;
const RATIO_FROM = 50_000_000;
const LONGEST_DIRECTORY = 4_000_000;

const damaged = (what: string, cause?: unknown) => new UnreadableFileError('damaged', what, { cause });

/**
 * Reads the directory of a zip archive, which stands at its end.
 * @throws {UnreadableFileError} it is damaged, or in a form that spreadsheets do not use
 */
export async function readZip(source: FileSource): Promise<Map<string, ZipEntry>> {
  const tailStart = Math.max(0, source.bytes - 65_557);
  const tail = Buffer.from(await source.read(tailStart, source.bytes));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1;
  if (end < 0) throw damaged('the archive has no end: it may have been cut off');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES || length > LONGEST_DIRECTORY || start + length > source.bytes)
    throw damaged('the directory of the archive does not fit into it');
  const directory = Buffer.from(await source.read(start, start + length));
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at + 46 <= directory.length && entries.size < count; ) {
    if (directory.readUInt32LE(at) !== CENTRAL) throw damaged('the directory of the archive is damaged');
    if (directory.readUInt16LE(at + 8) & 1)
      throw new UnreadableFileError('locked', 'the file is protected by a password');
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/');
    entries.set(name, {
      name,
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * What a file of an archive holds, unpacked piece by piece.
 *
 * @param onRead - is told how many of its packed bytes have been read
 * @throws {UnreadableFileError} it is damaged, or unpacks to far more than a table would
 */
export async function* unpack(
  source: FileSource,
  entry: ZipEntry,
  onRead: (packedBytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  if (entry.offset + 30 > source.bytes) throw damaged(`${entry.name} is not in the archive`);
  const header = Buffer.from(await source.read(entry.offset, entry.offset + 30));
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const end = start + entry.packedBytes;
  if (end > source.bytes) throw damaged(`${entry.name} is cut off`);
  let read = 0;
  const packed = async function* () {
    for await (const piece of piecesOf(source, start, end)) {
      read += piece.length;
      onRead(read);
      yield piece;
    }
  };
  if (entry.method === 0) {
    for await (const piece of packed()) yield Buffer.from(piece);
    return;
  }
  if (entry.method !== 8) throw damaged(`${entry.name} is packed in a way that is not known`);
  const inflate = createInflateRaw({ chunkSize: 128 * 1024 });
  // Its faults come out of the loop below.
  const done = pipeline(Readable.from(packed()), inflate).catch(() => undefined);
  let bytes = 0;
  try {
    for await (const piece of inflate as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > MOST_BYTES || (bytes > RATIO_FROM && bytes > MOST_RATIO * Math.max(read, 1)))
        throw new UnreadableFileError('tooLarge', `${entry.name} unpacks to far more than a table holds`);
      yield piece;
    }
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw damaged(`${entry.name} is damaged`, error);
    throw error;
  } finally {
    inflate.destroy();
    await done;
  }
}
