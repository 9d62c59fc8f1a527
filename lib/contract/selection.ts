import { z } from 'zod';
import { Conditions } from './condition.ts';
import { byId, device, page } from './endpoint.ts';
import { ListName, PeopleChange, PeopleList, personIds } from './people-list.ts';
import { Person } from './person.ts';
import { Id } from './primitives.ts';
import { Sharing } from './sharing.ts';

/** How many selections a user has at most. */
export const mostSelections = 200;

/** `static`: people are added one by one; `dynamic`: a saved search; `combined`: put together of two selections. */
export const SelectionKind = z.enum(['static', 'dynamic', 'combined']);
export type SelectionKind = z.infer<typeof SelectionKind>;

/** Who of two selections are meant. */
export const CombineOperator = z.enum(['onlyFirst', 'onlySecond', 'both', 'oneOf', 'either']);
export type CombineOperator = z.infer<typeof CombineOperator>;

/** What a selection that is not static asks for. */
export const SelectionDefinition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dynamic'), conditions: Conditions }),
  z.object({ kind: z.literal('combined'), operator: CombineOperator, firstId: Id, secondId: Id }),
]);
export type SelectionDefinition = z.infer<typeof SelectionDefinition>;

/** People whom a user keeps under a name. */
export const Selection = PeopleList.extend({
  kind: SelectionKind,
  /** How many people are in it; null: they are found out when it is opened. */
  people: z.int().nullable(),
});
export type Selection = z.infer<typeof Selection>;

/** A selection that is opened. */
export const SelectionSheet = Selection.extend({
  people: z.int(),
  /** Null: it is static. */
  definition: SelectionDefinition.nullable(),
});
export type SelectionSheet = z.infer<typeof SelectionSheet>;

/** Endpoints of selections, part of the table in `api.ts`. */
export const selectionEndpoints = {
  'selections.list': {
    ...device,
    method: 'get',
    path: '/api/v2/selections',
    summary: 'Selections of people that the user may see, by name',
    response: z.object({ selections: z.array(Selection) }),
  },
  'selections.create': {
    ...device,
    method: 'post',
    path: '/api/v2/selections',
    summary: 'Keep people as a selection of one’s own; repeated with the same id it adds nothing',
    body: z
      .object({
        id: Id,
        name: ListName,
        personIds: personIds.default([]),
        /** Absent: a static one of these people. */
        definition: SelectionDefinition.optional(),
      })
      .refine(({ definition, personIds: ids }) => !definition || ids.length === 0, {
        path: ['personIds'],
        error: 'expected nobody: people are added to static selections only',
      }),
    response: Selection,
  },
  'selections.preview': {
    ...device,
    method: 'post',
    path: '/api/v2/selection-previews',
    summary: 'How many people a definition finds now, and the first of them by last name; nothing is kept',
    body: z.object({ definition: SelectionDefinition }),
    response: z.object({ people: z.array(Person), total: z.int() }),
  },
  'selections.get': {
    ...device,
    method: 'get',
    path: '/api/v2/selections/{id}',
    summary: 'One selection, with what it asks for and how many people are in it now',
    params: byId,
    response: SelectionSheet,
  },
  'selections.define': {
    ...device,
    method: 'put',
    path: '/api/v2/selections/{id}/definition',
    summary: 'Say what a selection asks for; its kind stays',
    params: byId,
    body: z.object({ definition: SelectionDefinition }),
    response: Selection,
  },
  'selections.makeStatic': {
    ...device,
    method: 'post',
    path: '/api/v2/selections/{id}/static',
    summary: 'Keep those who are in a selection now, and nobody else from now on; there is no way back',
    params: byId,
    response: Selection,
  },
  'selections.rename': {
    ...device,
    method: 'put',
    path: '/api/v2/selections/{id}',
    summary: 'Give a selection another name',
    params: byId,
    body: z.object({ name: ListName }),
    response: Selection,
  },
  'selections.people': {
    ...device,
    method: 'get',
    path: '/api/v2/selections/{id}/people',
    summary: 'Who is in a selection, by last name',
    params: byId,
    query: z.object(page),
    response: z.object({ people: z.array(Person), total: z.int() }),
  },
  'selections.change': {
    ...device,
    method: 'post',
    path: '/api/v2/selections/{id}/people',
    summary:
      'Add people to a static selection and take others out; who is in it already, or is not, stays so',
    params: byId,
    body: PeopleChange,
    response: Selection,
  },
  'selections.share': {
    ...device,
    method: 'put',
    path: '/api/v2/selections/{id}/sharing',
    summary: 'Say who may see a selection and launch it',
    params: byId,
    body: Sharing,
    response: Selection,
  },
  'selections.delete': {
    ...device,
    method: 'delete',
    path: '/api/v2/selections/{id}',
    summary: 'Delete a selection; the people in it stay',
    params: byId,
    response: z.object({}),
  },
  'selections.restore': {
    ...device,
    method: 'post',
    path: '/api/v2/selections/{id}/restore',
    summary: 'Bring a selection back that was deleted a few minutes ago',
    params: byId,
    response: Selection,
  },
} as const;
