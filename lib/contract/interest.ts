import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { personIds } from './people-list.ts';
import { GivenName, Id } from './primitives.ts';

export const mostInterests = 200;

/** Something that people can be interested in, in a word of the workspace's. */
export const Interest = z.object({ id: Id, name: GivenName.min(1).max(100) });
export type Interest = z.infer<typeof Interest>;

/** An interest, and how many people have it. */
export const InterestRow = Interest.extend({ people: z.int() });
export type InterestRow = z.infer<typeof InterestRow>;

const listed = z.object({ interests: z.array(InterestRow) });
const ids = z.array(Id).max(mostInterests).default([]);

/** Endpoints of interests, part of the table in `api.ts`. */
export const interestEndpoints = {
  'interests.list': {
    ...device,
    method: 'get',
    path: '/api/v2/interests',
    summary: 'What people can be interested in, in its order',
    response: listed,
  },
  'interests.set': {
    ...device,
    roles: ['admin'],
    method: 'put',
    path: '/api/v2/interests',
    summary:
      'Say what people can be interested in; what nobody is interested in may be left out and is gone then',
    body: z.object({ interests: z.array(Interest).max(mostInterests) }),
    response: listed,
  },
  'interests.remove': {
    ...device,
    roles: ['admin'],
    method: 'delete',
    path: '/api/v2/interests/{id}',
    summary: 'Take an interest from everybody who has it, and out of the list; no selection may ask for it',
    params: byId,
    response: listed,
  },
  'people.interests': {
    ...device,
    method: 'get',
    path: '/api/v2/people/{id}/interests',
    summary: 'What a person is interested in',
    params: byId,
    response: z.object({ interests: z.array(Interest) }),
  },
  'people.changeInterests': {
    ...device,
    method: 'post',
    path: '/api/v2/people/interests',
    summary: 'Give people interests and take others away; each change is a line of their history',
    body: z.object({ personIds: personIds.min(1), add: ids, remove: ids }),
    /** How many people have other interests than before. */
    response: z.object({ people: z.int() }),
  },
} as const;
