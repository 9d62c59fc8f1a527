import type { Result } from '../../contract/result.ts';
import { fail, ok } from '../../contract/result.ts';
import type { Action } from '../../contract/sync.ts';
import type { Task } from '../../contract/task.ts';

type ActionOf<K extends Action['kind']> = Extract<Action, { kind: K }>;

/**
 * What an action makes of a task. The server and the extension's own copy use the same function, so that what
 * the person sees at once is what the server will answer.
 *
 * - The first outcome wins: what is closed stays as it was closed.
 * - The action that closed the task may come again (a repeated push, an outbox laid over a row that holds it
 *   already); the task is then returned unchanged.
 * - A reopening names the action that closed the task, so that an undo on one device never takes back what
 *   another device did.
 * - An answer to its mail changes nothing in the task itself; what it does to the run is decided in `endOnReply`.
 * - A snooze may point to the past: that is how a snooze is taken back.
 *
 * Whether the campaign still allows a reopening is not decided here, see `advanceEnrolment` (`TASK_MOVED_ON`).
 *
 * @returns the changed task with its version raised by one; `TASK_ALREADY_CLOSED` or `TASK_NOT_CLOSED` otherwise
 * @throws {RangeError} if the action is about another task
 */
export function applyAction(task: Task, action: Action): Result<Task> {
  if (action.taskId !== task.id) {
    throw new RangeError(`action ${action.id}: expected an action on task ${task.id}, got ${action.taskId}`);
  }
  switch (action.kind) {
    case 'task.complete':
      return close(task, action, 'done');
    case 'task.skip':
      return close(task, action, 'skipped');
    case 'task.snooze':
      return snooze(task, action);
    case 'task.reopen':
      return reopen(task, action);
    case 'task.replied':
      return answered(task);
  }
}

function close(
  task: Task,
  action: ActionOf<'task.complete'> | ActionOf<'task.skip'>,
  status: 'done' | 'skipped',
): Result<Task> {
  if (task.closedByAction === action.id) return ok(task);
  if (task.status !== 'open') return alreadyClosed(task);
  return ok({
    ...task,
    status,
    outcome: action.kind === 'task.complete' ? action.outcome : null,
    closedAt: action.actedAt,
    closedByAction: action.id,
    version: task.version + 1,
  });
}

function snooze(task: Task, action: ActionOf<'task.snooze'>): Result<Task> {
  if (task.status !== 'open') return alreadyClosed(task);
  return ok({ ...task, dueAt: action.until, version: task.version + 1 });
}

function reopen(task: Task, action: ActionOf<'task.reopen'>): Result<Task> {
  if (task.status === 'open') return fail('TASK_NOT_CLOSED', `“${task.title}” is open already`);
  if (task.closedByAction !== action.undoes) {
    return fail(
      'TASK_ALREADY_CLOSED',
      `“${task.title}” was closed elsewhere, so there is nothing to take back here`,
    );
  }
  if (task.outcome?.proof?.site === 'server')
    return fail(
      'TASK_MOVED_ON',
      `the mail of “${task.title}” has left by itself, so it cannot be done again`,
    );
  return ok({
    ...task,
    status: 'open',
    outcome: null,
    cause: null,
    closedAt: null,
    closedByAction: null,
    version: task.version + 1,
  });
}

function answered(task: Task): Result<Task> {
  return task.status === 'done'
    ? ok(task)
    : fail('TASK_NOT_CLOSED', `“${task.title}” was not done, so nobody can have answered it`);
}

function alreadyClosed(task: Task): Result<Task> {
  return fail('TASK_ALREADY_CLOSED', `“${task.title}” is ${task.status} already`);
}
