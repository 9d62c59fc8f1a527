import { sql } from 'kysely';
import type { BouncedAddress } from '../../../lib/contract/bounce.ts';
import type { Db, Tx } from '../open.ts';

interface Page {
  search: string;
  limit: number;
  offset: number;
}

type Row = Omit<BouncedAddress, 'at' | 'sentAt'> & { at: Date | null; sentAt: Date | null };

/** Recipients of a mailing from whom it came back and with whom nothing was done, by how bad it is and by name. */
export async function listBounced(
  db: Db,
  workspaceId: string,
  mailingId: string,
  { search, limit, offset }: Page,
): Promise<{ bounces: BouncedAddress[]; total: number }> {
  const which = sql`
    from mailing_recipients r
    left join address_health h on h.workspace_id = r.workspace_id and h.address = r.address
    where r.workspace_id = ${workspaceId}::uuid and r.mailing_id = ${mailingId}::uuid and r.cleaned_at is null
      and r.status in ('bounced', 'soft_bounced', 'complained')
      and (${search} = '' or position(lower(${search}) in lower(concat_ws(' ', r.name, r.address, r.company_name))) > 0)`;
  const { rows } = await sql<Row>`
    select coalesce(r.address, '') as address, h.dead_at is not null as "isBlocked", coalesce(h.bounces, 0) as bounces,
      case r.status when 'bounced' then 'hard' when 'soft_bounced' then 'soft' else 'complaint' end as kind,
      h.code, h.status, coalesce(h.text, r.reason, '') as text, h.at, r.person_id as "personId", r.name,
      r.company_name as "companyName", r.id as "recipientId", r.sent_at as "sentAt"
    ${which} order by r.status, lower(r.name), r.id limit ${limit} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${which}`.execute(db);
  return { bounces: rows.map(told), total: counted[0]?.total ?? 0 };
}

/** Addresses of a workspace that are blocked and with which nothing was done, the latest first. */
export async function listBlockedAddresses(
  db: Db,
  workspaceId: string,
  { search, limit, offset }: Page,
): Promise<{ bounces: BouncedAddress[]; total: number }> {
  const which = sql`
    from address_health h
    left join lateral (
      select id, trim(first_name || ' ' || last_name) as name, company_name from people
      where workspace_id = h.workspace_id and lower(email) = h.address order by created_at, id limit 1) p on true
    where h.workspace_id = ${workspaceId}::uuid and h.dead_at is not null and h.handled_at is null
      and (${search} = '' or position(lower(${search}) in lower(concat_ws(' ', p.name, h.address, p.company_name))) > 0)`;
  const { rows } = await sql<Row>`
    select h.address, true as "isBlocked", h.bounces, h.code, h.status, h.text, h.at, p.id as "personId",
      case when h.reason in ('noSuchUser', 'noSuchDomain') then 'hard' else 'soft' end as kind,
      coalesce(p.name, '') as name, p.company_name as "companyName", null as "recipientId", null as "sentAt"
    ${which} order by h.dead_at desc, h.address limit ${limit} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{ total: number }>`select count(*)::int as total ${which}`.execute(db);
  return { bounces: rows.map(told), total: counted[0]?.total ?? 0 };
}

function told({ at, sentAt, ...row }: Row): BouncedAddress {
  return { ...row, at: at?.toISOString() ?? null, sentAt: sentAt?.toISOString() ?? null };
}

/** Somebody has dealt with addresses: they leave the lists of those to be managed. In lower case. */
export async function markHandled(
  tx: Tx,
  workspaceId: string,
  addresses: readonly string[],
  now: Date,
): Promise<void> {
  await sql`
    update mailing_recipients set cleaned_at = ${now}
    where workspace_id = ${workspaceId}::uuid and address = any(${[...addresses]}::text[]) and cleaned_at is null
      and status in ('bounced', 'soft_bounced', 'complained')`.execute(tx);
  await sql`
    update address_health set handled_at = ${now}
    where workspace_id = ${workspaceId}::uuid and address = any(${[...addresses]}::text[]) and handled_at is null
      and dead_at is not null`.execute(tx);
}

/** People who have one of the addresses, in lower case; locked as everybody locks people. */
export async function lockPeopleAt(
  tx: Tx,
  workspaceId: string,
  addresses: readonly string[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where((eb) =>
      eb(eb.fn<string>('lower', ['email']), '=', eb.fn.any(sql<string[]>`${[...addresses]}::text[]`)),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** Gives people another address; null: none. */
export async function saveAddress(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  email: string | null,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('people')
    .set({ email, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${[...personIds]}::uuid[]`)))
    .execute();
}

/**
 * @param since - since when they work there no longer; null: they do
 * @returns whether there is any of them
 */
export async function saveFormer(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  since: Date | null,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('people')
    .set({ former_at: since, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${[...personIds]}::uuid[]`)))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Puts another address in the place of a recipient’s, both in lower case.
 *
 * @returns whether it was theirs; `taken`: somebody else gets the mailing there
 */
export async function correctRecipient(
  tx: Tx,
  workspaceId: string,
  id: string,
  address: string,
  email: string,
): Promise<'corrected' | 'unknown' | 'taken'> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from mailing_recipients o where o.workspace_id = r.workspace_id
      and o.mailing_id = r.mailing_id and o.address = ${email} and o.id <> r.id) as taken
    from mailing_recipients r where r.workspace_id = ${workspaceId}::uuid and r.id = ${id}::uuid
      and r.address = ${address} for update`.execute(tx);
  const [found] = rows;
  if (!found) return 'unknown';
  if (found.taken) return 'taken';
  await sql`
    update mailing_recipients set address = ${email}
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx);
  return 'corrected';
}

export async function saveMostBounces(db: Db, workspaceId: string, most: number): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ most_bounces: most })
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
}
