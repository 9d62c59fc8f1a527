import type { ContentItem } from '../../lib/contract/content.ts';
import { ok, type Result } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import * as rows from '../db/queries/content.ts';
import { lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { type ContentUser, changing, findContent, mayChange, refuseFull, unknownContent } from './content.ts';

/** How long a deleted file can be brought back; then nothing but its name is left. */
const KEPT_MS = 10 * 60_000;
const FORGET_EVERY_MS = 60_000;

/** Deletes a file. Links to it stay and lead to a page that says so; the history keeps its name. */
export async function deleteContent(
  db: Database,
  user: ContentUser,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  return await changing(db, user, id, async (tx) => {
    await rows.setDeleted(tx, user.workspaceId, id, now);
    return ok({});
  });
}

/**
 * Brings a deleted file back: its links lead to it again, and it is shared as it was. One that is there is answered as
 * it is.
 *
 * @returns `NOT_FOUND` once it is kept no longer, or for somebody else's; `LIMIT_REACHED` when there is no room any more
 */
export async function restoreContent(
  db: Database,
  user: ContentUser,
  id: string,
  now: Date,
): Promise<Result<ContentItem>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    await lockLibrary(tx, workspaceId);
    await rows.lockContent(tx, workspaceId, id);
    const present = await findContent(tx, user, id);
    if (present) return ok(present);
    const deleted = await rows.findDeleted(tx, workspaceId, id, new Date(now.getTime() - KEPT_MS));
    if (!deleted || !mayChange(user, deleted.ownerId)) return unknownContent();
    const refused = refuseFull(await rows.countContent(tx, workspaceId), deleted.bytes);
    if (refused) return refused;
    await rows.setDeleted(tx, workspaceId, id, null);
    const back = await findContent(tx, user, id);
    return back ? ok(back) : unknownContent();
  });
}

/** Takes away what files hold that were deleted long enough ago. */
export async function forgetDeleted({ kysely }: Database, now: Date): Promise<void> {
  await rows.emptyDeleted(kysely, new Date(now.getTime() - KEPT_MS));
}

/**
 * Does so every minute.
 * @returns a function that stops it
 */
export function startForgettingContent(
  db: Database,
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    forgetDeleted(db, now()).catch(onError);
  }, FORGET_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
