import type { z } from 'zod';
import type { Action, ActionAnswer, PushAnswer } from '../../lib/contract/sync.ts';
import type { Database, Tx } from '../db/open.ts';
import { recordChanges } from '../db/queries/changes.ts';
import type { StoredAnswer } from '../db/queries/sync-actions.ts';
import { findAnswer, insertAnswer } from '../db/queries/sync-actions.ts';
import { findTask } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import type { LockedTask } from '../tasks/apply-action.ts';
import { applyToLocked } from '../tasks/apply-action.ts';
import { lockWithCompany, lockWithRun } from '../tasks/lock.ts';
import { horizonAt } from './horizon.ts';

/** Whose device pushes, and where. */
interface Pusher {
  workspaceId: string;
  userId: string;
}

/**
 * Applies actions in the order given, each once and each in a transaction of its own together with its answer: a
 * repeated push is answered as before, and one that breaks off half-way goes on where it was.
 *
 * @returns an answer for each action, in order, with the task as it stands now. `conflict`: the task was closed,
 *   reopened or moved on by something else first. `refused`: there is no such task of this user.
 */
export async function pushActions(
  db: Database,
  pusher: Pusher,
  actions: Action[],
  now: Date,
): Promise<z.output<typeof PushAnswer>> {
  const answers: ActionAnswer[] = [];
  for (const action of actions) answers.push(await answerAction(db, pusher, asOfNow(now, action), now));
  return { answers };
}

/**
 * The action with its instants as the server writes them, and none of them later than now: a device with a fast
 * clock must not move a run into the future.
 */
function asOfNow(now: Date, action: Action): Action {
  const actedAt = new Date(Math.min(Date.parse(action.actedAt), now.getTime())).toISOString();
  if (action.kind !== 'task.snooze') return { ...action, actedAt };
  return { ...action, actedAt, until: new Date(action.until).toISOString() };
}

async function answerAction(db: Database, pusher: Pusher, action: Action, now: Date): Promise<ActionAnswer> {
  return await withTransaction(db, async (tx) => {
    const lock = action.kind === 'task.replied' ? lockWithCompany : lockWithRun;
    const locked = await lock(tx, pusher, action.taskId, (id) => id === pusher.userId);
    // Looked up behind the lock: a repeat that arrives at the same time waits there and finds the answer.
    const earlier = await findAnswer(tx, pusher.workspaceId, action.id);
    if (earlier) return await repeatAnswer(tx, pusher, action, earlier);
    if (!locked) return await refuseUnknown(tx, pusher, action, now);
    return await applyOnce(tx, locked, action, now);
  });
}

async function applyOnce(tx: Tx, locked: LockedTask, action: Action, now: Date): Promise<ActionAnswer> {
  const { workspaceId, userId } = locked;
  const applied = await applyToLocked(tx, locked, action, now);
  const { result } = applied;
  const answer: StoredAnswer = result.ok
    ? { userId, result: 'accepted', code: null, message: null }
    : { userId, result: 'conflict', code: result.code, message: result.message };
  await insertAnswer(tx, workspaceId, action, answer, now);
  const task = result.ok ? result.value : locked.task;
  if (applied.tasks.length > 0 || applied.activities.length > 0) {
    await recordChanges(tx, workspaceId, { ...applied, horizon: horizonAt(now) });
  }
  return { id: action.id, result: answer.result, code: answer.code, message: answer.message, task };
}

async function repeatAnswer(
  tx: Tx,
  pusher: Pusher,
  action: Action,
  earlier: StoredAnswer,
): Promise<ActionAnswer> {
  // Somebody else's action bears this id; nothing about it is told.
  if (earlier.userId !== pusher.userId) return unknownTask(action);
  const task = await findTask(tx, pusher.workspaceId, pusher.userId, action.taskId);
  return { id: action.id, result: earlier.result, code: earlier.code, message: earlier.message, task };
}

async function refuseUnknown(tx: Tx, pusher: Pusher, action: Action, now: Date): Promise<ActionAnswer> {
  const answer = unknownTask(action);
  await insertAnswer(tx, pusher.workspaceId, action, { ...answer, userId: pusher.userId }, now);
  return answer;
}

function unknownTask(action: Action): ActionAnswer {
  return {
    id: action.id,
    result: 'refused',
    code: 'NOT_FOUND',
    message: 'there is no such task of yours',
    task: null,
  };
}
