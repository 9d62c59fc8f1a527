import { sql } from 'kysely';
import type { Db, Tx } from '../open.ts';

/** What a person says about a mail; what is not named stays as it is. */
export interface MailMark {
  mailId: string;
  taskId: string | null;
  byUserId: string;
  archived?: boolean;
  success?: boolean;
  deleted?: boolean;
}

export async function markMail(tx: Tx, workspaceId: string, mark: MailMark, now: Date): Promise<void> {
  const { archived, success, deleted } = mark;
  const since = (said: boolean) => (said ? now : null);
  const changes = {
    ...(archived !== undefined && { archived_at: since(archived) }),
    ...(success !== undefined && { success_at: since(success) }),
    ...(deleted !== undefined && { deleted_at: since(deleted) }),
    by_user_id: mark.byUserId,
    updated_at: now,
  };
  await tx
    .insertInto('mail_marks')
    .values({ workspace_id: workspaceId, mail_id: mark.mailId, task_id: mark.taskId, ...changes })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'mail_id']).doUpdateSet(changes))
    .execute();
}

/** Clicks in the mails of an archived task's mail count nothing. */
export async function isTrackingOff(db: Db, workspaceId: string, linkKey: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from tracked_links l
    join mail_marks k on k.workspace_id = l.workspace_id and k.task_id = l.task_id
    where l.workspace_id = ${workspaceId}::uuid and l.key = ${linkKey}::uuid and k.archived_at is not null
    limit 1`.execute(db);
  return rows.length > 0;
}

/** @returns false: this user has not deleted it */
export async function undelete(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  mailId: string,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('mail_marks')
    .set({ deleted_at: null, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('mail_id', '=', mailId)
    .where('by_user_id', '=', userId)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
