import { sql } from 'kysely';
import type { RecipientStatus } from '../../../lib/contract/mailing.ts';
import type { Tx } from '../open.ts';

/** Somebody whose rows become another's. */
export interface Moved {
  from: string;
  to: string;
}

/** Name of a campaign on which more than one of the people are now; null: there is none. */
export async function findSharedCampaign(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select c.name from enrolments e join campaigns c on c.workspace_id = e.workspace_id and c.id = e.campaign_id
    where e.workspace_id = ${workspaceId}::uuid and e.person_id = any(${[...personIds]}::uuid[]) and e.status = 'active'
    group by c.id, c.name having count(*) > 1 order by c.name limit 1`.execute(tx);
  return rows[0]?.name ?? null;
}

/** Rows that simply say whose they are. */
const owned = [
  'tasks',
  'activities',
  'enrolments',
  'run_events',
  'tracked_links',
  'inbound_mails',
  'import_rows',
] as const;
/** Rows of which a person has one of each kind: what the other has already stays as it is. */
const single = {
  selection_members: 'list_id',
  project_members: 'list_id',
  person_interests: 'interest_id, at',
  declined_subscriptions: 'type_id, source, comment, at, by_user_id',
} as const;

/** Gives what is one person's to another. What both have of one kind stays the other's. */
export async function moveOwned(tx: Tx, workspaceId: string, { from, to }: Moved): Promise<void> {
  for (const table of owned)
    await sql`
      update ${sql.table(table)} set person_id = ${to}::uuid
      where workspace_id = ${workspaceId}::uuid and person_id = ${from}::uuid`.execute(tx);
  for (const [table, columns] of Object.entries(single))
    await sql`
      insert into ${sql.table(table)} (workspace_id, person_id, ${sql.raw(columns)})
      select workspace_id, ${to}::uuid, ${sql.raw(columns)} from ${sql.table(table)}
      where workspace_id = ${workspaceId}::uuid and person_id = ${from}::uuid on conflict do nothing`.execute(
      tx,
    );
  await sql`
    insert into mailing_source_entries (workspace_id, mailing_id, source_id, who, person_id, email, name)
    select workspace_id, mailing_id, source_id, ${to}::uuid, ${to}::uuid, email, name from mailing_source_entries
    where workspace_id = ${workspaceId}::uuid and person_id = ${from}::uuid on conflict do nothing`.execute(
    tx,
  );
}

/**
 * Gives one person's mailings to another. In a mailing that both are in, who was not written to yet goes, so that nobody gets
 * it twice.
 *
 * @returns those who went, by mailing and status
 */
export async function moveRecipients(
  tx: Tx,
  workspaceId: string,
  { from, to }: Moved,
): Promise<{ mailingId: string; status: RecipientStatus; count: number }[]> {
  const whose = sql`r.workspace_id = ${workspaceId}::uuid and r.person_id = ${from}::uuid and r.kind = 'person'`;
  const others = sql`(select from mailing_recipients o where o.workspace_id = r.workspace_id
    and o.mailing_id = r.mailing_id and o.kind = 'person' and o.who = ${to}::uuid)`;
  const { rows } = await sql<{ mailingId: string; status: RecipientStatus; count: number }>`
    with gone as (
      delete from mailing_recipients r where ${whose} and r.attempt = 0 and exists ${others}
      returning r.mailing_id, r.status)
    select mailing_id as "mailingId", status, count(*)::int as count from gone group by 1, 2 order by 1, 2`.execute(
    tx,
  );
  await sql`
    update mailing_recipients r set person_id = ${to}::uuid,
      who = case when exists ${others} then r.who else ${to}::uuid end where ${whose}`.execute(tx);
  return rows;
}

/** Of a person that is made of several: nothing goes to many as soon as it is so for one of them. */
export async function saveNoMailingsOfAny(
  tx: Tx,
  workspaceId: string,
  id: string,
  personIds: readonly string[],
): Promise<void> {
  await sql`
    update people set no_mailings = true where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and exists (
      select from people o where o.workspace_id = ${workspaceId}::uuid and o.id = any(${[...personIds]}::uuid[])
        and o.no_mailings)`.execute(tx);
}

/** Deletes people of whom nothing is left that somebody else has not got. */
export async function deleteMerged(tx: Tx, workspaceId: string, personIds: readonly string[]): Promise<void> {
  await sql`
    delete from people where workspace_id = ${workspaceId}::uuid and id = any(${[...personIds]}::uuid[])`.execute(
    tx,
  );
}
