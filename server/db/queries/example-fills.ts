import type { Db } from '../open.ts';

export interface ExampleFill {
  workspaceId: string;
  userId: string;
}

/** Notes that a workspace is to hold the example; it counts as broken off until {@link endExampleFill}. */
export async function beginExampleFill(db: Db, fill: ExampleFill, now: Date): Promise<void> {
  await db
    .insertInto('example_fills')
    .values({ workspace_id: fill.workspaceId, user_id: fill.userId, started_at: now, filled_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function endExampleFill(db: Db, workspaceId: string, now: Date): Promise<void> {
  await db
    .updateTable('example_fills')
    .set({ filled_at: now })
    .where('workspace_id', '=', workspaceId)
    .execute();
}

/** The workspace whose filling was begun and not finished, if there is one. */
export async function findUnfinishedFill(db: Db): Promise<ExampleFill | null> {
  const row = await db
    .selectFrom('example_fills')
    .select(['workspace_id', 'user_id'])
    .where('filled_at', 'is', null)
    .orderBy('started_at')
    .executeTakeFirst();
  return row ? { workspaceId: row.workspace_id, userId: row.user_id } : null;
}
