import { createHash } from 'node:crypto';
import { imageLimits, type StoredImage } from '../../lib/contract/image.ts';
import { type Failure, fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { readImage } from '../../lib/core/image/read-image.ts';
import type { Database } from '../db/open.ts';
import { findImageOfContent, type ImageRow, insertImage, sumImageBytes } from '../db/queries/images.ts';
import { newLinkKey } from '../links/public-key.ts';
import { IMAGE_PATH, imageName } from './address.ts';

const MB = 1_000_000;

/**
 * Keeps a picture and gives it a public address; one that the workspace has already is answered with the address it
 * has. What kind it is its bytes say, not its caller.
 *
 * @param publicUrl - the server's own address, without a slash at the end
 * @returns `INVALID_INPUT` for what is no picture or too large, `LIMIT_REACHED` when the workspace's room is used up
 */
export async function addImage(
  db: Database,
  user: { workspaceId: string; userId: string },
  content: Uint8Array,
  publicUrl: string,
  now: Date,
): Promise<Result<StoredImage>> {
  const facts = readImage(content);
  const refused = refuseContent(content, facts);
  if (refused || !facts) return refused ?? noPicture();
  const sha256 = createHash('sha256').update(content).digest();
  const row = { key: newLinkKey(), sha256, bytes: content.byteLength, ...facts };
  const kept = await db.kysely.transaction().execute(async (tx): Promise<Result<ImageRow>> => {
    const present = await findImageOfContent(tx, user.workspaceId, sha256);
    if (present) return ok(present);
    const full = refuseFull(await sumImageBytes(tx, user.workspaceId), row.bytes);
    if (full) return full;
    await insertImage(tx, user.workspaceId, { ...row, content, createdBy: user.userId }, now);
    // That of another request, where one was at it at the same time.
    return ok((await findImageOfContent(tx, user.workspaceId, sha256)) ?? row);
  });
  return kept.ok ? ok(stored(kept.value, user.workspaceId, publicUrl)) : kept;
}

function stored(row: ImageRow, workspaceId: string, publicUrl: string): StoredImage {
  const { key, type, bytes, width, height } = row;
  const url = publicUrl + IMAGE_PATH + imageName({ workspaceId, key }, type);
  return { url, type, bytes, width, height };
}

function refuseContent(content: Uint8Array, facts: ReturnType<typeof readImage>): Failure | null {
  const { bytes, side } = imageLimits;
  if (content.byteLength === 0) return invalidField('body', 'expected a picture, and the file is empty');
  if (content.byteLength > bytes) {
    const size = (content.byteLength / MB).toFixed(1);
    return invalidField('body', `expected a picture of at most ${bytes / MB} MB; this one is ${size} MB`);
  }
  if (!facts) return noPicture();
  const { width, height } = facts;
  if (Math.max(width, height) <= side) return null;
  return invalidField(
    'body',
    `expected sides of at most ${side} pixels; this picture is ${width} × ${height}`,
  );
}

function noPicture(): Failure {
  return invalidField(
    'body',
    'expected a PNG, JPEG, GIF or WebP picture; the bytes of this file are of no such kind',
  );
}

function refuseFull(present: number, more: number): Failure | null {
  const most = imageLimits.workspaceBytes;
  if (present + more <= most) return null;
  const used = (present / MB).toFixed(0);
  return fail(
    'LIMIT_REACHED',
    `the pictures of this workspace are ${used} MB, and there can be ${most / MB} MB at most`,
  );
}
