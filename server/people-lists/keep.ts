import type { PeopleList } from '../../lib/contract/people-list.ts';
import type { Person } from '../../lib/contract/person.ts';
import { type Failure, fail, invalid, ok, type Result } from '../../lib/contract/result.ts';
import type { Sharing } from '../../lib/contract/sharing.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { findPeople } from '../db/queries/people.ts';
import * as rows from '../db/queries/people-lists.ts';
import type { PeopleQuery } from '../db/queries/selection-people.ts';
import { saveSharing } from '../db/queries/teams.ts';
import { lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { refuseTeams, type TeamUser } from '../teams/teams.ts';

/** What is said of a list of people whatever it is: how it is found, and what it is called in a sentence. */
export interface ListKind<T extends PeopleList> {
  table: rows.PeopleListTable;
  word: string;
  /** The list, if the user may see it. */
  find(db: Db, user: TeamUser, id: string): Promise<T | null>;
  /** Who is in it, as a query. */
  inside(db: Db, workspaceId: string, list: T, now: Date): Promise<Result<PeopleQuery>>;
}

export type Of<T extends PeopleList> = readonly [db: Database, kind: ListKind<T>, user: TeamUser, id: string];

export const unknownList = ({ word }: { word: string }) => fail('NOT_FOUND', `there is no such ${word}`);

/** May the user change a list: it is theirs, or they are an admin? */
export function mayChangeList({ role, userId }: TeamUser, { ownerId }: { ownerId: string | null }): boolean {
  return role === 'admin' || ownerId === userId;
}

/** @returns `INVALID_INPUT` naming people who are not in the workspace by their place in `field` */
export async function refuseStrangers(
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

/** Who is in a list that the user may see, by last name. */
export async function listPeopleOf<T extends PeopleList>(
  [db, kind, user, id]: Of<T>,
  page: { limit: number; offset: number },
  now: Date,
): Promise<Result<{ people: Person[]; total: number }>> {
  const list = await kind.find(db.kysely, user, id);
  if (!list) return unknownList(kind);
  const inside = await kind.inside(db.kysely, user.workspaceId, list, now);
  return inside.ok ? ok(await rows.listPeopleIn(db.kysely, user.workspaceId, inside.value, page)) : inside;
}

export async function renameList<T extends PeopleList>(of: Of<T>, name: string): Promise<Result<T>> {
  const [, { table }, { workspaceId }, id] = of;
  return await changeList(of, async (tx) => {
    await rows.renameListRow(tx, workspaceId, table, id, name);
    return null;
  });
}

/** Adds people and takes others out. @returns `INVALID_INPUT` naming who is not in the workspace */
export async function changePeopleOf<T extends PeopleList>(
  of: Of<T>,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
  refuse: (list: T) => Failure | null = () => null,
): Promise<Result<T>> {
  const [, { table }, { workspaceId }, id] = of;
  return await changeList(of, async (tx, list) => {
    const refused = refuse(list) ?? (await refuseStrangers(tx, workspaceId, 'add', add));
    if (refused) return refused;
    await rows.takeMembers(tx, workspaceId, table, id, remove);
    await rows.addMembers(tx, workspaceId, table, id, add);
    return null;
  });
}

/** Says who may see a list. @returns `INVALID_INPUT` naming a team that is not there, or that the user is not in */
export async function shareList<T extends PeopleList>(
  of: Of<T>,
  { shared, teamIds }: Sharing,
): Promise<Result<T>> {
  const [, { table }, user, id] = of;
  return await changeList(
    of,
    async (tx, list) => {
      const chosen = shared ? [] : [...new Set(teamIds)];
      const refused = await refuseTeams(tx, user, chosen, list.teamIds);
      if (refused) return refused;
      await saveSharing(tx, user.workspaceId, table, id, { shared, teamIds: chosen });
      return null;
    },
    'teams stay',
  );
}

/** @param teams - `stay`: no team goes meanwhile, which is locked before the list as by whoever changes teams */
export async function changeList<T extends PeopleList>(
  [db, kind, user, id]: Of<T>,
  work: (tx: Tx, list: T) => Promise<Failure | null>,
  teams?: 'teams stay',
): Promise<Result<T>> {
  return await withTransaction(db, async (tx) => {
    if (teams) await lockLibrary(tx, user.workspaceId);
    const found = await findOwn(tx, kind, user, id);
    if (!found.ok) return found;
    const refused = await work(tx, found.value);
    if (refused) return refused;
    const changed = await kind.find(tx, user, id);
    return changed ? ok(changed) : unknownList(kind);
  });
}

/** @returns `NOT_FOUND` for one that the user may not see, `NOT_ALLOWED` for somebody else's */
export async function findOwn<T extends PeopleList>(
  tx: Tx,
  kind: ListKind<T>,
  user: TeamUser,
  id: string,
): Promise<Result<T>> {
  await rows.lockList(tx, user.workspaceId, kind.table, id);
  const list = await kind.find(tx, user, id);
  if (!list) return unknownList(kind);
  if (list.mayChange) return ok(list);
  return fail(
    'NOT_ALLOWED',
    `“${list.name}” belongs to ${list.ownerName ?? 'somebody else'}; they or an admin can change it`,
  );
}
