import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { deleteList, restoreList } from '../people-lists/delete.ts';
import { changePeopleOf, listPeopleOf, shareList } from '../people-lists/keep.ts';
import {
  createProject,
  findProject,
  listProjects,
  projectKind,
  updateProject,
} from '../projects/projects.ts';
import { refuseInUse } from '../selections/refuse.ts';
import type { TeamUser } from '../teams/teams.ts';
import type { HandlersOf } from './handlers.ts';

const one = (context: TeamUser & { db: Database }, { params }: { params: { id: string } }) =>
  [context.db, projectKind, context, params.id] as const;

/** Endpoints of projects. */
export const projectHandlers: HandlersOf<Extract<EndpointName, `projects.${string}`>> = {
  'projects.list': async (context) => ok({ projects: await listProjects(context.db.kysely, context) }),
  'projects.create': async (context, { body }) => await createProject(context.db, context, body, context.now),
  'projects.get': async (context, { params }) => await findProject(context.db.kysely, context, params.id),
  'projects.update': async (context, { params, body }) =>
    await updateProject(context.db, context, params.id, body),
  'projects.people': async (context, asked) =>
    await listPeopleOf(one(context, asked), asked.query, context.now),
  'projects.change': async (context, asked) => await changePeopleOf(one(context, asked), asked.body),
  'projects.share': async (context, asked) => await shareList(one(context, asked), asked.body),
  'projects.delete': async (context, asked) =>
    await deleteList(...one(context, asked), context.now, (tx) => refuseInUse(tx, context, asked.params.id)),
  'projects.restore': async (context, asked) => await restoreList(...one(context, asked), context.now),
};
