import { type Group, mostGroups, mostInGroup } from '../../lib/contract/group-api.ts';
import type { Person } from '../../lib/contract/person.ts';
import { type Failure, fail, invalid, ok, type Result } from '../../lib/contract/result.ts';
import type { Sharing } from '../../lib/contract/sharing.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { lockMember } from '../db/queries/accounts.ts';
import * as rows from '../db/queries/groups.ts';
import { findPeople } from '../db/queries/people.ts';
import { saveSharing } from '../db/queries/teams.ts';
import { lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { refuseTeams, type TeamUser } from '../teams/teams.ts';

const unknownGroup = () => fail('NOT_FOUND', 'there is no such group');

/** Groups that the user may see, by name: their own, those shared with them, and as an admin all. */
export async function listGroups(db: Db, user: TeamUser): Promise<Group[]> {
  return (await rows.listGroups(db, user)).map((group) => seenBy(user, group));
}

function seenBy({ userId, role }: TeamUser, group: rows.StoredGroup): Group {
  return { ...group, mayChange: role === 'admin' || group.ownerId === userId };
}

/**
 * Keeps people as a group of the user's own. With an id that is there it is answered as it is.
 * @returns `LIMIT_REACHED`, or `INVALID_INPUT` naming people who are not in the workspace
 */
export async function createGroup(
  db: Database,
  user: TeamUser,
  { id, name, personIds }: { id: string; name: string; personIds: readonly string[] },
  now: Date,
): Promise<Result<Group>> {
  const { workspaceId, userId } = user;
  return await withTransaction(db, async (tx) => {
    // The user first, so that their groups are counted one after another.
    await lockMember(tx, workspaceId, userId);
    const [known] = await rows.listGroups(tx, user, id);
    if (known) return ok(seenBy(user, known));
    const own = (await rows.listGroups(tx, user)).filter(({ ownerId }) => ownerId === userId);
    if (own.length >= mostGroups)
      return fail('LIMIT_REACHED', `${mostGroups} groups are the most for one user`);
    const strangers = await refuseStrangers(tx, workspaceId, 'personIds', personIds);
    if (strangers) return strangers;
    if (!(await rows.insertGroup(tx, user, { id, name }, now))) return unknownGroup();
    await rows.addToGroup(tx, workspaceId, id, personIds);
    return await answer(tx, user, id);
  });
}

async function refuseStrangers(
  tx: Tx,
  workspaceId: string,
  field: string,
  personIds: readonly string[],
): Promise<Failure | null> {
  const known = new Set((await findPeople(tx, workspaceId, [...personIds])).map(({ id }) => id));
  const wrong = personIds.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `${field}.${index}`, message: 'expected a person of this workspace' }],
  );
  return wrong.length > 0 ? invalid(wrong) : null;
}

/** Who is in a group that the user may see, by last name. */
export async function listGroupPeople(
  db: Db,
  user: TeamUser,
  id: string,
  page: { limit: number; offset: number },
): Promise<Result<{ people: Person[]; total: number }>> {
  const [group] = await rows.listGroups(db, user, id);
  return group ? ok(await rows.listGroupPeople(db, user.workspaceId, id, page)) : unknownGroup();
}

export async function renameGroup(
  db: Database,
  user: TeamUser,
  id: string,
  name: string,
): Promise<Result<Group>> {
  return await changeOwn(db, user, id, async (tx) => {
    await rows.renameGroupRow(tx, user.workspaceId, id, name);
    return null;
  });
}

/** Adds people and takes others out. @returns `LIMIT_REACHED`, or `INVALID_INPUT` naming who is not in the workspace */
export async function changeGroup(
  db: Database,
  user: TeamUser,
  id: string,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Promise<Result<Group>> {
  const { workspaceId } = user;
  return await changeOwn(db, user, id, async (tx) => {
    const strangers = await refuseStrangers(tx, workspaceId, 'add', add);
    if (strangers) return strangers;
    if ((await rows.countAfter(tx, workspaceId, id, { add, remove })) > mostInGroup)
      return fail('LIMIT_REACHED', `${mostInGroup} people are the most for one group`);
    await rows.takeFromGroup(tx, workspaceId, id, remove);
    await rows.addToGroup(tx, workspaceId, id, add);
    return null;
  });
}

/** Says who may see a group. @returns `INVALID_INPUT` naming a team that is not there, or that the user is not in */
export async function shareGroup(
  db: Database,
  user: TeamUser,
  id: string,
  { shared, teamIds }: Sharing,
): Promise<Result<Group>> {
  return await changeOwn(
    db,
    user,
    id,
    async (tx, group) => {
      const chosen = shared ? [] : [...new Set(teamIds)];
      const refused = await refuseTeams(tx, user, chosen, group.teamIds);
      if (refused) return refused;
      await saveSharing(tx, user.workspaceId, 'person_groups', id, { shared, teamIds: chosen });
      return null;
    },
    'teams stay',
  );
}

/** Deletes a group; the people stay. */
export async function deleteGroup(
  db: Database,
  user: TeamUser,
  id: string,
): Promise<Result<Record<string, never>>> {
  return await withTransaction(db, async (tx) => {
    const found = await findOwn(tx, user, id);
    if (!found.ok) return found;
    await rows.deleteGroupRow(tx, user.workspaceId, id);
    return ok({});
  });
}

/** @returns `NOT_FOUND` for one that the user may not see, `NOT_ALLOWED` for somebody else's */
async function findOwn(tx: Tx, user: TeamUser, id: string): Promise<Result<Group>> {
  await rows.lockGroup(tx, user.workspaceId, id);
  const [stored] = await rows.listGroups(tx, user, id);
  if (!stored) return unknownGroup();
  const group = seenBy(user, stored);
  if (group.mayChange) return ok(group);
  return fail(
    'NOT_ALLOWED',
    `“${group.name}” belongs to ${group.ownerName ?? 'somebody else'}; they or an admin can change it`,
  );
}

/** @param teams - `stay`: no team goes meanwhile, which is locked before the group as by whoever changes teams */
async function changeOwn(
  db: Database,
  user: TeamUser,
  id: string,
  work: (tx: Tx, group: Group) => Promise<Failure | null>,
  teams?: 'teams stay',
): Promise<Result<Group>> {
  return await withTransaction(db, async (tx) => {
    if (teams) await lockLibrary(tx, user.workspaceId);
    const found = await findOwn(tx, user, id);
    if (!found.ok) return found;
    return (await work(tx, found.value)) ?? (await answer(tx, user, id));
  });
}

async function answer(tx: Tx, user: TeamUser, id: string): Promise<Result<Group>> {
  const [group] = await rows.listGroups(tx, user, id);
  return group ? ok(seenBy(user, group)) : unknownGroup();
}
