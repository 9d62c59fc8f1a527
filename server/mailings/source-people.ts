import { type RawBuilder, sql } from 'kysely';
import type { SourceRule } from '../../lib/contract/mailing.ts';
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

/**
 * How many people a selection and a project bring, by each rule. What is not named brings nobody, and then the other one
 * alone is counted as `union`.
 */
export async function countReach(
  db: Db,
  workspaceId: string,
  { selectionId, projectId }: { selectionId: string | null; projectId: string | null },
  now: Date,
): Promise<Record<SourceRule, number>> {
  const of = async (kind: 'selection' | 'project', id: string | null) =>
    id === null ? nobody : await membersOf(db, workspaceId, kind, id, now);
  const selection = await of('selection', selectionId);
  const project = await of('project', projectId);
  const { rows } = await sql<Record<SourceRule, number>>`
    select (count(*) filter (where in_selection))::int as selection, count(*)::int as "union",
      (count(*) filter (where in_selection and in_project))::int as intersection,
      (count(*) filter (where in_selection and not in_project))::int as difference
    from (
      select bool_or(not of_project) as in_selection, bool_or(of_project) as in_project
      from (
        select s.person_id, false as of_project from (${selection}) s
        union all select p.person_id, true from (${project}) p) as named
      group by person_id) as people`.execute(db);
  return rows[0] ?? { selection: 0, union: 0, intersection: 0, difference: 0 };
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
