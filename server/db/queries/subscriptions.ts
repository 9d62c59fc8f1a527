import { sql } from 'kysely';
import type { ConsentSource, Subscription } from '../../../lib/contract/consent.ts';
import type { SubscriptionType, SubscriptionTypeRow } from '../../../lib/contract/subscription.ts';
import type { Db, Tx } from '../open.ts';

/** Types of mailings in their order, with how many people have declined each. */
export async function listSubscriptionTypes(db: Db, workspaceId: string): Promise<SubscriptionTypeRow[]> {
  const { rows } = await sql<SubscriptionTypeRow>`
    select t.id, t.name, t.names, t.active, (
      select count(*)::int from declined_subscriptions d
      where d.workspace_id = t.workspace_id and d.type_id = t.id) as declined
    from subscription_types t
    where t.workspace_id = ${workspaceId}
    order by t.place, t.id
  `.execute(db);
  return rows;
}

/** Keeps the types from being changed elsewhere until the transaction ends. */
export async function lockSubscriptionTypes(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`subscriptions ${workspaceId}`}, 0))`.execute(tx);
}

/** Writes types in this order, and deletes all others. */
export async function saveSubscriptionTypes(
  tx: Tx,
  workspaceId: string,
  types: readonly SubscriptionType[],
  now: Date,
): Promise<void> {
  const rows = JSON.stringify(types.map((type, place) => ({ ...type, place })));
  await sql`
    delete from subscription_types
    where workspace_id = ${workspaceId} and id <> all(${types.map(({ id }) => id)}::uuid[])
  `.execute(tx);
  await sql`
    insert into subscription_types (workspace_id, id, name, names, active, place, created_at)
    select ${workspaceId}::uuid, id, name, names, active, place, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, name text, names jsonb, active boolean, place integer)
    on conflict (workspace_id, id) do update set name = excluded.name, names = excluded.names,
      active = excluded.active, place = excluded.place
  `.execute(tx);
}

/** How people stand to the types that there are, in their order: those in use, and others that they have declined. */
export async function listSubscriptions(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<({ personId: string } & Subscription)[]> {
  const { rows } = await sql<{ personId: string } & Subscription>`
    select p.id as "personId", t.id as "typeId", t.name, d.type_id is not null as declined
    from unnest(${personIds}::uuid[]) as p (id)
    join subscription_types t on t.workspace_id = ${workspaceId}
    left join declined_subscriptions d
      on d.workspace_id = t.workspace_id and d.type_id = t.id and d.person_id = p.id
    where t.active or d.type_id is not null
    order by t.place, t.id
  `.execute(db);
  return rows;
}

/** Who said by which way, and when, that a person does not want something. */
export interface Declining {
  source: ConsentSource;
  comment: string | null;
  at: string;
  byUserId: string | null;
}

export async function insertDeclined(
  tx: Tx,
  workspaceId: string,
  personId: string,
  typeIds: readonly string[],
  { source, comment, at, byUserId }: Declining,
): Promise<void> {
  await sql`
    insert into declined_subscriptions (workspace_id, person_id, type_id, source, comment, at, by_user_id)
    select ${workspaceId}::uuid, ${personId}::uuid, id, ${source}, ${comment}, ${at}::timestamptz, ${byUserId}::uuid
    from unnest(${typeIds}::uuid[]) as t (id)
    on conflict do nothing
  `.execute(tx);
}

export async function deleteDeclined(
  tx: Tx,
  workspaceId: string,
  personId: string,
  typeIds: readonly string[],
): Promise<void> {
  await sql`
    delete from declined_subscriptions
    where workspace_id = ${workspaceId} and person_id = ${personId} and type_id = any(${typeIds}::uuid[])
  `.execute(tx);
}
