import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { daysAway } from '../campaigns/absences.ts';
import { listMembers } from '../db/queries/accounts.ts';
import { listTasks } from '../db/queries/tasks.ts';
import { changeTasks } from '../tasks/change.ts';
import { createTask } from '../tasks/create.ts';
import { foretell } from '../tasks/foretell.ts';
import { releaseTask } from '../tasks/release.ts';
import { readTask, searchOpenTasks } from '../tasks/search.ts';
import { takeBackChange } from '../tasks/take-back.ts';
import { updateTask } from '../tasks/update.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of tasks, and of those to whom they can be given. */
export const taskHandlers: HandlersOf<Extract<EndpointName, `tasks.${string}`> | 'members.list'> = {
  'tasks.list': async ({ db, workspaceId, userId }, { query }) =>
    ok(await listTasks(db.kysely, workspaceId, userId, query)),
  'tasks.get': async (context, { params }) => await readTask(context.db, context, params.id),
  'tasks.create': async ({ db, workspaceId, userId, now }, { body }) =>
    await createTask(db, workspaceId, userId, body, now),
  'tasks.release': async ({ db, workspaceId, userId, now }, { params }) =>
    await releaseTask(db, { workspaceId, userId }, params.id, now),
  'tasks.search': async (context, request) =>
    await searchOpenTasks(context.db, context, request, context.now),
  'tasks.update': async (context, { params, body }) =>
    await updateTask(context.db, context, params.id, body, context.now),
  'tasks.consequences': async (context, { body }) => await foretell(context.db, context, body, context.now),
  'tasks.change': async (context, { body }) => await changeTasks(context.db, context, body, context.now),
  'tasks.takeBack': async (context, { params }) =>
    await takeBackChange(context.db, context, params.id, context.now),
  'members.list': async ({ db, workspaceId, userId, now }) => {
    const members = await listMembers(db.kysely, workspaceId);
    const away = await daysAway(db.kysely, workspaceId, now);
    return ok({
      members: members.map(({ id, name }) => {
        const awayUntil = away.get(id);
        return { id, name, self: id === userId, ...(awayUntil !== undefined && { awayUntil }) };
      }),
    });
  },
};
