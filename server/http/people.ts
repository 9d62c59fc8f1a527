import { fail, ok } from '../../lib/contract/result.ts';
import { findPerson, listPeople } from '../db/queries/people.ts';
import { createPerson, updatePerson } from '../people/people.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the workspace's people. */
export const peopleHandlers: HandlersOf<'people.list' | 'people.get' | 'people.create' | 'people.update'> = {
  'people.list': async ({ db, workspaceId }, { query }) =>
    ok(await listPeople(db.kysely, workspaceId, query)),
  'people.get': async ({ db, workspaceId }, { params }) => {
    const person = await findPerson(db.kysely, workspaceId, params.id);
    return person ? ok(person) : fail('NOT_FOUND', 'there is no such person');
  },
  'people.create': async ({ db, workspaceId, now }, { body }) =>
    ok(await createPerson(db, workspaceId, body, now)),
  'people.update': async ({ db, workspaceId, now }, { params, body }) =>
    await updatePerson(db, workspaceId, params.id, body, now),
};
