import type { Tx } from '../../db/open.ts';
import { type Changed, recordChanges } from '../../db/queries/changes.ts';
import { horizonAt } from '../../sync/horizon.ts';

/** What devices must hear of several runs, told at the end of their transaction (see `recordChanges`). */
export class News {
  readonly #changes = new Map<string, { tasks: NonNullable<Changed['tasks']>; activities: string[] }>();

  add(workspaceId: string, { tasks = [], activities = [] }: Pick<Changed, 'tasks' | 'activities'>): void {
    const known = this.#changes.get(workspaceId) ?? { tasks: [], activities: [] };
    // Of a task that changed twice the later word counts.
    const others = known.tasks.filter(({ id }) => !tasks.some((task) => task.id === id));
    this.#changes.set(workspaceId, {
      tasks: [...others, ...tasks],
      activities: [...known.activities, ...activities],
    });
  }

  /** The last statements of the transaction; workspaces in the order of their ids. */
  async record(tx: Tx, now: Date): Promise<void> {
    const inOrder = [...this.#changes].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [workspaceId, changed] of inOrder)
      await recordChanges(tx, workspaceId, { ...changed, horizon: horizonAt(now) });
  }
}
