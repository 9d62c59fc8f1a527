import { type RawBuilder, sql } from 'kysely';
import type { RecipientStatus } from '../../../lib/contract/mailing.ts';
import type { Addressed, RecipientFacts } from '../../../lib/core/mailing/eligibility.ts';
import { figureNames } from '../../../lib/core/mailing/figures.ts';
import type { Db, Tx } from '../open.ts';
import type { ListPlace } from '../tables/mailings.ts';
import { recountHours } from './mailing-hours.ts';
import { type StoredSource, whoOfAddress } from './mailing-sources.ts';
import { tellWork } from './mailing-work.ts';

/** A mailing whose list is being read, locked until the transaction ends. */
export interface ListToRead {
  workspaceId: string;
  mailingId: string;
  run: number;
  place: ListPlace;
  done: number;
}

/** Begins to read a list from its start; whatever was read of it before is taken out at the end unless it comes again. */
export async function beginList(tx: Tx, workspaceId: string, mailingId: string, now: Date): Promise<void> {
  const place: ListPlace = { step: 'sources', source: 0, after: null, address: null };
  await sql`
    update mailings set list_state = 'computing', list_run = list_run + 1, list_place = ${JSON.stringify(place)}::jsonb,
      list_done = 0, list_problem = null, rests_until = null, version = version + 1, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and id = ${mailingId}::uuid`.execute(tx);
  await tellWork(tx);
}

/** Takes a list that is being read, the one that has waited longest; nobody else reads on in it meanwhile. */
export async function lockListToRead(tx: Tx, now: Date): Promise<ListToRead | null> {
  const { rows } = await sql<ListToRead>`
    select workspace_id as "workspaceId", id as "mailingId", list_run as run, list_place as place, list_done as done
    from mailings where list_state = 'computing' and deleted_at is null
    and (rests_until is null or rests_until <= ${now})
    order by rests_until nulls first, updated_at limit 1 for no key update skip locked`.execute(tx);
  return rows[0] ?? null;
}

export async function saveListPlace(
  tx: Tx,
  { workspaceId, mailingId }: ListToRead,
  place: ListPlace,
  done: number,
): Promise<void> {
  await sql`
    update mailings set list_place = ${JSON.stringify(place)}::jsonb, list_done = ${done}
    where workspace_id = ${workspaceId}::uuid and id = ${mailingId}::uuid`.execute(tx);
}

/** How the reading of a list has ended. */
export async function endList(
  tx: Tx,
  { workspaceId, mailingId }: Pick<ListToRead, 'workspaceId' | 'mailingId'>,
  state: 'ready' | 'cancelled' | 'failed',
  problem: string | null,
  now: Date,
): Promise<void> {
  await sql`
    update mailings set list_state = ${state}, list_place = null, list_problem = ${problem}, list_at = ${now},
      version = version + 1, updated_at = ${now}
    where workspace_id = ${workspaceId}::uuid and id = ${mailingId}::uuid`.execute(tx);
}

/** Those who come next, as a row of `mailing_recipients` takes them. */
type Comers = RawBuilder<unknown>;

const personComers = (workspaceId: string, ids: RawBuilder<unknown>, limit: number): Comers => sql`
  select p.id as who, 'person' as kind, p.id as person_id, p.company_id,
    trim(p.first_name || ' ' || p.last_name) as name, p.company_name, lower(trim(p.email)) as address,
    null::uuid as import_id, null::int as import_row
  from people p where p.workspace_id = ${workspaceId}::uuid and p.id in (${ids})
  order by p.id limit ${limit}`;

/** People and addresses of a source after the last one that was read, by their ids. */
function comersOf(
  { workspaceId, mailingId }: ListToRead,
  source: StoredSource,
  people: RawBuilder<unknown> | null,
  { after, limit }: { after: string | null; limit: number },
): Comers {
  const later = (id: RawBuilder<unknown>) => sql`(${after}::uuid is null or ${id} > ${after}::uuid)`;
  if (people)
    return personComers(
      workspaceId,
      sql`select s.person_id from (${people}) s where ${later(sql`s.person_id`)}`,
      limit,
    );
  return sql`
    select e.who, case when p.id is null then 'address' else 'person' end as kind, p.id as person_id, p.company_id,
      coalesce(trim(p.first_name || ' ' || p.last_name), e.name, '') as name, p.company_name,
      coalesce(lower(trim(p.email)), e.email) as address, null::uuid as import_id, null::int as import_row
    from mailing_source_entries e
    left join people p on p.workspace_id = e.workspace_id and p.id = e.person_id
    where e.workspace_id = ${workspaceId}::uuid and e.mailing_id = ${mailingId}::uuid
      and e.source_id = ${source.id}::uuid and ${later(sql`e.who`)}
    order by e.who limit ${limit}`;
}

/**
 * Brings the next people of a source into the list. Who is in it already stays, with the address of today unless the
 * mail has left.
 *
 * @param people - who is in the selection or project; null: the source's own entries
 * @returns how many, and who came last
 */
export async function readSource(
  tx: Tx,
  list: ListToRead,
  source: StoredSource,
  people: RawBuilder<unknown> | null,
  page: { after: string | null; limit: number },
): Promise<{ count: number; last: string | null }> {
  return await addComers(tx, list, comersOf(list, source, people, page));
}

/** Brings the next rows of an imported list into it. @param page.after - number of the row before, as text */
export async function readImport(
  tx: Tx,
  list: ListToRead,
  importId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ count: number; last: string | null }> {
  const { workspaceId } = list;
  const rows = sql`
    select i.row from import_rows i where i.workspace_id = ${workspaceId}::uuid and i.import_id = ${importId}::uuid
    and i.row > coalesce(${after}::int, -1) order by i.row limit ${limit}`;
  await addComers(
    tx,
    list,
    sql`
    select distinct on (1) coalesce(p.id, ${whoOfAddress(sql`coalesce(i.email, i.import_id::text || ' ' || i.row)`)}) as who,
      case when p.id is null then 'address' else 'person' end as kind, p.id as person_id, p.company_id,
      coalesce(trim(p.first_name || ' ' || p.last_name), i.name) as name, p.company_name,
      coalesce(lower(trim(p.email)), i.email) as address, i.import_id, i.row as import_row
    from import_rows i left join people p on p.workspace_id = i.workspace_id and p.id = i.person_id
    where i.workspace_id = ${workspaceId}::uuid and i.import_id = ${importId}::uuid and i.row in (${rows})
    order by 1, i.row`,
  );
  const { rows: read } = await sql<{ count: number; last: string | null }>`
    select count(*)::int as count, max(n.row)::text as last from (${rows}) n`.execute(tx);
  return read[0] ?? { count: 0, last: null };
}

/** Brings the companies of those in the list into it. */
export async function readCompanies(
  tx: Tx,
  list: ListToRead,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ count: number; last: string | null }> {
  const { workspaceId, mailingId, run } = list;
  return await addComers(
    tx,
    list,
    sql`
    select c.id as who, 'company' as kind, null::uuid as person_id, c.id as company_id, c.name, c.name as company_name,
      lower(trim(c.email)) as address, null::uuid as import_id, null::int as import_row
    from companies c
    where c.workspace_id = ${workspaceId}::uuid and c.email is not null
      and (${after}::uuid is null or c.id > ${after}::uuid) and exists (
        select from mailing_recipients r where r.workspace_id = c.workspace_id and r.mailing_id = ${mailingId}::uuid
        and r.run = ${run} and r.kind = 'person' and r.company_id = c.id)
    order by c.id limit ${limit}`,
  );
}

async function addComers(
  tx: Tx,
  { workspaceId, mailingId, run }: ListToRead,
  comers: Comers,
): Promise<{ count: number; last: string | null }> {
  const { rows } = await sql<{ count: number; last: string | null }>`
    with comers as (${comers}), added as (
      insert into mailing_recipients (workspace_id, mailing_id, who, kind, person_id, company_id, name, company_name,
        address, import_id, import_row, status, run)
      select ${workspaceId}::uuid, ${mailingId}::uuid, who, kind, person_id, company_id, name, company_name, address,
        import_id, import_row, 'ready', ${run}::int from comers
      on conflict (workspace_id, mailing_id, kind, who) do update set run = excluded.run, company_id = excluded.company_id, company_name = excluded.company_name,
        name = excluded.name, address = excluded.address,
        -- What did not arrive is tried at another address.
        status = case when mailing_recipients.status in ('bounced', 'soft_bounced')
          and mailing_recipients.address is distinct from excluded.address then 'ready' else mailing_recipients.status end
      where mailing_recipients.status not in ('sending', 'sent', 'read', 'unsure', 'complained')
    )
    select count(*)::int as count, max(who::text) as last from comers`.execute(tx);
  return rows[0] ?? { count: 0, last: null };
}

/** One of the list with all that decides whether they get it. */
export interface Judged extends RecipientFacts {
  id: string;
  who: string;
  status: RecipientStatus;
}

/**
 * What is known of recipients now. Companies come before people, so that it is known who of them gets it.
 *
 * @param which - their ids
 * @param excluded - a condition on `r`
 */
export async function readFacts(
  db: Db,
  { workspaceId, typeId }: { workspaceId: string; typeId: string | null },
  which: RawBuilder<{ id: string }>,
  excluded: RawBuilder<boolean>,
): Promise<Judged[]> {
  const { rows } = await sql<Judged>`
    select r.id, r.who, r.kind, r.status, r.address,
      r.left_out or ${excluded} as "leftOut",
      coalesce(p.no_mailings, false) or coalesce(c.no_mailings, false)
        or coalesce((z.wishes->'noMailings')::boolean, false) as "noMailings",
      case when r.kind <> 'person' then case
          when w.at is null and not coalesce(z.wishes->'withdrawn' @> '"marketing"', false) then 'given' else 'withdrawn' end
        when w.at is not null and (k.at is null or k.at < w.at) then 'withdrawn'
        else coalesce(k.status, 'none') end as consent,
      case when r.kind = 'person' then exists (select from declined_subscriptions d
          where d.workspace_id = r.workspace_id and d.person_id = r.person_id and d.type_id = ${typeId}::uuid)
        else exists (select from address_refusals n where n.workspace_id = r.workspace_id and n.address = r.address
          and n.kind = 'declined' and n.type_id = ${typeId}::uuid)
          or coalesce(z.wishes->'declined' @> to_jsonb(${typeId}::text), false) end as declined,
      exists (select from address_health h where h.workspace_id = r.workspace_id and h.address = r.address
        and h.dead_at is not null) as bounces,
      exists (select from address_refusals n where n.workspace_id = r.workspace_id and n.address = r.address
        and n.kind = 'complaint') or coalesce((z.wishes->'complained')::boolean, false) as complained,
      r.kind = 'person' and exists (select from mailing_recipients g where g.workspace_id = r.workspace_id
        and g.mailing_id = r.mailing_id and g.kind = 'company' and g.who = r.company_id
        and g.status in ('ready', 'sending', 'sent', 'read', 'unsure')) as "companyGets"
    from mailing_recipients r
    -- Each by its whole key, whatever the database believes of tables that were filled a moment ago.
    left join lateral (select no_mailings or former_at is not null as no_mailings from people where workspace_id = r.workspace_id and id = r.person_id
      limit 1) p on true
    left join lateral (select no_mailings from companies where workspace_id = r.workspace_id and id = r.company_id
      limit 1) c on true
    left join lateral (select at, status from consents where workspace_id = r.workspace_id
      and person_id = r.person_id and purpose = 'marketing' limit 1) k on true
    left join lateral (select at from address_refusals where workspace_id = r.workspace_id and address = r.address
      and kind = 'withdrawn' limit 1) w on true
    -- Of people who are erased nothing but a hash is known; it is asked for where there is one at all.
    cross join (select suppression_key, exists (select from suppressed_addresses where workspace_id = ${workspaceId}::uuid)
      as any_suppressed from workspaces where id = ${workspaceId}::uuid) y
    left join lateral (select wishes from suppressed_addresses s where s.workspace_id = r.workspace_id
      and s.hash = case when y.any_suppressed and r.kind <> 'person' then suppression_hash(y.suppression_key, r.address) end
      limit 1) z on true
    where r.workspace_id = ${workspaceId}::uuid and r.id = any(array(${which}))
    order by r.kind, r.who`.execute(db);
  return rows;
}

/** The next of the list that nobody has been written to. */
export function comesNext(
  { workspaceId, mailingId, run }: ListToRead,
  after: string | null,
  limit: number,
): RawBuilder<{ id: string }> {
  const [kind = '', who = noWho] = after?.split(' ') ?? [];
  // By kind and id: companies are judged before the people that work there.
  return sql`select n.id from mailing_recipients n
    where n.workspace_id = ${workspaceId}::uuid and n.mailing_id = ${mailingId}::uuid and n.run = ${run}
      and (n.kind, n.who) > (${kind}::text, ${who}::uuid)
    order by n.kind, n.who limit ${limit}`;
}

const noWho = '00000000-0000-0000-0000-000000000000';

/** Writes verdicts of those whom nobody has written to. */
export async function saveVerdicts(
  tx: Tx,
  workspaceId: string,
  verdicts: readonly { id: string; status: RecipientStatus }[],
): Promise<void> {
  if (verdicts.length === 0) return;
  await sql`
    update mailing_recipients r set status = v.status
    from unnest(${verdicts.map(({ id }) => id)}::uuid[], ${verdicts.map(({ status }) => status)}::text[]) as v (id, status)
    where r.workspace_id = ${workspaceId}::uuid and r.id = v.id and r.status <> v.status`.execute(tx);
}

/** Those of the list that would get it, or have, by address; of one address who has had it comes first. */
export async function readByAddress(
  tx: Tx,
  { workspaceId, mailingId, run, place }: ListToRead,
  limit: number,
): Promise<Addressed[]> {
  const { rows } = await sql<Addressed>`
    select id, who, address, sent_at is not null as "hasLeft" from mailing_recipients
    where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid and run = ${run}
      and address is not null and status in ('ready', 'sending', 'sent', 'read', 'unsure', 'soft_bounced')
      and (${place.address}::text is null or (address, sent_at is null, who) > (${place.address}::text,
        split_part(${place.after}::text, ' ', 1)::boolean, split_part(${place.after}::text, ' ', 2)::uuid))
    order by address, sent_at is null, who limit ${limit}`.execute(tx);
  return rows;
}

/** Takes out those whom no source brings any more, as far as nobody has written to them. @returns how many */
export async function sweepList(
  tx: Tx,
  { workspaceId, mailingId, run }: ListToRead,
  limit: number,
): Promise<number> {
  const { rows } = await sql`
    delete from mailing_recipients where workspace_id = ${workspaceId}::uuid and id in (
      select id from mailing_recipients where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid
      and run <> ${run} and attempt = 0 and not left_out limit ${limit}) returning 1`.execute(tx);
  return rows.length;
}

/** Counts anew what recipients have come to; what machines did, and how often, is counted as it happens alone. */
export async function recountRecipients(tx: Tx, workspaceId: string, mailingId: string): Promise<void> {
  const { sent, hard, soft, opened, clicked, unsubscribed, complained } = figureNames;
  const totals = [sent, hard, soft, opened, clicked, unsubscribed, complained];
  await sql`
    delete from mailing_figures where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid
    and (starts_with(name, 'status.') or name = any(${totals}::text[]))`.execute(tx);
  await sql`
    with mine as (
      select * from mailing_recipients
      where workspace_id = ${workspaceId}::uuid and mailing_id = ${mailingId}::uuid
    ), counted as (
      select 'status.' || status as name, count(*) as count from mine group by status
      union all
      select t.name, t.count from (
        select count(sent_at) as sent, count(*) filter (where bounced = 'hard') as hard,
          count(*) filter (where bounced = 'soft') as soft, count(opened_at) as opened, count(clicked_at) as clicked,
          count(unsubscribed_at) as unsubscribed, count(complained_at) as complained from mine
      ) c cross join lateral (values (${sent}, c.sent), (${hard}, c.hard), (${soft}, c.soft), (${opened}, c.opened),
        (${clicked}, c.clicked), (${unsubscribed}, c.unsubscribed), (${complained}, c.complained)) as t (name, count)
    )
    insert into mailing_figures (workspace_id, mailing_id, name, count)
    select ${workspaceId}::uuid, ${mailingId}::uuid, name, count from counted where count > 0`.execute(tx);
  await recountHours(tx, workspaceId, mailingId);
}
