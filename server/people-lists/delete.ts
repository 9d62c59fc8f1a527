import type { PeopleList } from '../../lib/contract/people-list.ts';
import { type Failure, ok, type Result } from '../../lib/contract/result.ts';
import type { Database, Tx } from '../db/open.ts';
import * as rows from '../db/queries/people-lists.ts';
import { withTransaction } from '../db/transaction.ts';
import type { TeamUser } from '../teams/teams.ts';
import { findOwn, type ListKind, mayChangeList, unknownList } from './keep.ts';

/** How long a deleted list can be brought back. */
const KEPT_MS = 10 * 60_000;
const FORGET_EVERY_MS = 60_000;

/** Deletes a list; the people stay. @param refuse - why it cannot be, if so */
export async function deleteList<T extends PeopleList>(
  db: Database,
  kind: ListKind<T>,
  user: TeamUser,
  id: string,
  now: Date,
  refuse: (tx: Tx) => Promise<Failure | null> = async () => null,
): Promise<Result<Record<string, never>>> {
  return await withTransaction(db, async (tx) => {
    const found = await findOwn(tx, kind, user, id);
    if (!found.ok) return found;
    const refused = await refuse(tx);
    if (refused) return refused;
    await rows.setListDeleted(tx, user.workspaceId, kind.table, id, now);
    return ok({});
  });
}

/**
 * Brings a deleted list back as it was, with its owner and whom it was shared with. One that is there is answered as it is.
 * @param refuse - why it cannot be, if so
 * @returns `NOT_FOUND` once it is kept no longer, or for somebody else's
 */
export async function restoreList<T extends PeopleList>(
  db: Database,
  kind: ListKind<T>,
  user: TeamUser,
  id: string,
  now: Date,
  refuse: (tx: Tx) => Promise<Failure | null> = async () => null,
): Promise<Result<T>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    await rows.lockList(tx, workspaceId, kind.table, id);
    const present = await kind.find(tx, user, id);
    if (present) return ok(present);
    const since = new Date(now.getTime() - KEPT_MS);
    const deleted = await rows.findDeletedList(tx, workspaceId, kind.table, id, since);
    if (!deleted || !mayChangeList(user, deleted)) return unknownList(kind);
    const refused = await refuse(tx);
    if (refused) return refused;
    await rows.setListDeleted(tx, workspaceId, kind.table, id, null);
    const back = await kind.find(tx, user, id);
    return back ? ok(back) : unknownList(kind);
  });
}

/** Takes away what is left of lists that were deleted long enough ago. */
export async function forgetDeletedLists({ kysely }: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  for (const table of rows.peopleListTables) while (await rows.forgetSomeDeleted(kysely, table, before));
}

/**
 * Does so every minute.
 * @returns a function that stops it
 */
export function startForgettingLists(
  db: Database,
  now: () => Date,
  onError: (error: unknown) => void,
): () => void {
  const timer = setInterval(() => {
    forgetDeletedLists(db, now()).catch(onError);
  }, FORGET_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
