import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { Lockdown } from './lockdown.ts';
import { Id } from './primitives.ts';

const admins = { ...device, roles: ['admin'] } as const;
const TeamName = z.string().trim().min(1).max(100);

/** Users with whom something can be shared. */
export const Team = z.object({
  id: Id,
  name: z.string(),
  memberIds: z.array(Id),
  /** The asking user may share with it: they are in it, or an admin. */
  mayShare: z.boolean(),
});
export type Team = z.infer<typeof Team>;

/** Of what a team would no longer be told, were it deleted: how much is shared with it. */
export const TeamDeletion = z.object({
  templates: z.int(),
  campaigns: z.int(),
  /** Of people. */
  selections: z.int(),
  projects: z.int(),
  /** Files that mails link to. */
  content: z.int(),
  /** Of these, how many nobody but their owners and admins could see any more. */
  private: z.int(),
});
export type TeamDeletion = z.infer<typeof TeamDeletion>;

/** Endpoints of teams and of what is locked, part of the table in `api.ts`. */
export const teamEndpoints = {
  'teams.list': {
    ...device,
    method: 'get',
    path: '/api/v2/teams',
    summary: 'Teams by name, and who is in them',
    response: z.object({ teams: z.array(Team) }),
  },
  'teams.create': {
    ...admins,
    method: 'post',
    path: '/api/v2/teams',
    summary: 'Make a team; repeated with the same id it adds nothing',
    body: z.object({ id: Id, name: TeamName, memberIds: z.array(Id).max(1000) }),
    response: Team,
  },
  'teams.update': {
    ...admins,
    method: 'put',
    path: '/api/v2/teams/{id}',
    summary: 'Rename a team and say who is in it; what those who leave have shared with it is no longer',
    params: byId,
    body: z.object({ name: TeamName, memberIds: z.array(Id).max(1000) }),
    response: Team,
  },
  'teams.deletion': {
    ...admins,
    method: 'get',
    path: '/api/v2/teams/{id}/deletion',
    summary: 'What deleting a team would unshare',
    params: byId,
    response: TeamDeletion,
  },
  'teams.delete': {
    ...admins,
    method: 'delete',
    path: '/api/v2/teams/{id}',
    summary: 'Delete a team; what was shared with it stays with its owners',
    params: byId,
    response: z.object({}),
  },
  'lockdown.set': {
    ...admins,
    method: 'put',
    path: '/api/v2/lockdown',
    summary: 'Say whether only admins may change templates, or campaigns',
    body: Lockdown,
    response: Lockdown,
  },
} as const;
