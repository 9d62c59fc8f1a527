import { z } from 'zod';
import { byId, device, page } from './endpoint.ts';
import { Person } from './person.ts';
import { GivenName, Id } from './primitives.ts';
import { Sharing } from './sharing.ts';

/** How many groups a user has at most. */
export const mostGroups = 50;
/** How many people are in a group at most; a launch takes as many as its own limit says. */
export const mostInGroup = 1000;

const GroupName = GivenName.min(1).max(100);
const personIds = z.array(Id).max(mostInGroup);

/** A named list of people that a user keeps. */
export const Group = z.object({
  id: Id,
  name: z.string(),
  /** How many people are in it. */
  people: z.int(),
  /** Null: nobody who is known. */
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  /** The asking user may change, share and delete it: it is theirs, or they are an admin. */
  mayChange: z.boolean(),
  ...Sharing.shape,
});
export type Group = z.infer<typeof Group>;

/** Endpoints of groups of people, part of the table in `api.ts`. */
export const groupEndpoints = {
  'groups.list': {
    ...device,
    method: 'get',
    path: '/api/v2/groups',
    summary: 'Groups of people that the user may see, by name',
    response: z.object({ groups: z.array(Group) }),
  },
  'groups.create': {
    ...device,
    method: 'post',
    path: '/api/v2/groups',
    summary: 'Keep people as a group of one’s own; repeated with the same id it adds nothing',
    body: z.object({ id: Id, name: GroupName, personIds }),
    response: Group,
  },
  'groups.rename': {
    ...device,
    method: 'put',
    path: '/api/v2/groups/{id}',
    summary: 'Give a group another name',
    params: byId,
    body: z.object({ name: GroupName }),
    response: Group,
  },
  'groups.people': {
    ...device,
    method: 'get',
    path: '/api/v2/groups/{id}/people',
    summary: 'Who is in a group, by last name',
    params: byId,
    query: z.object(page),
    response: z.object({ people: z.array(Person), total: z.int() }),
  },
  'groups.change': {
    ...device,
    method: 'post',
    path: '/api/v2/groups/{id}/people',
    summary: 'Add people to a group and take others out; who is in it already, or is not, stays so',
    params: byId,
    body: z.object({ add: personIds.default([]), remove: personIds.default([]) }),
    response: Group,
  },
  'groups.share': {
    ...device,
    method: 'put',
    path: '/api/v2/groups/{id}/sharing',
    summary: 'Say who may see a group and launch it',
    params: byId,
    body: Sharing,
    response: Group,
  },
  'groups.delete': {
    ...device,
    method: 'delete',
    path: '/api/v2/groups/{id}',
    summary: 'Delete a group; the people in it stay',
    params: byId,
    response: z.object({}),
  },
} as const;
