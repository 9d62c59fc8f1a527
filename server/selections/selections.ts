import { fail, ok, type Result } from '../../lib/contract/result.ts';
import { mostSelections, type Selection, type SelectionDefinition } from '../../lib/contract/selection.ts';
import type { Database, Db } from '../db/open.ts';
import { lockMember } from '../db/queries/accounts.ts';
import { addMembers } from '../db/queries/people-lists.ts';
import { resolveSelection, selectionPeople } from '../db/queries/selection-people.ts';
import * as rows from '../db/queries/selections.ts';
import { withTransaction } from '../db/transaction.ts';
import { type ListKind, mayChangeList, refuseStrangers, unknownList } from '../people-lists/keep.ts';
import type { TeamUser } from '../teams/teams.ts';
import { refuseDefinition } from './refuse.ts';

export const selectionKind: ListKind<Selection> = {
  table: 'selections',
  word: 'selection',
  find: async (db, user, id) => {
    const [stored] = await rows.listSelections(db, user, id);
    return stored ? seenBy(user, stored) : null;
  },
  inside: async (db, workspaceId, { id }, now) => {
    const definition = await resolveSelection(db, workspaceId, id);
    return definition.ok ? ok(selectionPeople(workspaceId, definition.value, now)) : definition;
  },
};

/** Selections that the user may see, by name: their own, those shared with them, and as an admin all. */
export async function listSelections(db: Db, user: TeamUser): Promise<Selection[]> {
  return (await rows.listSelections(db, user)).map((selection) => seenBy(user, selection));
}

function seenBy(user: TeamUser, selection: rows.StoredSelection): Selection {
  return { ...selection, mayChange: mayChangeList(user, selection) };
}

export interface NewSelection {
  id: string;
  name: string;
  personIds?: readonly string[];
  /** Absent: a static one. */
  definition?: SelectionDefinition | undefined;
}

/**
 * Keeps people, or what is asked of people, as a selection of the user's own. With an id that is there it is answered as it is.
 * @returns `LIMIT_REACHED`, or `INVALID_INPUT` naming people who are not in the workspace, or what
 *   cannot be asked for
 */
export async function createSelection(
  db: Database,
  user: TeamUser,
  { id, name, personIds = [], definition }: NewSelection,
  now: Date,
): Promise<Result<Selection>> {
  const { workspaceId, userId } = user;
  return await withTransaction(db, async (tx) => {
    // The user first, so that their selections are counted one after another.
    await lockMember(tx, workspaceId, userId);
    const known = await selectionKind.find(tx, user, id);
    if (known) return ok(known);
    const own = (await rows.listSelections(tx, user)).filter(({ ownerId }) => ownerId === userId);
    if (own.length >= mostSelections)
      return fail('LIMIT_REACHED', `${mostSelections} selections are the most for one user`);
    const strangers = await refuseStrangers(tx, workspaceId, 'personIds', personIds);
    if (strangers) return strangers;
    const refused = definition && (await refuseDefinition(tx, user, id, definition));
    if (refused) return refused;
    const row = { id, name, definition: definition ?? null };
    if (!(await rows.insertSelection(tx, user, row, now))) return unknownList(selectionKind);
    await addMembers(tx, workspaceId, 'selections', id, personIds);
    const made = await selectionKind.find(tx, user, id);
    return made ? ok(made) : unknownList(selectionKind);
  });
}
