import type { Tx } from '../db/open.ts';
import type { ChangedTask } from '../db/queries/changes.ts';
import { saveTrouble } from '../db/queries/due-mails.ts';
import { listOpenTasksOfRuns } from '../db/queries/run-tasks.ts';
import { lockTask } from '../db/queries/tasks.ts';
import type { HandedTask } from '../db/tables/person-context.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { runSource } from './engine/source.ts';
import { PUT_OFF } from './run-events.ts';

/** What was made of the next mail of a run. */
export interface Handed {
  /** Which devices must hear of. */
  tasks: ChangedTask[];
  /** The task as it is now; null: there is none, or it was its user's own before. */
  handed: HandedTask | null;
}

/** Makes the next mail of a locked run its user's own task, where it was to leave by itself. */
export async function handToUser(
  tx: Tx,
  workspaceId: string,
  enrolmentId: string,
  trouble: { code: string; message: string },
  now: Date,
): Promise<Handed> {
  const open = (await listOpenTasksOfRuns(tx, workspaceId, [enrolmentId])).get(enrolmentId);
  const task = open && (await lockTask(tx, workspaceId, open.id));
  if (task?.status !== 'open') return { tasks: [], handed: null };
  const { id, version, assigneeId } = task;
  if (!task.automatic)
    return { tasks: [], handed: task.trouble?.code === trouble.code ? { taskId: id, version } : null };
  await cancelSends(tx, workspaceId, { sourcesFrom: runSource(enrolmentId) }, PUT_OFF, now);
  await saveTrouble(tx, workspaceId, id, { trouble, byHand: true }, now);
  return {
    tasks: [{ id, userId: assigneeId, appeared: true }],
    handed: { taskId: id, version: version + 1 },
  };
}
