import { sql } from 'kysely';
import type { LinkActions } from '../../../lib/contract/registered-link.ts';
import type { Tx } from '../open.ts';

/** Names a click whose actions are to be taken. */
export interface LinkActKey {
  workspaceId: string;
  eventId: string;
}

/** Writes down which of these clicks do something for somebody who is known: those of people, on registered links. */
export async function planActs(
  tx: Tx,
  clicks: readonly { workspaceId: string; id: string }[],
  dueAt: Date,
): Promise<void> {
  if (clicks.length === 0) return;
  await sql`
    insert into link_acts (workspace_id, event_id, due_at)
    select e.workspace_id, e.id, ${dueAt}
    from unnest(${clicks.map((one) => one.workspaceId)}::uuid[], ${clicks.map(({ id }) => id)}::uuid[]) as k (ws, id)
    join mailing_events e on e.workspace_id = k.ws and e.id = k.id and e.kind = 'click' and e.machine is null
    join mailing_recipients r on r.workspace_id = e.workspace_id and r.id = e.recipient_id and r.person_id is not null
    join mailing_links l on l.workspace_id = e.workspace_id and l.mailing_id = e.mailing_id and l.number = e.link_number
    join registered_links g on g.workspace_id = l.workspace_id and g.id = l.registered_id and g.acts
    on conflict do nothing`.execute(tx);
}

/**
 * Takes clicks whose time has come, of one workspace, until the transaction ends: the one that has waited longest, and
 * unless it went wrong before, others with it.
 */
export async function claimActs(tx: Tx, most: number, now: Date): Promise<LinkActKey[]> {
  const { rows } = await sql<LinkActKey & { tries: number }>`
    select workspace_id as "workspaceId", event_id as "eventId", tries from link_acts where due_at <= ${now}
    order by due_at, event_id limit 1 for update skip locked`.execute(tx);
  const [first] = rows;
  if (!first || first.tries > 0) return rows;
  const { rows: others } = await sql<LinkActKey>`
    select workspace_id as "workspaceId", event_id as "eventId" from link_acts
    where due_at <= ${now} and workspace_id = ${first.workspaceId}::uuid and tries = 0 and event_id <> ${first.eventId}::uuid
    order by due_at, event_id limit ${most - 1} for update skip locked`.execute(tx);
  return [first, ...others];
}

/** A click on a registered link, as it is judged now. */
export interface JudgedClick {
  at: Date;
  personId: string;
  salesContactId: string | null;
  mailingId: string;
  linkId: string;
  actions: LinkActions;
}

/** Locks whose clicks these are, so that nobody judges them meanwhile. */
export async function lockClickers(tx: Tx, workspaceId: string, eventIds: readonly string[]): Promise<void> {
  await sql`
    select 1 from mailing_recipients where workspace_id = ${workspaceId}::uuid and id in (
      select recipient_id from mailing_events
      where workspace_id = ${workspaceId}::uuid and id = any(${[...eventIds]}::uuid[]))
    order by id for no key update`.execute(tx);
}

/** Those of the clicks that are people’s, in their order. */
export async function readClicks(
  tx: Tx,
  workspaceId: string,
  eventIds: readonly string[],
): Promise<JudgedClick[]> {
  const { rows } = await sql<JudgedClick>`
    select e.at, r.person_id as "personId", p.sales_contact_id as "salesContactId", e.mailing_id as "mailingId",
      g.id as "linkId", g.actions
    from mailing_events e
    join mailing_recipients r on r.workspace_id = e.workspace_id and r.id = e.recipient_id
    join people p on p.workspace_id = r.workspace_id and p.id = r.person_id
    join mailing_links l on l.workspace_id = e.workspace_id and l.mailing_id = e.mailing_id and l.number = e.link_number
    join registered_links g on g.workspace_id = l.workspace_id and g.id = l.registered_id
    where e.workspace_id = ${workspaceId}::uuid and e.id = any(${[...eventIds]}::uuid[]) and e.machine is null
    order by e.at, e.id`.execute(tx);
  return rows;
}

export async function deleteActs(tx: Tx, keys: readonly LinkActKey[]): Promise<void> {
  await sql`
    delete from link_acts a using unnest(${keys.map((key) => key.workspaceId)}::uuid[],
      ${keys.map((key) => key.eventId)}::uuid[]) as k (ws, id)
    where a.workspace_id = k.ws and a.event_id = k.id`.execute(tx);
}

/** Tries clicks once more later, each by itself. */
export async function putOffActs(
  tx: Tx,
  keys: readonly LinkActKey[],
  firstMs: number,
  now: Date,
): Promise<void> {
  await sql`
    update link_acts a set tries = tries + 1,
      due_at = ${now}::timestamptz + make_interval(secs => ${firstMs / 1000} * power(2, least(tries, 10)))
    from unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.eventId)}::uuid[]) as k (ws, id)
    where a.workspace_id = k.ws and a.event_id = k.id`.execute(tx);
}

/** Which lists of these can be filled: static ones that are there. */
export async function openLists(
  tx: Tx,
  workspaceId: string,
  table: 'selections' | 'projects',
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const isStatic = table === 'selections' ? sql`and kind = 'static'` : sql``;
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where workspace_id = ${workspaceId}::uuid and deleted_at is null
    and id = any(${[...new Set(ids)]}::uuid[]) ${isStatic} order by id for key share`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Those of the ids that tasks have already. */
export async function findTaskIds(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from tasks where workspace_id = ${workspaceId}::uuid and id = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Those of the users who are in the workspace. */
export async function findMembers(
  tx: Tx,
  workspaceId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select user_id as id from memberships where workspace_id = ${workspaceId}::uuid
    and user_id = any(${[...userIds]}::uuid[])`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
