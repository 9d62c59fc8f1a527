import { ok } from '../../lib/contract/result.ts';
import { setLimits } from '../campaigns/limits.ts';
import { getLimits } from '../db/queries/limits.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of how much may be done at most. */
export const limitHandlers: HandlersOf<'limits.get' | 'limits.set'> = {
  'limits.get': async ({ db, workspaceId }) => ok(await getLimits(db.kysely, workspaceId)),
  'limits.set': async ({ db, workspaceId, userId, now }, { body }) =>
    ok(await setLimits(db, { workspaceId, userId }, body, now)),
};
