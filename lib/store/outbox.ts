import { fail, ok, type Result } from '../contract/errors.ts';
import type { Action, ActionAnswer } from '../contract/sync.ts';
import type { Task } from '../contract/task.ts';
import { applyAction } from '../core/task/transition.ts';
import { storable } from '../core/text/storable.ts';
import type { LocalDatabase, OutboxEntry } from './db.ts';
import { overlay } from './tasks.ts';

/** An action without what this file adds to it. */
export type NewAction = Action extends infer A ? (A extends Action ? Omit<A, 'baseVersion'> : never) : never;

const keepActedMs = 24 * 60 * 60 * 1000;

/**
 * Applies an action to the local row and puts it in the outbox. Call inside `store.write`.
 *
 * @returns why not, when the task is gone or the action does not fit it
 */
export async function act(db: LocalDatabase, fresh: NewAction): Promise<Result<Task>> {
  const stored = await db.tasks.get(fresh.taskId);
  if (!stored) return fail('NOT_FOUND', 'This task is no longer here.');
  const action: Action = { ...cleaned(fresh), baseVersion: (stored.base ?? stored.task).version };
  const next = applyAction(stored.task, action);
  if (!next.ok) return next;
  await db.outbox.add({ id: action.id, taskId: action.taskId, action, tried: false });
  await rememberActed(db, action, stored.task.dueAt);
  await refresh(db, stored.base ?? stored.task);
  return next;
}

/** So that it can be undone. A reply that was seen is nobody's doing; its end of the run is undone at the server. */
async function rememberActed(db: LocalDatabase, action: Action, dueAt: string): Promise<void> {
  const { id, taskId, kind, actedAt } = action;
  if (kind === 'task.replied') return;
  await db.acted.put({ id, taskId, kind, dueAt, actedAt });
  await db.acted
    .where('actedAt')
    .below(new Date(Date.parse(actedAt) - keepActedMs).toISOString())
    .delete();
}

/** What was typed, or read from a page, in a form that the server takes: a character it cannot store costs no note. */
function cleaned(action: NewAction): NewAction {
  return JSON.parse(JSON.stringify(action), (_, value) =>
    typeof value === 'string' ? storable(value) : value,
  );
}

/**
 * Takes an action back: one that was never pushed is forgotten, any other is answered by its opposite. Call inside
 * `store.write`.
 *
 * @param newId - id of the opposite action, if one is needed
 * @returns the task that the action was about
 */
export async function undo(
  db: LocalDatabase,
  actionId: string,
  newId: string,
  now: Date,
): Promise<Result<{ taskId: string }>> {
  const entry = await db.outbox.where('id').equals(actionId).first();
  if (entry && !entry.tried && (await isLastOfTask(db, entry))) {
    const stored = await db.tasks.get(entry.taskId);
    await db.outbox.delete(entry.seq);
    if (stored) await refresh(db, stored.base ?? stored.task);
    return ok({ taskId: entry.taskId });
  }
  const acted = await db.acted.get(actionId);
  if (!acted) return fail('NOT_FOUND', 'This can no longer be undone.');
  const common = { id: newId, taskId: acted.taskId, actedAt: now.toISOString() };
  const opposite: NewAction =
    acted.kind === 'task.snooze'
      ? { kind: 'task.snooze', ...common, until: acted.dueAt }
      : { kind: 'task.reopen', ...common, undoes: actionId };
  const done = await act(db, opposite);
  return done.ok ? ok({ taskId: acted.taskId }) : done;
}

/** The oldest actions, in the order they were done, marked as tried before they leave. Call inside `store.write`. */
export async function takeBatch(db: LocalDatabase, limit: number, afterSeq = 0): Promise<OutboxEntry[]> {
  const batch = await db.outbox.where('seq').above(afterSeq).limit(limit).toArray();
  const fresh = batch.filter((entry) => !entry.tried).map((entry) => ({ ...entry, tried: true }));
  await db.outbox.bulkPut(fresh);
  return batch;
}

/**
 * Stores the server's answers: the entries go, its rows take the place of ours, under whatever still waits. Call
 * inside `store.write`.
 *
 * @returns the answers that are news: neither accepted, nor about a reply that was seen, nor the undo of an action that itself came to nothing, nor
 *   answered before
 */
export async function settle(
  db: LocalDatabase,
  answers: readonly ActionAnswer[],
): Promise<{ answer: ActionAnswer; action: Action }[]> {
  const news: { answer: ActionAnswer; action: Action }[] = [];
  for (const answer of answers) {
    const entry = await db.outbox.where('id').equals(answer.id).first();
    if (!entry) continue;
    await db.outbox.delete(entry.seq);
    if (answer.result !== 'accepted') {
      // Nobody has done anything when a reply was seen, so there is nobody to tell.
      if (entry.action.kind !== 'task.replied') news.push({ answer, action: entry.action });
      await forgetUndoOf(db, entry);
    }
    await takeServersRow(db, entry.taskId, answer.task);
  }
  return news;
}

/** Lays what waits over a server's row and stores it; `null` removes the task, whatever waited for it stays queued. */
async function takeServersRow(db: LocalDatabase, taskId: string, row: Task | null): Promise<void> {
  if (!row) return db.tasks.delete(taskId);
  const stored = await db.tasks.get(taskId);
  // An answer may overtake a page that was read before it.
  if (stored && (stored.base ?? stored.task).version > row.version)
    return refresh(db, stored.base ?? stored.task);
  return refresh(db, row);
}

async function refresh(db: LocalDatabase, base: Task): Promise<void> {
  const waiting = await db.outbox.where('taskId').equals(base.id).sortBy('seq');
  await db.tasks.put(
    overlay(
      base,
      waiting.map((entry) => entry.action),
    ),
  );
}

async function isLastOfTask(db: LocalDatabase, entry: OutboxEntry): Promise<boolean> {
  const waiting = await db.outbox.where('taskId').equals(entry.taskId).sortBy('seq');
  return waiting.at(-1)?.seq === entry.seq;
}

async function forgetUndoOf(db: LocalDatabase, entry: OutboxEntry): Promise<void> {
  const waiting = await db.outbox.where('taskId').equals(entry.taskId).toArray();
  const undone = waiting.filter(({ action }) => action.kind === 'task.reopen' && action.undoes === entry.id);
  await db.outbox.bulkDelete(undone.map(({ seq }) => seq));
}
