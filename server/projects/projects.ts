import { mostProjects, type Project } from '../../lib/contract/project.ts';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import type { Database, Db } from '../db/open.ts';
import { lockMember } from '../db/queries/accounts.ts';
import { addMembers, membersOfList } from '../db/queries/people-lists.ts';
import * as rows from '../db/queries/projects.ts';
import { withTransaction } from '../db/transaction.ts';
import {
  changeList,
  type ListKind,
  mayChangeList,
  refuseStrangers,
  unknownList,
} from '../people-lists/keep.ts';
import type { TeamUser } from '../teams/teams.ts';

export const projectKind: ListKind<Project> = {
  table: 'projects',
  word: 'project',
  find: async (db, user, id) => {
    const [stored] = await rows.listProjects(db, user, id);
    return stored ? seenBy(user, stored) : null;
  },
  inside: async (_, workspaceId, { id }) => ok(membersOfList(workspaceId, 'projects', id)),
};

/** Projects that the user may see, by name: their own, those shared with them, and as an admin all. */
export async function listProjects(db: Db, user: TeamUser): Promise<Project[]> {
  return (await rows.listProjects(db, user)).map((project) => seenBy(user, project));
}

function seenBy(user: TeamUser, project: rows.StoredProject): Project {
  return { ...project, mayChange: mayChangeList(user, project) };
}

export async function findProject(db: Db, user: TeamUser, id: string): Promise<Result<Project>> {
  const project = await projectKind.find(db, user, id);
  return project ? ok(project) : unknownList(projectKind);
}

type ProjectText = Pick<Project, 'name' | 'description' | 'status'>;

/**
 * Begins a project of the user's own. With an id that is there it is answered as it is.
 * @returns `LIMIT_REACHED`, or `INVALID_INPUT` naming people who are not in the workspace
 */
export async function createProject(
  db: Database,
  user: TeamUser,
  { id, personIds, ...text }: ProjectText & { id: string; personIds: readonly string[] },
  now: Date,
): Promise<Result<Project>> {
  const { workspaceId, userId } = user;
  return await withTransaction(db, async (tx) => {
    // The user first, so that their projects are counted one after another.
    await lockMember(tx, workspaceId, userId);
    const known = await projectKind.find(tx, user, id);
    if (known) return ok(known);
    const own = (await rows.listProjects(tx, user)).filter(({ ownerId }) => ownerId === userId);
    if (own.length >= mostProjects)
      return fail('LIMIT_REACHED', `${mostProjects} projects are the most for one user`);
    const strangers = await refuseStrangers(tx, workspaceId, 'personIds', personIds);
    if (strangers) return strangers;
    if (!(await rows.insertProject(tx, user, { id, ...text }, now))) return unknownList(projectKind);
    await addMembers(tx, workspaceId, 'projects', id, personIds);
    return await findProject(tx, user, id);
  });
}

/** Changes what is said of a project. */
export async function updateProject(
  db: Database,
  user: TeamUser,
  id: string,
  text: ProjectText,
): Promise<Result<Project>> {
  return await changeList([db, projectKind, user, id], async (tx) => {
    await rows.saveProject(tx, user.workspaceId, id, text);
    return null;
  });
}
