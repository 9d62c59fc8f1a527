import type { FileTrouble } from '../../../lib/contract/import.ts';

/** A file that is read in pieces, from any place. */
export interface FileSource {
  /** How long it is. */
  bytes: number;
  /** What stands from `start` up to `end`, which is not part of it; both within the file. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A file that no table can be read from; the code says why. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError';
  readonly code: FileTrouble;

  constructor(code: FileTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const PIECE = 256 * 1024;

/** What stands between two places of a file, piece by piece. */
export async function* piecesOf(
  source: FileSource,
  start = 0,
  end = source.bytes,
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += PIECE) yield await source.read(at, Math.min(end, at + PIECE));
}
