import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { Person } from './person.ts';
import { Id } from './primitives.ts';

/** By what people look like one: the same address, the last digits of a phone number, or name and company. */
export const Likeness = z.enum(['email', 'phone', 'name']);
export type Likeness = z.infer<typeof Likeness>;

/** As many of those who look alike are told, and merged at once. */
export const mostAlike = 20;

const someAlike = z.array(Id).min(2).max(mostAlike);

export const DuplicateGroup = z.object({
  /** The oldest first; more than `mostAlike` are told of in `total` only. */
  people: z.array(Person),
  total: z.int().min(2),
});
export type DuplicateGroup = z.infer<typeof DuplicateGroup>;

/** Endpoints of people who may be the same, part of the table in `api.ts`. */
export const duplicateEndpoints = {
  'people.duplicates': {
    ...device,
    method: 'get',
    path: '/api/v2/people/duplicates',
    summary: 'People who look like one, in groups; without those of whom somebody said that they are not',
    query: z.object({
      likeness: Likeness,
      limit: z.coerce.number().int().min(1).max(100).default(20),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    response: z.object({ groups: z.array(DuplicateGroup), total: z.int() }),
  },
  'people.setDistinct': {
    ...device,
    method: 'post',
    path: '/api/v2/people/distinct',
    summary: 'Say that people who look alike are not the same, or take that back',
    body: z.object({ personIds: someAlike, distinct: z.boolean() }),
    response: z.object({}),
  },
  'people.merge': {
    ...device,
    roles: ['admin', 'manager'],
    method: 'post',
    path: '/api/v2/people/{id}/merge',
    summary: 'Make one person of several: what is theirs becomes the person’s, whose empty values they fill',
    params: byId,
    body: z.object({
      personIds: z
        .array(Id)
        .min(1)
        .max(mostAlike - 1),
    }),
    response: Person,
  },
} as const;
