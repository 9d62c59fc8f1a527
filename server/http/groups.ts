import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import {
  changeGroup,
  createGroup,
  deleteGroup,
  listGroupPeople,
  listGroups,
  renameGroup,
  shareGroup,
} from '../groups/groups.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of groups of people. */
export const groupHandlers: HandlersOf<Extract<EndpointName, `groups.${string}`>> = {
  'groups.list': async (context) => ok({ groups: await listGroups(context.db.kysely, context) }),
  'groups.create': async (context, { body }) => await createGroup(context.db, context, body, context.now),
  'groups.rename': async (context, { params, body }) =>
    await renameGroup(context.db, context, params.id, body.name),
  'groups.people': async (context, { params, query }) =>
    await listGroupPeople(context.db.kysely, context, params.id, query),
  'groups.change': async (context, { params, body }) =>
    await changeGroup(context.db, context, params.id, body),
  'groups.share': async (context, { params, body }) => await shareGroup(context.db, context, params.id, body),
  'groups.delete': async (context, { params }) => await deleteGroup(context.db, context, params.id),
};
