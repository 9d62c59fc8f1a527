import { ok } from '../../lib/contract/result.ts';
import { listInterests } from '../db/queries/interests.ts';
import { changeInterests, interestsOf, removeInterest, setInterests } from '../people/interests.ts';
import type { HandlersOf } from './handlers.ts';

type Name =
  | 'interests.list'
  | 'interests.set'
  | 'interests.remove'
  | 'people.interests'
  | 'people.changeInterests';

/** Endpoints of what people are interested in. */
export const interestHandlers: HandlersOf<Name> = {
  'interests.list': async ({ db, workspaceId }) =>
    ok({ interests: await listInterests(db.kysely, workspaceId) }),
  'interests.set': async ({ db, workspaceId, now }, { body }) =>
    await setInterests(db, workspaceId, body.interests, now),
  'interests.remove': async (context, { params }) =>
    await removeInterest(context.db, context, params.id, context.now),
  'people.interests': async ({ db, workspaceId }, { params }) =>
    await interestsOf(db.kysely, workspaceId, params.id),
  'people.changeInterests': async (context, { body }) =>
    await changeInterests(context.db, context, body, context.now),
};
