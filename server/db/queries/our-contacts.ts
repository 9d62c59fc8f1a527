import { sql } from 'kysely';
import type { OurContacts, SomeContacts } from '../../../lib/contract/our-contacts.ts';
import type { Db, Tx } from '../open.ts';

/** Who looks after people, by their ids; those whom nobody looks after are left out. */
export async function listOurContacts(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, OurContacts>> {
  const rows = await db
    .selectFrom('people')
    .select(['id', 'sales_contact_id as sales', 'support_contact_id as support'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${[...personIds]}::uuid[]`)))
    .where((eb) => eb.or([eb('sales_contact_id', 'is not', null), eb('support_contact_id', 'is not', null)]))
    .execute();
  return new Map(rows.map(({ id, ...contacts }) => [id, contacts]));
}

/** Says who looks after people; what is left out stays. @returns ids of those who have others than before */
export async function saveOurContacts(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  { sales, support }: SomeContacts,
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update people p set updated_at = ${now},
      sales_contact_id = case when ${sales !== undefined}::boolean then ${sales ?? null}::uuid else sales_contact_id end,
      support_contact_id = case when ${support !== undefined}::boolean then ${support ?? null}::uuid else support_contact_id end
    where p.workspace_id = ${workspaceId}::uuid and p.id = any(${[...personIds]}::uuid[])
      and (${sales !== undefined}::boolean and p.sales_contact_id is distinct from ${sales ?? null}::uuid
        or ${support !== undefined}::boolean and p.support_contact_id is distinct from ${support ?? null}::uuid)
    returning p.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whoever is looked after by nobody is looked after by those of others who become them. */
export async function inheritContacts(
  tx: Tx,
  workspaceId: string,
  id: string,
  others: readonly string[],
): Promise<void> {
  const from = (column: 'sales_contact_id' | 'support_contact_id') => sql`coalesce(p.${sql.ref(column)}, (
    select o.${sql.ref(column)} from unnest(${[...others]}::uuid[]) with ordinality as l (id, place)
    join people o on o.workspace_id = p.workspace_id and o.id = l.id
    where o.${sql.ref(column)} is not null order by l.place limit 1))`;
  await sql`
    update people p set sales_contact_id = ${from('sales_contact_id')},
      support_contact_id = ${from('support_contact_id')}
    where p.workspace_id = ${workspaceId}::uuid and p.id = ${id}::uuid`.execute(tx);
}
