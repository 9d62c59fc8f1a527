import type { WorkThrough } from '../contract/messages.ts';
import { dayBounds } from '../core/task/group.ts';
import { getMeta, type Round, setMeta } from '../store/meta.ts';
import { type Filter, listTaskIds } from '../store/tasks.ts';
import type { Deps } from './deps.ts';

const longestRound = 500;

export async function getRound(deps: Deps): Promise<WorkThrough> {
  return shown(await getMeta(deps.store.db, 'round'));
}

/**
 * Begins a round: what is due now (or, if nothing is, what comes in the next days), as it stands at this moment. The
 * first task is shown, so that one can read before one writes; from the second on, emails open by themselves.
 */
export async function startRound(deps: Deps, filter: Filter, tabId: number | null): Promise<WorkThrough> {
  const { store, now } = deps;
  const me = await getMeta(store.db, 'me');
  const bounds = dayBounds(now(), me?.user.timeZone ?? 'UTC');
  const due = await listTaskIds(store.db, filter, { ...bounds, later: bounds.tomorrow }, longestRound);
  const taskIds = due.length > 0 ? due : await listTaskIds(store.db, filter, bounds, longestRound);
  const round: Round = { taskIds, index: 0, tabId, startPending: false };
  await store.write(() => setMeta(store.db, 'round', round));
  return shown(round);
}

export async function stopRound(deps: Deps): Promise<WorkThrough> {
  await deps.store.write(() => setMeta(deps.store.db, 'round', null));
  return shown(null);
}

/** Leaves the current task as it is and goes to the next. */
export async function advanceRound(deps: Deps): Promise<WorkThrough> {
  return deps.store.write(async () => {
    const round = await getMeta(deps.store.db, 'round');
    const current = round?.taskIds[round.index];
    if (current) await passRound(deps, current);
    return shown(await getMeta(deps.store.db, 'round'));
  });
}

/** A task is done with: if it is the round's current one, the next open one follows. Call inside `store.write`. */
export async function passRound({ store: { db } }: Deps, taskId: string): Promise<void> {
  const round = await getMeta(db, 'round');
  if (!round || round.taskIds[round.index] !== taskId) return;
  let index = round.index + 1;
  // What was closed in the meantime, here or elsewhere, is passed over.
  while (index < round.taskIds.length && !(await isOpen(db, round.taskIds[index]))) index += 1;
  await setMeta(db, 'round', { ...round, index, startPending: index < round.taskIds.length });
}

/** A task of the round was reopened: it is the current one again, so that closing it goes on from there. Call inside `store.write`. */
export async function returnInRound({ store: { db } }: Deps, taskId: string): Promise<void> {
  const round = await getMeta(db, 'round');
  const index = round?.taskIds.indexOf(taskId) ?? -1;
  if (!round || index < 0 || index >= round.index) return;
  await setMeta(db, 'round', { ...round, index, startPending: false });
}

/** The task whose compose window is still to be opened by itself; null when there is none. */
export async function findPendingStart({
  store: { db },
}: Deps): Promise<{ taskId: string; tabId: number | null } | null> {
  const round = await getMeta(db, 'round');
  const taskId = round?.taskIds[round.index];
  if (!round?.startPending || !taskId) return null;
  const task = (await db.tasks.get(taskId))?.task;
  return task?.type === 'email' && task.status === 'open' ? { taskId, tabId: round.tabId } : null;
}

/** The window of a task has been asked for, or cannot be. Call inside `store.write`. */
export async function clearPendingStart(
  { store: { db } }: Deps,
  taskId: string,
  tabId: number | null,
): Promise<void> {
  const round = await getMeta(db, 'round');
  if (!round?.startPending || round.taskIds[round.index] !== taskId) return;
  await setMeta(db, 'round', { ...round, startPending: false, tabId: tabId ?? round.tabId });
}

async function isOpen(db: Deps['store']['db'], taskId: string | undefined): Promise<boolean> {
  return (taskId && (await db.tasks.get(taskId))?.task.status === 'open') || false;
}

function shown(round: Round | null): WorkThrough {
  const total = round?.taskIds.length ?? 0;
  const index = round?.index ?? 0;
  const active = round !== null && index < total;
  return {
    active,
    position: active ? index + 1 : total,
    total,
    taskId: (active && round.taskIds[index]) || null,
  };
}
