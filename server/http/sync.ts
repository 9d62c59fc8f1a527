import { ok } from '../../lib/contract/result.ts';
import { pullChanges } from '../sync/pull.ts';
import { pushActions } from '../sync/push.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints by which devices follow the server. */
export const syncHandlers: HandlersOf<'sync.pull' | 'sync.push'> = {
  'sync.pull': async ({ db, workspaceId, userId, now }, { query }) =>
    ok(await pullChanges(db, { workspaceId, userId, ...query }, now)),
  'sync.push': async ({ db, workspaceId, userId, now }, { body }) =>
    ok(await pushActions(db, { workspaceId, userId }, body.actions, now)),
};
