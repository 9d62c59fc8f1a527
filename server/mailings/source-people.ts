import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { StoredSource } from '../db/queries/mailing-sources.ts';
import { membersOfList } from '../db/queries/people-lists.ts';
import { findProjectName } from '../db/queries/projects.ts';
import { resolveSelection, selectionPeople } from '../db/queries/selection-people.ts';

/**
 * Whom a source brings, as a query of `person_id`.
 *
 * @returns null: those who were added to the mailing itself, or imported
 */
export async function peopleOf(
  db: Db,
  workspaceId: string,
  source: StoredSource,
  now: Date,
): Promise<RawBuilder<unknown> | null> {
  const { kind, refId, onlyOf } = source;
  if (kind === 'contacts' || kind === 'addresses' || kind === 'import' || refId === null) return null;
  const people = await membersOf(db, workspaceId, kind, refId, now);
  if (onlyOf === null) return people;
  const others = await membersOf(db, workspaceId, onlyOf.kind, onlyOf.refId, now);
  const how = onlyOf.in ? sql`in` : sql`not in`;
  return sql`select s.person_id from (${people}) s where s.person_id ${how} (${others})`;
}

/** Nobody is in what has been deleted since. */
async function membersOf(
  db: Db,
  workspaceId: string,
  kind: 'selection' | 'project',
  refId: string,
  now: Date,
): Promise<RawBuilder<unknown>> {
  if (kind === 'project') {
    const project = await findProjectName(db, workspaceId, refId);
    return project === null ? nobody : membersOfList(workspaceId, 'projects', refId);
  }
  const found = await resolveSelection(db, workspaceId, refId);
  return found.ok ? selectionPeople(workspaceId, found.value, now) : nobody;
}

const nobody = sql`select null::uuid as person_id where false`;
