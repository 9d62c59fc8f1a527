import { randomUUID } from 'node:crypto';
import type { Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import type { Heard } from './heard.ts';

/** A line in the person's history that a mail has come back. @returns its id; none where nobody is known */
export async function insertBounceLine(
  tx: Tx,
  { workspaceId, at, task }: Heard,
  text: string,
): Promise<string[]> {
  if (!task) return [];
  const id = randomUUID();
  const { personId, campaignId, title } = task;
  const line = { id, at, kind: 'mail.bounced', personId, taskId: task.id, campaignId, title } as const;
  await insertActivities(tx, workspaceId, [{ ...line, byUserId: null, note: text, detail: null }]);
  return [id];
}
