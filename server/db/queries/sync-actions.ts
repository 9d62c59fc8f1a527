import type { Action, ActionAnswer } from '../../../lib/contract/sync.ts';
import type { Db, Tx } from '../open.ts';

/** The answer that an action was given, without the task, which is told as it stands when it is asked for. */
export type StoredAnswer = Pick<ActionAnswer, 'result' | 'code' | 'message'> & { userId: string };

export async function findAnswer(
  tx: Tx,
  workspaceId: string,
  actionId: string,
): Promise<StoredAnswer | null> {
  const row = await tx
    .selectFrom('sync_actions')
    .select(['user_id as userId', 'result', 'code', 'message'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', actionId)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps the answer; the first one stays. */
export async function insertAnswer(
  tx: Tx,
  workspaceId: string,
  action: Action,
  answer: StoredAnswer,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('sync_actions')
    .values({
      workspace_id: workspaceId,
      id: action.id,
      user_id: answer.userId,
      task_id: action.taskId,
      kind: action.kind,
      result: answer.result,
      code: answer.code,
      message: answer.message,
      acted_at: action.actedAt,
      answered_at: now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
}

/** Forgets the answers given before a moment. */
export async function deleteAnswersBefore(db: Db, workspaceId: string, before: Date): Promise<void> {
  await db
    .deleteFrom('sync_actions')
    .where('workspace_id', '=', workspaceId)
    .where('answered_at', '<', before)
    .execute();
}
