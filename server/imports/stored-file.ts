import { importLimits } from '../../lib/contract/import.ts';
import type { Db } from '../db/open.ts';
import { readPart } from '../db/queries/imports.ts';
import type { FileSource } from './read/source.ts';
import { UnreadableFileError } from './read/source.ts';

/** The file of an import as the database has it, part by part; one part is held at a time. */
export function storedFile(
  db: Db,
  { workspace_id, id, bytes }: { workspace_id: string; id: string; bytes: number },
): FileSource {
  const { partBytes } = importLimits;
  let held: { place: number; content: Uint8Array } | null = null;
  const partAt = async (place: number): Promise<Uint8Array> => {
    if (held?.place === place) return held.content;
    const content = await readPart(db, workspace_id, id, place);
    if (!content) throw new UnreadableFileError('damaged', 'the file is kept no longer');
    held = { place, content };
    return content;
  };
  return {
    bytes,
    read: async (start, end) => {
      const found: Uint8Array[] = [];
      for (let at = start; at < end; ) {
        const place = Math.floor(at / partBytes);
        const from = at - place * partBytes;
        const piece = (await partAt(place)).subarray(from, from + end - at);
        if (piece.length === 0) throw new UnreadableFileError('damaged', 'the file is not complete');
        found.push(piece);
        at += piece.length;
      }
      const [only] = found;
      return found.length === 1 && only ? only : Buffer.concat(found);
    },
  };
}
