import { z } from 'zod';
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

/** People whom a user keeps under a name. */
export const Selection = PeopleList.extend({
  kind: SelectionKind,
  /** How many people are in it. */
  people: z.int(),
});
export type Selection = z.infer<typeof Selection>;

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
    body: z.object({ id: Id, name: ListName, personIds }),
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
