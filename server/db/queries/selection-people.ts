import { type RawBuilder, sql } from 'kysely';
import type { ConditionGroup } from '../../../lib/contract/condition.ts';
import { fail, ok, type Result } from '../../../lib/contract/result.ts';
import type { CombineOperator, SelectionDefinition } from '../../../lib/contract/selection.ts';
import type { Db } from '../open.ts';
import { meets } from './conditions.ts';
import { membersOfList } from './people-lists.ts';

/** All that must be known of a selection to say who is in it: of a combined one also what it is made of. */
export type PeopleDefinition =
  | { kind: 'static'; id: string }
  | { kind: 'dynamic'; conditions: ConditionGroup }
  | {
      kind: 'combined';
      operator: CombineOperator;
      first: PeopleDefinition;
      second: PeopleDefinition;
    };

/** A query that gives a `person_id` for each person, each once. */
export type PeopleQuery = RawBuilder<{ person_id: string }>;

/**
 * Who is in a selection, as a query to be put where people are asked for:
 * ``sql`select … from people p where p.workspace_id = … and p.id in (${selectionPeople(…)})` ``. It needs nothing of the
 * query around it, and gives people of the workspace only; with `p.id > … order by p.id limit …` they come in pages.
 *
 * @param definition - as {@link resolveSelection} tells it
 * @param now - from which days are counted back
 */
export function selectionPeople(workspaceId: string, definition: PeopleDefinition, now: Date): PeopleQuery {
  switch (definition.kind) {
    case 'static':
      return membersOfList(workspaceId, 'selections', definition.id);
    case 'dynamic':
      return sql`select sp.id as person_id from people sp
        where sp.workspace_id = ${workspaceId}::uuid and ${meets(definition.conditions, now)}`;
    case 'combined':
      return combine(
        definition.operator,
        selectionPeople(workspaceId, definition.first, now),
        selectionPeople(workspaceId, definition.second, now),
      );
  }
}

function combine(operator: CombineOperator, first: PeopleQuery, second: PeopleQuery): PeopleQuery {
  switch (operator) {
    case 'onlyFirst':
      return sql`(${first}) except (${second})`;
    case 'onlySecond':
      return sql`(${second}) except (${first})`;
    case 'both':
      return sql`(${first}) intersect (${second})`;
    case 'oneOf':
      return sql`((${first}) except (${second})) union ((${second}) except (${first}))`;
    case 'either':
      return sql`(${first}) union (${second})`;
  }
}

/**
 * What a selection asks for, with all that it is made of. Who may see it is not asked here.
 * @returns `NOT_FOUND`: the workspace has no such selection, or it is deleted
 */
export async function resolveSelection(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<Result<PeopleDefinition>> {
  const row = await db
    .selectFrom('selections')
    .select(['kind', 'definition'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!row) return fail('NOT_FOUND', 'there is no such selection');
  if (!row.definition) return ok({ kind: 'static', id });
  return await resolveDefinition(db, workspaceId, row.definition);
}

/** The same of a definition that nobody keeps yet. */
export async function resolveDefinition(
  db: Db,
  workspaceId: string,
  definition: SelectionDefinition,
): Promise<Result<PeopleDefinition>> {
  if (definition.kind === 'dynamic') return ok(definition);
  const first = await resolveSelection(db, workspaceId, definition.firstId);
  if (!first.ok) return first;
  const second = await resolveSelection(db, workspaceId, definition.secondId);
  if (!second.ok) return second;
  const { operator } = definition;
  return ok({ kind: 'combined', operator, first: first.value, second: second.value });
}

/** Ids of people whom a query gives, a page in the order of ids. @param after - the last of the page before; null: the first page */
export async function listIdsIn(
  db: Db,
  workspaceId: string,
  people: PeopleQuery,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p where p.workspace_id = ${workspaceId}::uuid
    and (${after}::uuid is null or p.id > ${after}::uuid) and p.id in (${people})
    order by p.id limit ${limit}
  `.execute(db);
  return rows.map(({ id }) => id);
}
