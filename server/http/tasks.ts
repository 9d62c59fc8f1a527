import { fail, ok } from '../../lib/contract/result.ts';
import { findTask, listTasks } from '../db/queries/tasks.ts';
import { createTask } from '../tasks/create.ts';
import { releaseTask } from '../tasks/release.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of a user's own tasks. */
export const taskHandlers: HandlersOf<'tasks.list' | 'tasks.get' | 'tasks.create' | 'tasks.release'> = {
  'tasks.list': async ({ db, workspaceId, userId }, { query }) =>
    ok(await listTasks(db.kysely, workspaceId, userId, query)),
  'tasks.get': async ({ db, workspaceId, userId }, { params }) => {
    const task = await findTask(db.kysely, workspaceId, userId, params.id);
    return task ? ok(task) : fail('NOT_FOUND', 'there is no such task of yours');
  },
  'tasks.create': async ({ db, workspaceId, userId, now }, { body }) =>
    await createTask(db, workspaceId, userId, body, now),
  'tasks.release': async ({ db, workspaceId, userId, now }, { params }) =>
    await releaseTask(db, { workspaceId, userId }, params.id, now),
};
