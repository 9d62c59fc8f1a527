import { type RawBuilder, sql } from 'kysely';
import type { MailFolder, MailMoment, MailSort, MailStanding } from '../../../lib/contract/mail.ts';
import { bounceCauses, endCauses, standingsIn } from '../../../lib/core/mail/folder.ts';
import type { Db } from '../open.ts';
import { visibleTo } from './visible.ts';

/** Whose mails: of one user, or of everybody in the workspace. */
export interface Whose {
  workspaceId: string;
  /** Null: everybody's. */
  senderId: string | null;
}

/** Whose mails are looked at, and by whom: names of templates that they may not see are not told. */
export interface Look extends Whose {
  viewerId: string;
}

/** A mail with what it belongs to, as the database has it. */
export interface MailRow {
  id: string;
  standing: MailStanding;
  senderId: string | null;
  senderName: string | null;
  personId: string | null;
  personName: string | null;
  companyName: string | null;
  jobTitle: string | null;
  email: string | null;
  subject: string;
  campaignId: string | null;
  campaignName: string | null;
  stepTitle: string | null;
  templateId: string | null;
  templateName: string | null;
  taskId: string | null;
  channel: string | null;
  createdAt: Date;
  updatedAt: Date;
  dueAt: Date | null;
  sentAt: Date | null;
  failedAt: Date | null;
  at: Date;
  reason: string | null;
  replies: number;
  opens: number | null;
  clicks: number | null;
  lastActivityAt: Date | null;
  archived: boolean;
  success: boolean;
  selections: string[];
}

const textArray = (list: readonly string[]): RawBuilder<string[]> => sql`${[...list]}::text[]`;

/**
 * All mails of a workspace as rows `m`: sends of the ledger (one for each mail: copies to Cc and Bcc are not among them),
 * mails that people sent, proven, and open tasks whose mail is not in the ledger. `standing` is what `standingOf` and
 * `standingOfTask` say.
 */
function mails({ workspaceId, senderId }: Whose): RawBuilder<unknown> {
  const of = (column: string) =>
    senderId === null ? sql`true` : sql`${sql.ref(column)} = ${senderId}::uuid`;
  return sql`
    select s.id, case
        when s.state = 'rejected' then
          case when s.cause = any(${textArray(bounceCauses)}) then 'bounced' else 'refused' end
        when s.state = 'cancelled' then
          case when s.cause = any(${textArray(endCauses)}) then 'ended' else 'withdrawn' end
        when s.state = 'bounced' then 'returned'
        else s.state end as standing,
      s.sender_id, s.task_id, s.recipient as email, s.content ->> 'subject' as subject, s.created_at, s.updated_at,
      s.due_at, case when s.state in ('accepted', 'complained') then coalesce(s.settled_at, s.updated_at) end as sent_at,
      case when s.state in ('bounced', 'complained') then s.updated_at
        when s.state in ('rejected', 'cancelled', 'held') then coalesce(s.settled_at, s.updated_at) end as failed_at,
      s.channel, nullif(concat_ws(' ', s.reply_code, coalesce(s.reply_text, s.cause)), '') as reason,
      null::uuid as person_id
    from sends s
    where s.workspace_id = ${workspaceId}::uuid and ${of('s.sender_id')}
      and (s.task_id is not null or not starts_with(s.source, 'step/'))
    union all
    select a.id, 'sent', a.by_user_id, a.task_id, a.detail -> 'proof' -> 'to' ->> 0,
      coalesce(a.detail -> 'proof' ->> 'subject', a.note, a.title), a.at, a.at, null, a.at, null,
      a.detail -> 'proof' ->> 'site', null, a.person_id
    from activities a
    where a.workspace_id = ${workspaceId}::uuid and a.kind = 'mail.sent' and ${of('a.by_user_id')}
      and coalesce(a.detail -> 'proof' ->> 'site', '') <> 'server'
    union all
    select t.id, case
        when t.automatic then case when t.held_at is null then 'waiting' else 'late' end
        when t.trouble is not null then 'unwritten' else 'draft' end,
      t.assignee_id, t.id, null, t.email ->> 'subject', t.created_at, t.updated_at, t.due_at, null,
      case when t.held_at is not null then t.held_at when t.trouble is not null then t.updated_at end,
      null, t.trouble ->> 'message', t.person_id
    from tasks t
    where t.workspace_id = ${workspaceId}::uuid and ${of('t.assignee_id')}
      and t.status = 'open' and t.type = 'email' and t.passed_at is null
      and (t.automatic or t.trouble is not null or t.campaign_id is null and t.email ->> 'subject' <> '')
      and not exists (
        select from sends x where x.workspace_id = t.workspace_id and x.task_id = t.id and x.state <> 'cancelled')`;
}

/** With what a person has said about them; what was deleted, or told elsewhere, is not among them. */
function marked(whose: Whose): RawBuilder<unknown> {
  return sql`
    select m.*, k.archived_at is not null as archived, k.success_at is not null as success,
      coalesce(m.sent_at, m.failed_at, m.due_at, m.updated_at) as at
    from (${mails(whose)}) m
    left join mail_marks k on k.workspace_id = ${whose.workspaceId}::uuid and k.mail_id = m.id
    where m.standing <> 'withdrawn' and k.deleted_at is null`;
}

/** How many mails stand where. */
export async function countMails(
  db: Db,
  whose: Whose,
): Promise<{ standing: MailStanding; archived: boolean; count: number }[]> {
  const { rows } = await sql<{ standing: MailStanding; archived: boolean; count: number }>`
    select standing, archived, count(*)::int as count from (${marked(whose)}) m group by standing, archived
  `.execute(db);
  return rows;
}

export interface MailQuery {
  /** Null: all. */
  folders: MailFolder[] | null;
  /** Words that all stand in person, company, address or subject. */
  words: string[];
  personId?: string | undefined;
  selectionId?: string | undefined;
  campaignId?: string | undefined;
  templateId?: string | undefined;
  moment: MailMoment;
  from?: string | undefined;
  to?: string | undefined;
  replied?: boolean | undefined;
  opened?: boolean | undefined;
  clicked?: boolean | undefined;
  success?: boolean | undefined;
  sort: MailSort;
  descending: boolean;
  limit: number;
  /** Where the page before ended. */
  after?: MailPlace | undefined;
}

/** The place of a mail in its order. */
export interface MailPlace {
  key: string;
  id: string;
}

const moments: Record<MailMoment, string> = {
  at: 'v.at',
  created: 'v.created_at',
  sent: 'v.sent_at',
  failed: 'v.failed_at',
  scheduled: 'v.due_at',
};

const instantKey = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;
const textKey = (column: string) => sql`lower(coalesce(${sql.ref(column)}, ''))`;
const keys: Record<MailSort, RawBuilder<unknown>> = {
  at: instantKey('v.at'),
  created: instantKey('v.created_at'),
  updated: instantKey('v.updated_at'),
  person: textKey('v.person_name'),
  company: textKey('v.company_name'),
  campaign: textKey('v.campaign_name'),
  subject: textKey('v.subject'),
};

/** With person, campaign, step, template and what came of them, as rows `v`. */
function joined(look: Look): RawBuilder<unknown> {
  const { workspaceId, viewerId } = look;
  return sql`
    select m.id, m.standing, m.sender_id, u.name as sender_name, p.id as person_id,
      nullif(trim(p.first_name || ' ' || p.last_name), '') as person_name, p.company_name, p.title as job_title,
      coalesce(m.email, p.email) as email, coalesce(m.subject, '') as subject, c.id as campaign_id,
      c.name as campaign_name, case when t.step_id is not null then t.title end as step_title, e.id as template_id,
      e.name as template_name, m.task_id, m.channel, m.created_at, m.updated_at, m.due_at, m.sent_at, m.failed_at, m.at,
      m.reason, m.archived, m.success, r.replies, i.opens, l.clicks,
      greatest(m.sent_at, r.last_at, i.last_at, l.last_at) as last_activity_at
    from (${marked(look)}) m
    left join tasks t on t.workspace_id = ${workspaceId}::uuid and t.id = m.task_id
    left join people p on p.workspace_id = ${workspaceId}::uuid and p.id = coalesce(m.person_id, t.person_id)
    left join campaigns c on c.workspace_id = ${workspaceId}::uuid and c.id = t.campaign_id
    left join templates e on e.workspace_id = ${workspaceId}::uuid and e.id = coalesce(
      (t.email -> 'fromTemplate' ->> 'id')::uuid,
      (select i.template_id from template_inserts i
        where i.workspace_id = ${workspaceId}::uuid and i.task_id = m.task_id order by i.at desc, i.id limit 1))
      and ${visibleTo('e', sql`${viewerId}::uuid`)}
    left join users u on u.id = m.sender_id
    cross join lateral (
      select count(*)::int as replies, max(x.at) as last_at from run_events x
      where x.workspace_id = ${workspaceId}::uuid and x.task_id = m.task_id and m.sent_at is not null
        and x.kind = 'replied' and x.undone_at is null) r
    cross join lateral (
      select sum(x.opens)::int as opens,
        max((select max(y.at) from mail_opens y where y.workspace_id = x.workspace_id and y.image_key = x.key
          and y.agent <> 'machine' and y.tracked)) as last_at
      from opening_images x
      where x.workspace_id = ${workspaceId}::uuid and x.task_id = m.task_id and m.sent_at is not null) i
    cross join lateral (
      select sum(x.clicks)::int as clicks,
        max((select max(y.at) from link_clicks y where y.workspace_id = x.workspace_id and y.link_key = x.key
          and y.agent <> 'machine')) as last_at
      from tracked_links x
      where x.workspace_id = ${workspaceId}::uuid and x.task_id = m.task_id and m.sent_at is not null) l`;
}

/** One page of the mails that a search finds, and how many there are of them. */
export async function listMails(
  db: Db,
  look: Look,
  query: MailQuery,
): Promise<{ mails: MailRow[]; total: number; next: MailPlace | null }> {
  const found = sql`from (${joined(look)}) v where ${sql.join(conditionsOf(look, query), sql` and `)}`;
  const key = keys[query.sort];
  const direction = query.descending ? sql`desc` : sql`asc`;
  const { after } = query;
  const beyond = after
    ? sql`and (${key} collate "C", v.id) ${query.descending ? sql`<` : sql`>`} (${after.key}, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<MailRow & { key: string }>`
    select ${columnsFor(look)}, ${key} as key ${found} ${beyond}
    order by ${key} collate "C" ${direction}, v.id ${direction} limit ${query.limit + 1}`.execute(db);
  const counted = await sql<{ total: number }>`select count(*)::int as total ${found}`.execute(db);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    mails: page.map(({ key: _, ...row }) => row),
    total: counted.rows[0]?.total ?? 0,
    next: last ? { key: last.key, id: last.id } : null,
  };
}

/** One mail; null when no folder has it. */
export async function findMail(db: Db, look: Look, id: string): Promise<MailRow | null> {
  const { rows } =
    await sql<MailRow>`select ${columnsFor(look)} from (${joined(look)}) v where v.id = ${id}::uuid`.execute(
      db,
    );
  return rows[0] ?? null;
}

const columnsFor = (
  look: Look,
) => sql`v.id, v.standing, v.sender_id as "senderId", v.sender_name as "senderName", v.person_id as "personId",
  v.person_name as "personName", v.company_name as "companyName", v.job_title as "jobTitle", v.email, v.subject,
  v.campaign_id as "campaignId", v.campaign_name as "campaignName", v.step_title as "stepTitle",
  v.template_id as "templateId", v.template_name as "templateName", v.task_id as "taskId", v.channel,
  v.created_at as "createdAt", v.updated_at as "updatedAt", v.due_at as "dueAt", v.sent_at as "sentAt",
  v.failed_at as "failedAt", v.at, v.reason, v.replies, v.opens, v.clicks, v.last_activity_at as "lastActivityAt", v.archived,
  v.success, array(select s.name ${selectionsOf(look)} order by lower(s.name), s.id) as selections`;

/** Selections `s` of the person of a row `v` that may be seen. */
const selectionsOf = ({ workspaceId, viewerId }: Look) => sql`from selection_members o
  join selections s on s.workspace_id = o.workspace_id and s.id = o.list_id
  where o.workspace_id = ${workspaceId}::uuid and o.person_id = v.person_id and s.deleted_at is null
  and ${visibleTo('s', sql`${viewerId}::uuid`)}`;

function conditionsOf(look: Look, query: MailQuery): RawBuilder<unknown>[] {
  const { folders, words, personId, selectionId, campaignId, templateId } = query;
  const { from, to, replied, opened, clicked, success } = query;
  const moment = sql.ref(moments[query.moment]);
  const conditions = [sql`true`];
  if (folders) conditions.push(sql`(${sql.join(folders.map(inFolder), sql` or `)})`);
  if (personId !== undefined) conditions.push(sql`v.person_id = ${personId}::uuid`);
  if (selectionId !== undefined)
    conditions.push(sql`exists (select ${selectionsOf(look)} and s.id = ${selectionId}::uuid)`);
  if (campaignId !== undefined) conditions.push(sql`v.campaign_id = ${campaignId}::uuid`);
  if (templateId !== undefined) conditions.push(sql`v.template_id = ${templateId}::uuid`);
  if (from !== undefined) conditions.push(sql`${moment} >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql`${moment} < ${to}::timestamptz`);
  if (replied !== undefined)
    conditions.push(sql`v.sent_at is not null and (v.replies > 0) = ${replied}::boolean`);
  if (opened !== undefined) conditions.push(sql`(v.opens > 0) = ${opened}::boolean`);
  if (clicked !== undefined) conditions.push(sql`(v.clicks > 0) = ${clicked}::boolean`);
  if (success !== undefined) conditions.push(sql`v.success = ${success}::boolean`);
  for (const word of words) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(
      sql`concat_ws(' ', v.person_name, v.company_name, v.email, v.subject) ilike ${pattern}::text`,
    );
  }
  return conditions;
}

function inFolder(folder: MailFolder): RawBuilder<unknown> {
  const standings = sql`v.standing = any(${textArray(standingsIn(folder))})`;
  if (folder !== 'delivered' && folder !== 'archived') return standings;
  return sql`(${standings} and v.archived = ${folder === 'archived'}::boolean)`;
}
