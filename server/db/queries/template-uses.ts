import { sql } from 'kysely';
import type { Db, Tx } from '../open.ts';

/** One taking of a template, named by who took it. */
export interface TemplateUse {
  id: string;
  templateId: string;
  userId: string;
  /** The task whose mail it was taken for. */
  taskId: string | null;
}

/** Counts a use. @returns false when the same one was counted before */
export async function countTemplateUse(
  tx: Tx,
  workspaceId: string,
  use: TemplateUse,
  now: Date,
): Promise<boolean> {
  const added = await tx
    .insertInto('template_inserts')
    .values({
      workspace_id: workspaceId,
      id: use.id,
      template_id: use.templateId,
      user_id: use.userId,
      task_id: use.taskId,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .returning('id')
    .execute();
  if (added.length === 0) return false;
  await sql`
    insert into template_uses as u (workspace_id, template_id, user_id, count, last_used_at, last_use_id)
    values (${workspaceId}, ${use.templateId}, ${use.userId}, 1, ${now}, ${use.id})
    on conflict (workspace_id, template_id, user_id) do update
    set count = u.count + 1, last_used_at = excluded.last_used_at, last_use_id = excluded.last_use_id
    where u.last_use_id <> excluded.last_use_id
  `.execute(tx);
  return true;
}

/** Marks or unmarks a user's favourite; either may be said twice. */
export async function setFavourite(
  tx: Tx,
  workspaceId: string,
  mark: { templateId: string; userId: string; favourite: boolean },
  now: Date,
): Promise<void> {
  if (mark.favourite) {
    await tx
      .insertInto('template_favourites')
      .values({
        workspace_id: workspaceId,
        template_id: mark.templateId,
        user_id: mark.userId,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return;
  }
  await tx
    .deleteFrom('template_favourites')
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', mark.templateId)
    .where('user_id', '=', mark.userId)
    .execute();
}

/** How many users have marked a template. */
export async function countFavouriteUsers(db: Db, workspaceId: string, templateId: string): Promise<number> {
  const row = await db
    .selectFrom('template_favourites')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId)
    .executeTakeFirstOrThrow();
  return Number(row.total);
}
