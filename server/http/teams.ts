import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { setLockdown } from '../teams/lockdown.ts';
import { consequenceOfDeletion, createTeam, deleteTeam, listTeams, updateTeam } from '../teams/teams.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of teams, and of what only admins may change. */
export const teamHandlers: HandlersOf<Extract<EndpointName, `teams.${string}`> | 'lockdown.set'> = {
  'teams.list': async (context) => ok({ teams: await listTeams(context.db.kysely, context) }),
  'teams.create': async (context, { body }) => await createTeam(context.db, context, body, context.now),
  'teams.update': async (context, { params, body }) =>
    await updateTeam(context.db, context, params.id, body, context.now),
  'teams.deletion': async (context, { params }) =>
    await consequenceOfDeletion(context.db, context, params.id),
  'teams.delete': async (context, { params }) =>
    await deleteTeam(context.db, context, params.id, context.now),
  'lockdown.set': async (context, { body }) => ok(await setLockdown(context.db, context, body, context.now)),
};
