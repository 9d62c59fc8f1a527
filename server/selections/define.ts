import type { Person } from '../../lib/contract/person.ts';
import { type Failure, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import type { Selection, SelectionDefinition, SelectionSheet } from '../../lib/contract/selection.ts';
import type { Database } from '../db/open.ts';
import { addMembers, countPeople, listPeopleIn } from '../db/queries/people-lists.ts';
import { listIdsIn, resolveDefinition, selectionPeople } from '../db/queries/selection-people.ts';
import * as rows from '../db/queries/selections.ts';
import { withTransaction } from '../db/transaction.ts';
import { changeList, findOwn, unknownList } from '../people-lists/keep.ts';
import type { TeamUser } from '../teams/teams.ts';
import { refuseDefinition } from './refuse.ts';
import { selectionKind } from './selections.ts';

/** How many of those whom a definition finds are shown before it is kept. */
const SHOWN = 10;
const BATCH = 1000;

/** A selection that the user may see, with what it asks for and how many people are in it now. */
export async function openSelection(
  { kysely }: Database,
  user: TeamUser,
  id: string,
  now: Date,
): Promise<Result<SelectionSheet>> {
  const selection = await selectionKind.find(kysely, user, id);
  if (!selection) return unknownList(selectionKind);
  const inside = await selectionKind.inside(kysely, user.workspaceId, selection, now);
  if (!inside.ok) return inside;
  const definition = await rows.findDefinition(kysely, user.workspaceId, id);
  return ok({ ...selection, people: await countPeople(kysely, inside.value), definition });
}

/** Whom a definition finds now: how many, and the first of them. @returns `INVALID_INPUT` naming what cannot be asked for */
export async function previewDefinition(
  db: Database,
  user: TeamUser,
  definition: SelectionDefinition,
  now: Date,
): Promise<Result<{ people: Person[]; total: number }>> {
  const refused = await withTransaction(db, (tx) => refuseDefinition(tx, user, null, definition));
  if (refused) return refused;
  const resolved = await resolveDefinition(db.kysely, user.workspaceId, definition);
  if (!resolved.ok) return resolved;
  const people = selectionPeople(user.workspaceId, resolved.value, now);
  return ok(await listPeopleIn(db.kysely, user.workspaceId, people, { limit: SHOWN, offset: 0 }));
}

/** Says what a selection asks for. @returns `INVALID_INPUT` naming what cannot be asked for, or that its kind is another */
export async function defineSelection(
  db: Database,
  user: TeamUser,
  id: string,
  definition: SelectionDefinition,
): Promise<Result<Selection>> {
  return await changeList([db, selectionKind, user, id], async (tx, { kind }) => {
    if (kind !== definition.kind)
      return invalidField('definition.kind', `expected ${kind}: the kind of a selection stays`);
    const refused = await refuseDefinition(tx, user, id, definition);
    if (refused) return refused;
    await rows.saveDefinition(tx, user.workspaceId, id, definition);
    return null;
  });
}

/** Nobody is added to what is found out each time. */
export function refuseUnlessStatic({ kind, name }: Selection): Failure | null {
  if (kind === 'static') return null;
  return invalidField('id', `expected a static selection; “${name}” is not, and nobody can be added to it`);
}

/**
 * Keeps those who are in a selection now, and nobody else from now on. They are written down a batch at a time, and
 * only then the selection is static: one that is given up half-way is as it was, and can be asked for again.
 */
export async function makeStatic(
  db: Database,
  user: TeamUser,
  id: string,
  now: Date,
): Promise<Result<Selection>> {
  const { workspaceId } = user;
  const found = await withTransaction(db, (tx) => findOwn(tx, selectionKind, user, id));
  if (!found.ok || found.value.kind === 'static') return found;
  const inside = await selectionKind.inside(db.kysely, workspaceId, found.value, now);
  if (!inside.ok) return inside;
  // What one that was given up has left behind may be in it no longer.
  while (await rows.takeSomeMembers(db.kysely, workspaceId, id));
  for (let after: string | null = null; ; ) {
    const ids = await listIdsIn(db.kysely, workspaceId, inside.value, { after, limit: BATCH });
    if (ids.length === 0) break;
    await withTransaction(db, (tx) => addMembers(tx, workspaceId, 'selections', id, ids));
    after = ids.at(-1) ?? null;
  }
  return await changeList([db, selectionKind, user, id], async (tx) => {
    await rows.lockDefinitions(tx, workspaceId);
    await rows.saveStatic(tx, workspaceId, id);
    return null;
  });
}
