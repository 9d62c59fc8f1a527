import { randomUUID } from 'node:crypto';
import type { Db } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import {
  findTokenHolder,
  insertDeviceToken,
  type TokenHolder,
  touchToken,
} from '../db/queries/device-tokens.ts';
import { hashOf, makeSecret } from './secret-code.ts';

/** "Last used" is kept to the minute, so that reading does not mean writing. */
const TOUCH_AFTER_MS = 60_000;

/**
 * Makes a token for a device. It is given once and only its hash is kept.
 * @returns the token, `utk_` and 43 characters
 */
export async function issueToken(
  db: Db,
  { workspaceId, userId, name }: { workspaceId: string; userId: string; name: string },
  now: Date,
): Promise<string> {
  const token = makeSecret('utk_');
  const id = randomUUID();
  await insertDeviceToken(db, { id, workspaceId, userId, tokenHash: hashOf(token), name, now });
  await writeAudit(db, { workspaceId, userId, action: 'token.issue', subjectId: id, now });
  return token;
}

/** Who calls with this token; null when nobody may. */
export async function holderOf(db: Db, token: string, now: Date): Promise<TokenHolder | null> {
  const holder = await findTokenHolder(db, hashOf(token));
  if (!holder) return null;
  const stale = !holder.lastUsedAt || now.getTime() - holder.lastUsedAt.getTime() > TOUCH_AFTER_MS;
  if (stale) await touchToken(db, holder.tokenId, now);
  return holder;
}
