import { sql } from 'kysely';
import type { Db } from '../open.ts';

interface Owner {
  workspaceId: string;
  userId: string;
}

/** From now on a user's mails are held: their account was removed. */
export async function stopSending(db: Db, { workspaceId, userId }: Owner, now: Date): Promise<void> {
  await db
    .insertInto('sending_stops')
    .values({ workspace_id: workspaceId, user_id: userId, stopped_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function isStopped(db: Db, { workspaceId, userId }: Owner): Promise<boolean> {
  const [found] = await listStopped(db, [{ workspaceId, senderId: userId }]);
  return found !== undefined;
}

/** Those of some senders whose mails are held. */
export async function listStopped(
  db: Db,
  senders: readonly { workspaceId: string; senderId: string }[],
): Promise<{ workspaceId: string; senderId: string }[]> {
  if (senders.length === 0) return [];
  const { rows } = await sql<{ workspaceId: string; senderId: string }>`
    select s.workspace_id as "workspaceId", s.user_id as "senderId" from sending_stops s
    where (s.workspace_id, s.user_id) in (
      select * from unnest(${senders.map((one) => one.workspaceId)}::uuid[],
        ${senders.map((one) => one.senderId)}::uuid[]))`.execute(db);
  return rows;
}
