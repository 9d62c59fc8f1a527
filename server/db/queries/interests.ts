import { sql } from 'kysely';
import type { Interest, InterestRow } from '../../../lib/contract/interest.ts';
import type { Db, Tx } from '../open.ts';

/** Interests in their order, with how many people have each. */
export async function listInterests(db: Db, workspaceId: string): Promise<InterestRow[]> {
  const { rows } = await sql<InterestRow>`
    select i.id, i.name, (
      select count(*)::int from person_interests p
      where p.workspace_id = i.workspace_id and p.interest_id = i.id) as people
    from interests i where i.workspace_id = ${workspaceId}::uuid order by i.place, i.id
  `.execute(db);
  return rows;
}

/** Keeps the interests from being changed elsewhere until the transaction ends. */
export async function lockInterests(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`interests ${workspaceId}`}, 0))`.execute(tx);
}

/** Writes interests in this order, and deletes all others. */
export async function saveInterests(
  tx: Tx,
  workspaceId: string,
  interests: readonly Interest[],
  now: Date,
): Promise<void> {
  const rows = JSON.stringify(interests.map((interest, place) => ({ ...interest, place })));
  await sql`
    delete from interests
    where workspace_id = ${workspaceId}::uuid and id <> all(${interests.map(({ id }) => id)}::uuid[])
  `.execute(tx);
  await sql`
    insert into interests (workspace_id, id, name, place, created_at)
    select ${workspaceId}::uuid, id, name, place, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, name text, place integer)
    on conflict (workspace_id, id) do update set name = excluded.name, place = excluded.place
  `.execute(tx);
}

/** What a person is interested in, in the order of the list. */
export async function listInterestsOf(db: Db, workspaceId: string, personId: string): Promise<Interest[]> {
  const { rows } = await sql<Interest>`
    select i.id, i.name from person_interests p
    join interests i on i.workspace_id = p.workspace_id and i.id = p.interest_id
    where p.workspace_id = ${workspaceId}::uuid and p.person_id = ${personId}::uuid order by i.place, i.id
  `.execute(db);
  return rows;
}

/** Some of those who have an interest, a thousand at most. */
export async function listSomeInterested(db: Db, workspaceId: string, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('person_interests')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('interest_id', '=', id)
    .limit(1000)
    .execute();
  return rows.map((row) => row.person_id);
}

export async function deleteInterest(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('interests').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

/** A person who has come to an interest, or lost it. */
interface Changed {
  personId: string;
  interestId: string;
}

/** @returns those who had it not before */
export async function insertInterests(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  interestIds: readonly string[],
  now: Date,
): Promise<Changed[]> {
  const { rows } = await sql<Changed>`
    insert into person_interests (workspace_id, person_id, interest_id, at)
    select ${workspaceId}::uuid, p.id, i.id, ${now}::timestamptz
    from unnest(${[...personIds]}::uuid[]) as p (id) cross join unnest(${[...interestIds]}::uuid[]) as i (id)
    on conflict do nothing returning person_id as "personId", interest_id as "interestId"
  `.execute(tx);
  return rows;
}

/** @returns those who had it before */
export async function deleteInterests(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  interestIds: readonly string[],
): Promise<Changed[]> {
  const { rows } = await sql<Changed>`
    delete from person_interests
    where workspace_id = ${workspaceId}::uuid and person_id = any(${[...personIds]}::uuid[])
    and interest_id = any(${[...interestIds]}::uuid[])
    returning person_id as "personId", interest_id as "interestId"
  `.execute(tx);
  return rows;
}
