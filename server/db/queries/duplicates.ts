import { type RawBuilder, sql } from 'kysely';
import { type DuplicateGroup, type Likeness, mostAlike } from '../../../lib/contract/duplicates.ts';
import type { Db, Tx } from '../open.ts';
import { findPeople } from './people.ts';

/** What people share who look alike; null: they say nothing of the kind. National and international numbers end alike. */
const keys: Record<Likeness, RawBuilder<string | null>> = {
  email: sql`lower(email)`,
  phone: sql`case when length(regexp_replace(phone, '\\D', '', 'g')) >= 7
    then right(regexp_replace(phone, '\\D', '', 'g'), 9) end`,
  name: sql`case when first_name <> '' and last_name <> ''
    then lower(first_name || ' ' || last_name || chr(10) || coalesce(company_name, '')) end`,
};

/** Groups of people who look alike, by what they share, and how many groups there are. */
export async function listDuplicates(
  db: Db,
  workspaceId: string,
  { likeness, limit, offset }: { likeness: Likeness; limit: number; offset: number },
): Promise<{ groups: DuplicateGroup[]; total: number }> {
  const { rows } = await sql<{ ids: string[]; count: number; total: number }>`
    with alike as (
      select (array_agg(id order by created_at, id))[1:${sql.lit(mostAlike)}] as ids, count(*)::int as count, key
      from (select id, created_at, ${keys[likeness]} as key from people where workspace_id = ${workspaceId}::uuid) as p
      where key is not null group by key having count(*) > 1
    )
    select ids, count, (count(*) over ())::int as total from alike
    where count > ${sql.lit(mostAlike)} or exists (
      select from unnest(ids) as a (id), unnest(ids) as b (id)
      where a.id < b.id and not exists (select from distinct_people d
        where d.workspace_id = ${workspaceId}::uuid and d.person_id = a.id and d.other_id = b.id))
    order by key limit ${limit} offset ${offset}`.execute(db);
  const found = await findPeople(
    db,
    workspaceId,
    rows.flatMap(({ ids }) => ids),
  );
  const people = new Map(found.map((person) => [person.id, person]));
  return {
    groups: rows.map(({ ids, count }) => ({
      people: ids.flatMap((id) => people.get(id) ?? []),
      total: count,
    })),
    total: rows[0]?.total ?? 0,
  };
}

/** Every two of the people are not the same, or may be again. */
export async function saveDistinct(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  distinct: boolean,
): Promise<void> {
  const ids = [...personIds];
  const pairs = sql`
    select ${workspaceId}::uuid, a.id, b.id from unnest(${ids}::uuid[]) as a (id), unnest(${ids}::uuid[]) as b (id)
    where a.id < b.id`;
  if (distinct)
    await sql`insert into distinct_people (workspace_id, person_id, other_id) ${pairs} on conflict do nothing`.execute(
      tx,
    );
  else
    await sql`delete from distinct_people where (workspace_id, person_id, other_id) in (${pairs})`.execute(
      tx,
    );
}
