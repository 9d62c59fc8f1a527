import { NewTask } from '../../lib/contract/task.ts';
import type { Database } from '../db/open.ts';
import { draftOwnTask, saveOwnTasks } from './create.ts';

const PER_TRANSACTION = 1000;

/**
 * Adds many tasks of one user, 1,000 to a transaction; for example data and benchmarks (10,000 tasks). The people
 * must exist in this workspace; an unknown one throws and nothing of its thousand is written.
 *
 * @returns the ids in the order given
 */
export async function createTasks(
  db: Database,
  workspaceId: string,
  userId: string,
  tasks: NewTask[],
  now: Date,
): Promise<string[]> {
  const drafts = tasks.map((task) => draftOwnTask(NewTask.parse(task), userId));
  for (let start = 0; start < drafts.length; start += PER_TRANSACTION) {
    await saveOwnTasks(db, workspaceId, drafts.slice(start, start + PER_TRANSACTION), now);
  }
  return drafts.map((draft) => draft.id);
}
