import { sql } from 'kysely';
import type { ConsentPurpose } from '../../../lib/contract/consent.ts';
import type { Tx } from '../open.ts';

/** What somebody has refused. */
export interface Wishes {
  noMailings: boolean;
  /** Purposes to which consent was withdrawn. */
  withdrawn: ConsentPurpose[];
  /** Ids of types of mailings. */
  declined: string[];
  complained: boolean;
}

/**
 * Keeps what people have refused beside hashes of their addresses, together with what is kept of these already. Of whoever
 * refused nothing nothing is kept.
 *
 * @param suppress - they get nothing that goes to many, whatever they have refused
 */
export async function suppressAddresses(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  suppress: boolean,
  now: Date,
): Promise<void> {
  await sql`
    with kept as (
      select lower(p.email) as address, bool_or(p.no_mailings) or ${suppress}::boolean as none,
        coalesce(jsonb_agg(distinct c.purpose) filter (where c.purpose is not null), '[]') ||
          case when bool_or(n.kind = 'withdrawn') then '["marketing"]'::jsonb else '[]' end as withdrawn,
        coalesce(jsonb_agg(distinct d.type_id) filter (where d.type_id is not null), '[]') ||
          coalesce(jsonb_agg(distinct n.type_id) filter (where n.kind = 'declined'), '[]') as declined,
        coalesce(bool_or(n.kind = 'complaint'), false) as complained
      from people p
      left join consents c on c.workspace_id = p.workspace_id and c.person_id = p.id and c.status = 'withdrawn'
      left join declined_subscriptions d on d.workspace_id = p.workspace_id and d.person_id = p.id
      left join address_refusals n on n.workspace_id = p.workspace_id and n.address = lower(p.email)
      where p.workspace_id = ${workspaceId}::uuid and p.id = any(${[...personIds]}::uuid[]) and p.email is not null
      group by 1
    )
    insert into suppressed_addresses (workspace_id, hash, wishes, at)
    select w.id, suppression_hash(w.suppression_key, k.address), jsonb_build_object('noMailings', k.none, 'withdrawn',
      k.withdrawn, 'declined', k.declined, 'complained', k.complained), ${now}
    from kept k cross join workspaces w
    where w.id = ${workspaceId}::uuid
      and (k.none or k.complained or jsonb_array_length(k.withdrawn) + jsonb_array_length(k.declined) > 0)
    on conflict (workspace_id, hash) do update set at = excluded.at, wishes = jsonb_build_object(
      'noMailings', (suppressed_addresses.wishes->'noMailings')::boolean or (excluded.wishes->'noMailings')::boolean,
      'complained', (suppressed_addresses.wishes->'complained')::boolean or (excluded.wishes->'complained')::boolean,
      'withdrawn', (suppressed_addresses.wishes->'withdrawn') || (excluded.wishes->'withdrawn'),
      'declined', (suppressed_addresses.wishes->'declined') || (excluded.wishes->'declined'))`.execute(tx);
}

/** Those of the addresses of which refusals are kept, by the ids of whoever has them. */
export async function findSuppressed(
  tx: Tx,
  workspaceId: string,
  people: readonly { id: string; email: string | null }[],
): Promise<Map<string, Wishes>> {
  const known = await tx
    .selectFrom('suppressed_addresses')
    .select('hash')
    .where('workspace_id', '=', workspaceId)
    .limit(1)
    .executeTakeFirst();
  const written = people.flatMap(({ id, email }) => (email === null ? [] : [{ id, email }]));
  if (!known || written.length === 0) return new Map();
  const { rows } = await sql<{ id: string; wishes: Wishes }>`
    select p.id, s.wishes from workspaces w
    cross join unnest(${written.map(({ id }) => id)}::uuid[], ${written.map(({ email }) => email)}::text[]) as p (id, email)
    join suppressed_addresses s on s.workspace_id = w.id and s.hash = suppression_hash(w.suppression_key, p.email)
    where w.id = ${workspaceId}::uuid order by p.id`.execute(tx);
  return new Map(rows.map(({ id, wishes }) => [id, wishes]));
}
