import { z } from 'zod';
import { byId, device, page } from './endpoint.ts';
import { ListName, PeopleChange, PeopleList, personIds } from './people-list.ts';
import { Person } from './person.ts';
import { Id } from './primitives.ts';
import { Sharing } from './sharing.ts';

/** How many projects a user has at most. */
export const mostProjects = 200;

export const ProjectStatus = z.enum(['planned', 'active', 'done']);
export type ProjectStatus = z.infer<typeof ProjectStatus>;

/** Something that people take part in. */
export const Project = PeopleList.extend({
  description: z.string(),
  status: ProjectStatus,
  /** How many people take part. */
  people: z.int(),
});
export type Project = z.infer<typeof Project>;

const text = {
  name: ListName,
  description: z.string().trim().max(5000).default(''),
  status: ProjectStatus.default('active'),
};

/** Endpoints of projects, part of the table in `api.ts`. */
export const projectEndpoints = {
  'projects.list': {
    ...device,
    method: 'get',
    path: '/api/v2/projects',
    summary: 'Projects that the user may see, by name',
    response: z.object({ projects: z.array(Project) }),
  },
  'projects.create': {
    ...device,
    method: 'post',
    path: '/api/v2/projects',
    summary: 'Begin a project of one’s own; repeated with the same id it adds nothing',
    body: z.object({ id: Id, ...text, personIds: personIds.default([]) }),
    response: Project,
  },
  'projects.get': {
    ...device,
    method: 'get',
    path: '/api/v2/projects/{id}',
    summary: 'One project',
    params: byId,
    response: Project,
  },
  'projects.update': {
    ...device,
    method: 'put',
    path: '/api/v2/projects/{id}',
    summary: 'Change what is said of a project',
    params: byId,
    body: z.object(text),
    response: Project,
  },
  'projects.people': {
    ...device,
    method: 'get',
    path: '/api/v2/projects/{id}/people',
    summary: 'Who takes part in a project, by last name',
    params: byId,
    query: z.object(page),
    response: z.object({ people: z.array(Person), total: z.int() }),
  },
  'projects.change': {
    ...device,
    method: 'post',
    path: '/api/v2/projects/{id}/people',
    summary: 'Add people to a project and take others out; who takes part already, or does not, stays so',
    params: byId,
    body: PeopleChange,
    response: Project,
  },
  'projects.share': {
    ...device,
    method: 'put',
    path: '/api/v2/projects/{id}/sharing',
    summary: 'Say who may see a project',
    params: byId,
    body: Sharing,
    response: Project,
  },
  'projects.delete': {
    ...device,
    method: 'delete',
    path: '/api/v2/projects/{id}',
    summary: 'Delete a project; the people in it stay',
    params: byId,
    response: z.object({}),
  },
  'projects.restore': {
    ...device,
    method: 'post',
    path: '/api/v2/projects/{id}/restore',
    summary: 'Bring a project back that was deleted a few minutes ago',
    params: byId,
    response: Project,
  },
} as const;
