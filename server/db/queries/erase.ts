import { sql } from 'kysely';
import type { Erasure } from '../../../lib/contract/erasure.ts';
import type { RecipientStatus } from '../../../lib/contract/mailing.ts';
import type { Db, Tx } from '../open.ts';

/** People who are erased, and those of their addresses, in lower case, that nobody else has. */
export interface Erased {
  personIds: readonly string[];
  addresses: readonly string[];
}

/** Sends for tasks, as a recipient of mailings, and whatever else went to addresses that are theirs alone. */
function sendsTo(workspaceId: string, { personIds, addresses }: Erased) {
  return sql`
    select s.id from tasks t join sends s on s.workspace_id = t.workspace_id and s.task_id = t.id
    where t.workspace_id = ${workspaceId}::uuid and t.person_id = any(${[...personIds]}::uuid[])
    union
    select s.id from mailing_recipients r cross join generate_series(1, r.attempt) as n (attempt)
    join sends s on s.workspace_id = r.workspace_id
      and s.source = 'mailing/' || r.mailing_id || '/' || r.id || '/' || n.attempt
    where r.workspace_id = ${workspaceId}::uuid and r.person_id = any(${[...personIds]}::uuid[])
    union
    select s.id from sends s where s.workspace_id = ${workspaceId}::uuid
      and lower(s.recipient) = any(${[...addresses]}::text[]) and s.settled_at is not null`;
}

/** What goes with people; those who are not of the workspace are left out. */
export async function countErasure(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Erasure> {
  const whose = sql`workspace_id = ${workspaceId}::uuid and person_id = any(${[...personIds]}::uuid[])`;
  const { rows } = await sql<Erasure>`
    select
      (select count(*) from people where workspace_id = ${workspaceId}::uuid and id = any(${[...personIds]}::uuid[]))::int
        as people,
      (select count(*) from tasks where ${whose} and status = 'open')::int as "openTasks",
      (select count(*) from enrolments where ${whose} and status = 'active')::int as runs,
      (select count(*) from (${sendsTo(workspaceId, { personIds, addresses: [] })}) as s)::int as mails
  `.execute(db);
  return rows[0] ?? { people: 0, openTasks: 0, runs: 0, mails: 0 };
}

/** Locks people for good, their runs first, as everybody does. @returns who is there, by id */
export async function lockToErase(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<{ id: string; email: string | null }[]> {
  await sql`
    select from enrolments where workspace_id = ${workspaceId}::uuid and person_id = any(${[...personIds]}::uuid[])
    order by id for update`.execute(tx);
  return await tx
    .selectFrom('people')
    .select(['id', 'email'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${[...personIds]}::uuid[]`)))
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Those of the addresses, in lower case, that nobody has but these people. */
export async function findOwnAddresses(
  tx: Tx,
  workspaceId: string,
  people: readonly { id: string; email: string | null }[],
): Promise<string[]> {
  const addresses = [...new Set(people.flatMap(({ email }) => email?.toLowerCase() ?? []))];
  const { rows } = await sql<{ address: string }>`
    select a.address from unnest(${addresses}::text[]) as a (address)
    where not exists (select from people p where p.workspace_id = ${workspaceId}::uuid and lower(p.email) = a.address
      and p.id <> all(${people.map(({ id }) => id)}::uuid[]))`.execute(tx);
  return rows.map(({ address }) => address);
}

/** Takes mails to people out of the ledger. @returns false: one is in somebody’s hands right now, and nothing was done */
export async function deleteSendsTo(tx: Tx, workspaceId: string, erased: Erased): Promise<boolean> {
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from sends where workspace_id = ${workspaceId}::uuid
    and id in (${sendsTo(workspaceId, erased)}) order by id for update`.execute(tx);
  if (rows.some(({ state }) => state === 'claimed' || state === 'handing_over')) return false;
  const ids = rows.map(({ id }) => id);
  await sql`
    update inbound_mails set person_id = null, send_id = null where workspace_id = ${workspaceId}::uuid
    and (send_id = any(${ids}::uuid[]) or person_id = any(${[...erased.personIds]}::uuid[]))`.execute(tx);
  await sql`delete from sends where workspace_id = ${workspaceId}::uuid and id = any(${ids}::uuid[])`.execute(
    tx,
  );
  return true;
}

/**
 * Takes people out of mailings: who was written to stays in their figures, without anything that says who it was; the
 * others go.
 *
 * @returns those who went, by mailing and status
 */
export async function eraseRecipients(
  tx: Tx,
  workspaceId: string,
  { personIds, addresses }: Erased,
): Promise<{ mailingId: string; status: RecipientStatus; count: number }[]> {
  const whose = sql`r.workspace_id = ${workspaceId}::uuid and (r.person_id = any(${[...personIds]}::uuid[])
    or r.kind = 'address' and r.address = any(${[...addresses]}::text[]))`;
  const { rows } = await sql<{ mailingId: string; status: RecipientStatus; count: number }>`
    with gone as (
      delete from mailing_recipients r where ${whose} and (r.attempt = 0 or r.status in ('ready', 'sending'))
      returning r.mailing_id, r.status)
    select mailing_id as "mailingId", status, count(*)::int as count from gone group by 1, 2 order by 1, 2`.execute(
    tx,
  );
  await sql`
    update mailing_recipients r set kind = 'address', who = gen_random_uuid(), person_id = null, company_id = null,
      name = '', company_name = null, address = null, import_id = null, import_row = null, fields = null,
      last_change = null, manage_key = null, manage_until = null, reason = null
    where ${whose}`.execute(tx);
  return rows;
}

/** Takes people out of what was imported, of what an undo of it would need, and of lists that were typed. */
export async function eraseImported(
  tx: Tx,
  workspaceId: string,
  { personIds, addresses }: Erased,
): Promise<void> {
  const [ids, named] = [[...personIds], [...addresses]];
  await sql`
    delete from import_rows where workspace_id = ${workspaceId}::uuid
    and (person_id = any(${ids}::uuid[]) or email = any(${named}::text[]))`.execute(tx);
  const others = (column: 'writes' | 'rejects' | 'kept') => sql`
    (select coalesce(jsonb_agg(e order by place), '[]') from jsonb_array_elements(${sql.ref(column)})
      with ordinality as l (e, place) where coalesce(e->>'personId', '') <> all(${ids}::text[])
      and not exists (select from unnest(${named}::text[]) as a (address) where strpos(lower(e::text), address) > 0))`;
  await sql`
    update import_batches set writes = ${others('writes')}, rejects = ${others('rejects')}, kept = ${others('kept')}
    where workspace_id = ${workspaceId}::uuid and exists (
      select from unnest(${[...ids, ...named]}::text[]) as a (word)
      where strpos(lower(writes::text || rejects::text || kept::text), word) > 0)`.execute(tx);
  await sql`
    delete from mailing_source_entries where workspace_id = ${workspaceId}::uuid
    and lower(email) = any(${named}::text[])`.execute(tx);
}

/** Lines of people's history that a device may have. */
export async function listRecentLines(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  since: Date,
): Promise<{ id: string; personId: string }[]> {
  return await tx
    .selectFrom('activities')
    .select(['id', 'person_id as personId'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('person_id', '=', eb.fn.any(sql<string[]>`${[...personIds]}::uuid[]`)))
    .where('at', '>=', since)
    .execute();
}

/** Takes away what is known of addresses, and at last the people with all that refers to them. */
export async function deletePeople(
  tx: Tx,
  workspaceId: string,
  { personIds, addresses }: Erased,
): Promise<void> {
  const named = [...addresses];
  const at = sql`workspace_id = ${workspaceId}::uuid and address = any(${named}::text[])`;
  await sql`delete from address_health where ${at}`.execute(tx);
  await sql`delete from address_refusals where ${at}`.execute(tx);
  await sql`
    delete from people where workspace_id = ${workspaceId}::uuid and id = any(${[...personIds]}::uuid[])`.execute(
    tx,
  );
}
