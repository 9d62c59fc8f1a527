import { type RawBuilder, sql } from 'kysely';
import type { Stored, StoredEvent } from '../../../lib/core/feed/entry.ts';
import { refusals } from '../../../lib/core/feed/entry.ts';
import type { Db } from '../open.ts';
import type { Whose } from './mails.ts';

/** What events are looked for; all of it must hold. */
export interface FeedQuery {
  stored: Stored;
  personId?: string | undefined;
  campaignId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Where the page before ended. */
  after?: FeedPlace | undefined;
  limit: number;
}

/** The place of a event in its order: the newest first, then by id. */
export interface FeedPlace {
  /** To the microsecond, as the database has it. */
  at: string;
  id: string;
}

type Row = { [K in keyof StoredEvent]: StoredEvent[K] } & { place: string };

/**
 * One page of what has happened, newest first. It is one's own when the task, else the run, else the deed is; a link
 * without a task is that of who made it.
 */
export async function listHappened(
  db: Db,
  whose: Whose,
  query: FeedQuery,
): Promise<{ events: StoredEvent[]; next: FeedPlace | null }> {
  const { rows } = await sql<Row>`
    select h.source, h.stored, h.agent, h.id, ${iso('h.at')} as at, ${iso('h.heard_at')} as "heardAt",
      h.person_id as "personId", nullif(trim(p.first_name || ' ' || p.last_name), '') as "personName",
      p.company_name as "companyName", p.email, h.campaign_id as "campaignId", c.name as "campaignName",
      h.task_id as "taskId", u.name as "byName", h.title, h.note, h.ended, ${iso('h.until_at')} as until,
      to_char(h.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from (${happened(whose, query)}) h
    left join people p on p.workspace_id = ${whose.workspaceId}::uuid and p.id = h.person_id
    left join campaigns c on c.workspace_id = ${whose.workspaceId}::uuid and c.id = h.campaign_id
    left join users u on u.id = h.by_user_id
    order by h.at desc, h.id desc limit ${query.limit + 1}`.execute(db);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    // The columns above are those of a event; the union of its sources cannot be told from them.
    events: page.map(({ place: _, ...row }) => row as StoredEvent),
    next: last ? { at: last.place, id: last.id } : null,
  };
}

/** How many events one has heard of since a moment, up to `most`. */
export async function countHappened(
  db: Db,
  whose: Whose,
  stored: Stored,
  since: Date,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from (${happened(whose, { stored, limit: most, heardSince: since })}) h limit ${most}
    ) found`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function findLook(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<Date | null> {
  const row = await db
    .selectFrom('feed_looks')
    .select('seen_at')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.seen_at ?? null;
}

/** Keeps the latest look. */
export async function saveLook(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  seenAt: Date,
): Promise<void> {
  await db
    .insertInto('feed_looks')
    .values({ workspace_id: workspaceId, user_id: userId, seen_at: seenAt })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'user_id']).doUpdateSet((eb) => ({
        seen_at: eb.fn('greatest', ['feed_looks.seen_at', 'excluded.seen_at']),
      })),
    )
    .execute();
}

const iso = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type Wanted = FeedQuery & { heardSince?: Date };

/** Events of all sources as rows `h`. Each source gives no more than a page needs, found by its time. */
function happened(whose: Whose, query: Wanted): RawBuilder<unknown> {
  const sources = [lines, clicks, opens, successes].map((source) => sql`(${source(whose, query)})`);
  return sql.join(sources, sql` union all `);
}

interface Places {
  at: string;
  id: RawBuilder<unknown>;
  owner: RawBuilder<unknown>;
  person: string;
  campaign: string;
  heard: RawBuilder<unknown>;
}

/** Whose, about whom and when; ends with the order and the limit of a page. */
function narrowed({ senderId }: Whose, query: Wanted, places: Places): RawBuilder<unknown> {
  const at = sql.ref(places.at);
  const { personId, campaignId, from, to, after, heardSince, limit } = query;
  const conditions = [sql`true`];
  if (senderId !== null) conditions.push(sql`${places.owner} = ${senderId}::uuid`);
  if (personId !== undefined) conditions.push(sql`${sql.ref(places.person)} = ${personId}::uuid`);
  if (campaignId !== undefined) conditions.push(sql`${sql.ref(places.campaign)} = ${campaignId}::uuid`);
  if (from !== undefined) conditions.push(sql`${at} >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql`${at} < ${to}::timestamptz`);
  if (heardSince !== undefined) conditions.push(sql`${places.heard} > ${heardSince}::timestamptz`);
  if (after !== undefined)
    conditions.push(sql`(${at}, ${places.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return sql`${sql.join(conditions, sql` and `)} order by ${at} desc, ${places.id} desc limit ${limit + 1}`;
}

/** A closing whose task was opened again since, and the end of the run that it had brought. */
const wasTakenBack = sql`(a.kind = any(array['task.done', 'task.skipped', 'task.expired', 'campaign.completed']) and exists (
  select from activities r
  left join tasks rt on rt.workspace_id = r.workspace_id and rt.id = r.task_id
  left join enrolments rn on rn.workspace_id = rt.workspace_id and rn.id = rt.enrolment_id
  where r.workspace_id = a.workspace_id and r.person_id = a.person_id and r.kind = 'task.reopened' and r.at >= a.at
    and case when a.kind = 'campaign.completed' then rn.campaign_id = a.campaign_id and rn.created_at <= a.at
      else r.task_id = a.task_id end))`;

/** Lines of the history. */
function lines(whose: Whose, query: Wanted): RawBuilder<unknown> {
  const { workspaceId } = whose;
  const heard = sql`coalesce(e.created_at, a.at)`;
  const places = {
    at: 'a.at',
    id: sql.ref('a.id'),
    owner: sql`coalesce(t.assignee_id, n.assignee_id, a.by_user_id, g.owner_id)`,
    person: 'a.person_id',
    campaign: 'a.campaign_id',
    heard,
  };
  return sql`
    select 'activity' as source, a.kind as stored, null::text as agent, a.id, a.at, ${heard} as heard_at, a.person_id,
      a.campaign_id, a.task_id, a.by_user_id,
      case when a.kind = 'mail.sent' then coalesce(a.detail -> 'proof' ->> 'subject', a.title) else a.title end as title,
      a.note, h.until_at, case when a.kind = 'campaign.completed' then 'completed'
        else nullif(e.change -> 'after' ->> 'status', 'active') end as ended
    from activities a
    left join run_events e on e.workspace_id = a.workspace_id and e.activity_id = a.id
    left join run_holds h on h.workspace_id = e.workspace_id and h.event_id = e.id
    left join enrolments n on n.workspace_id = e.workspace_id and n.id = e.enrolment_id
    left join tasks t on t.workspace_id = a.workspace_id and t.id = a.task_id
    left join mailings g on g.workspace_id = a.workspace_id and g.id = (a.detail ->> 'mailingId')::uuid
    where a.workspace_id = ${workspaceId}::uuid and a.kind = any(${query.stored.activities}::text[])
      and (a.kind <> 'consent.changed' or a.note = any(${[...refusals]}::text[]))
      and not ${wasTakenBack}
      and ${narrowed(whose, query, places)}`;
}

/** Each time that a link was asked for; while its mail was archived it was not tracked. */
function clicks(whose: Whose, query: Wanted): RawBuilder<unknown> {
  const { workspaceId } = whose;
  const places = {
    at: 'k.at',
    id: sql.ref('k.id'),
    owner: sql`coalesce(t.assignee_id, l.created_by)`,
    person: 'l.person_id',
    campaign: 't.campaign_id',
    heard: sql.ref('k.at'),
  };
  return sql`
    select case when l.content_id is null then 'click' else 'look' end, null, k.agent, k.id, k.at, k.at, l.person_id, t.campaign_id, l.task_id, null::uuid,
      coalesce(i.name, left(regexp_replace(l.url, '^[a-z]+://([^/?#]*)(/[^?#]+)?.*$', '\\1\\2', 'i'), 200)), null, null::timestamptz, null
    from link_clicks k
    join tracked_links l on l.workspace_id = k.workspace_id and l.key = k.link_key
    left join tasks t on t.workspace_id = l.workspace_id and t.id = l.task_id
    left join content_items i on i.workspace_id = l.workspace_id and i.id = l.content_id
    where k.workspace_id = ${workspaceId}::uuid and k.tracked and k.agent = any(
      case when l.content_id is null then ${query.stored.clicks}::text[] else ${query.stored.looks}::text[] end)
      and ${narrowed(whose, query, places)}`;
}

/** Each time that an opening image was asked for; while its mail was archived it was not tracked. */
function opens(whose: Whose, query: Wanted): RawBuilder<unknown> {
  const { workspaceId } = whose;
  const places = {
    at: 'k.at',
    id: sql.ref('k.id'),
    owner: sql.ref('t.assignee_id'),
    person: 't.person_id',
    campaign: 't.campaign_id',
    heard: sql.ref('k.at'),
  };
  return sql`
    select 'open', null, k.agent, k.id, k.at, k.at, t.person_id, t.campaign_id, t.id, null::uuid,
      coalesce((select s.content ->> 'subject' from sends s where s.workspace_id = t.workspace_id and s.task_id = t.id
        order by s.created_at desc, s.id limit 1), t.title), null, null::timestamptz, null
    from mail_opens k
    join opening_images i on i.workspace_id = k.workspace_id and i.key = k.image_key
    join tasks t on t.workspace_id = i.workspace_id and t.id = i.task_id
    where k.workspace_id = ${workspaceId}::uuid and k.tracked and k.agent = any(${query.stored.opens}::text[])
      and ${narrowed(whose, query, places)}`;
}

/** Mails that somebody has called a success. */
function successes(whose: Whose, query: Wanted): RawBuilder<unknown> {
  const { workspaceId } = whose;
  // The mark bears the id of its mail, which may be that of a line.
  const id = sql`md5('success' || m.mail_id::text)::uuid`;
  const places = {
    at: 'm.success_at',
    id,
    owner: sql`coalesce(t.assignee_id, m.by_user_id)`,
    person: 't.person_id',
    campaign: 't.campaign_id',
    heard: sql.ref('m.success_at'),
  };
  return sql`
    select 'success', null, null, ${id}, m.success_at, m.success_at, t.person_id, t.campaign_id, m.task_id, m.by_user_id,
      coalesce(t.email ->> 'subject', t.title, ''), null, null, null
    from mail_marks m
    left join tasks t on t.workspace_id = m.workspace_id and t.id = m.task_id
    where m.workspace_id = ${workspaceId}::uuid and m.success_at is not null and m.deleted_at is null
      and ${query.stored.successes}::boolean and ${narrowed(whose, query, places)}`;
}
