/** Where a device stands in a workspace's changes. */
export interface Cursor {
  /** Id of the database that gave it. */
  epoch: string;
  /** Number of the last change told. */
  seq: number;
  /** Where the changes stood when the device began from nothing; what is gone up to here it never had. */
  floor: number;
}

export function formatCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.epoch} ${cursor.seq} ${cursor.floor}`).toString('base64url');
}

/** The cursor, or null if it is not one of ours. */
export function parseCursor(text: string): Cursor | null {
  const match = /^([0-9a-f-]{36}) (\d{1,15}) (\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString());
  const [, epoch, seq, floor] = match ?? [];
  if (epoch === undefined || seq === undefined || floor === undefined) return null;
  return { epoch, seq: Number(seq), floor: Number(floor) };
}
