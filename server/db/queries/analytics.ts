import { type RawBuilder, sql } from 'kysely';
import type { MailCounts } from '../../../lib/contract/analytics.ts';
import type { Enrolment } from '../../../lib/contract/campaign.ts';
import type { Task } from '../../../lib/contract/task.ts';
import { bounceCauses } from '../../../lib/core/mail/folder.ts';
import type { Db } from '../open.ts';
import type { Whose } from './mails.ts';

/** What is counted: whose, and between which instants, the second left out. */
export interface Scope extends Whose {
  from: string;
  to: string;
}

/** By what mails are counted apart; `day` by the calendar of a zone. */
export type By =
  | { kind: 'all' | 'campaign' | 'user' | 'template' }
  | { kind: 'day'; timeZone: string }
  /** Of the runs that began in the period, whenever something happened to them. */
  | { kind: 'step'; campaignId: string };

/**
 * What happened, each a row `v` with its mail (the task that it went from; where none is known, the run or the person),
 * and to whom and what it belongs. The same rows are behind every count. A mail counts as a success and as bounced as it
 * does in the Command Center; openings and clicks of machines and in archived mails count nothing.
 */
function events({ workspaceId, senderId }: Whose): RawBuilder<unknown> {
  const of = sql`${workspaceId}::uuid`;
  const owner = sql`coalesce(t.assignee_id, n.assignee_id, e.user_id)`;
  return sql`
    select e.kind, e.at, coalesce(e.task_id, e.enrolment_id, e.person_id) as mail, e.task_id, n.id as enrolment_id,
      coalesce(t.campaign_id, n.campaign_id) as campaign_id, t.step_id, t.email, ${owner} as user_id
    from (
      select 'sent' as kind, a.at, a.task_id, null::uuid as enrolment_id, a.person_id, a.by_user_id as user_id
      from activities a where a.workspace_id = ${of} and a.kind = 'mail.sent'
      union all
      select 'opened', k.at, i.task_id, null, null, null
      from mail_opens k join opening_images i on i.workspace_id = k.workspace_id and i.key = k.image_key
      where k.workspace_id = ${of} and k.tracked and k.agent <> 'machine'
      union all
      select 'clicked', k.at, l.task_id, null, l.person_id, l.created_by
      from link_clicks k join tracked_links l on l.workspace_id = k.workspace_id and l.key = k.link_key
      where k.workspace_id = ${of} and k.tracked and k.agent <> 'machine'
      union all
      select r.kind, r.at, r.task_id, r.enrolment_id, r.person_id, r.by_user_id from run_events r
      where r.workspace_id = ${of} and r.kind in ('replied', 'unsubscribed') and r.undone_at is null
      union all
      select 'success', r.at, r.task_id, r.enrolment_id, r.person_id, r.by_user_id from run_events r
      where r.workspace_id = ${of} and r.kind = 'replied' and r.undone_at is null
        and r.change -> 'after' ->> 'status' = 'success'
      union all
      select 'success', m.success_at, m.task_id, null, null, m.by_user_id from mail_marks m
      where m.workspace_id = ${of} and m.success_at is not null and m.task_id is not null and m.deleted_at is null
      union all
      select 'bounced', coalesce((s.bounce ->> 'at')::timestamptz, s.settled_at, s.updated_at), s.task_id, null, null,
        s.sender_id
      from sends s where s.workspace_id = ${of} and s.task_id is not null and (s.state = 'bounced'
        or s.state = 'rejected' and s.cause = any(${[...bounceCauses]}::text[]))
    ) e
    left join tasks t on t.workspace_id = ${of} and t.id = e.task_id
    left join enrolments n on n.workspace_id = ${of} and n.id = coalesce(e.enrolment_id, t.enrolment_id)
    where ${senderId === null ? sql`true` : sql`${owner} = ${senderId}::uuid`}`;
}

/** The columns of a count, over rows `v` of {@link events}. */
const counts = sql`
  ${sql.join(
    (['sent', 'opened', 'clicked', 'replied', 'success', 'bounced', 'unsubscribed'] as const).map(
      (kind) => sql`json_build_object('total', count(*) filter (where v.kind = ${sql.lit(kind)}),
        'unique', count(distinct v.mail) filter (where v.kind = ${sql.lit(kind)})) as ${sql.ref(kind)}`,
    ),
  )},
  count(distinct v.mail) filter (where v.kind = 'sent' and exists (
    select from tracked_links l where l.workspace_id = v.workspace_id and l.task_id = v.task_id))::int as tracked,
  count(distinct v.mail) filter (where v.kind = 'sent' and exists (
    select from opening_images i where i.workspace_id = v.workspace_id and i.task_id = v.task_id))::int as "withImage"`;

/** Counts of mails by what they belong to; `key` is null for what belongs to none. */
export async function countMailEvents(
  db: Db,
  scope: Scope,
  by: By,
): Promise<{ key: string | null; mails: MailCounts }[]> {
  const { key, join } = grouping(scope, by);
  const within =
    by.kind === 'step'
      ? sql`v.enrolment_id in (select n.id from enrolments n where ${cohort(scope)}
          and n.campaign_id = ${by.campaignId}::uuid)`
      : sql`v.at >= ${scope.from}::timestamptz and v.at < ${scope.to}::timestamptz`;
  const { rows } = await sql<MailCounts & { key: string | null }>`
    select ${key} as key, ${counts}
    from (select x.*, ${scope.workspaceId}::uuid as workspace_id from (${events(scope)}) x) v ${join}
    where ${within} group by 1`.execute(db);
  return rows.map(({ key: group, ...mails }) => ({ key: group, mails }));
}

function grouping({ workspaceId }: Scope, by: By): { key: RawBuilder<unknown>; join: RawBuilder<unknown> } {
  const none = sql``;
  switch (by.kind) {
    case 'all':
      return { key: sql`null::text`, join: none };
    case 'campaign':
      return { key: sql`v.campaign_id::text`, join: none };
    case 'user':
      return { key: sql`v.user_id::text`, join: none };
    case 'step':
      return { key: sql`v.step_id::text`, join: none };
    case 'day':
      return { key: sql`to_char(v.at at time zone ${by.timeZone}::text, 'YYYY-MM-DD')`, join: none };
    case 'template':
      // The one that its text was copied from, and each that was taken while it was written.
      return {
        key: sql`w.template_id::text`,
        join: sql`join lateral (
          select (v.email -> 'fromTemplate' ->> 'id')::uuid as template_id
          where v.email -> 'fromTemplate' ->> 'id' is not null
          union
          select i.template_id from template_inserts i
          where i.workspace_id = ${workspaceId}::uuid and i.task_id = v.task_id
        ) w on true`,
      };
  }
}

/** Runs `n` that began in the period. */
function cohort({ workspaceId, senderId, from, to }: Scope): RawBuilder<unknown> {
  return sql`n.workspace_id = ${workspaceId}::uuid
    and n.created_at >= ${from}::timestamptz and n.created_at < ${to}::timestamptz
    and ${senderId === null ? sql`true` : sql`n.assignee_id = ${senderId}::uuid`}`;
}

/** Runs that began in the period, by campaign and by how they stand now. */
export async function countRuns(
  db: Db,
  scope: Scope,
): Promise<{ campaignId: string; status: Enrolment['status']; count: number }[]> {
  const { rows } = await sql<{ campaignId: string; status: Enrolment['status']; count: number }>`
    select n.campaign_id as "campaignId", n.status, count(*)::int as count from enrolments n
    where ${cohort(scope)} group by 1, 2`.execute(db);
  return rows;
}

/**
 * Of a campaign's runs that began in the period: how many came to each step, and what became of its tasks. One that was
 * taken back, with the step before it opened again, was not come to.
 */
export async function countSteps(
  db: Db,
  scope: Scope,
  campaignId: string,
): Promise<
  (Pick<Task, 'type' | 'title'> & {
    stepId: string;
    dayNumber: number;
    stepNumber: number;
    reached: number;
    done: number;
    skipped: number;
  })[]
> {
  const { rows } = await sql<Awaited<ReturnType<typeof countSteps>>[number]>`
    select t.step_id as "stepId", max(t.day_number)::int as "dayNumber", max(t.step_number)::int as "stepNumber",
      max(t.type) as type, max(t.title) as title, count(distinct t.enrolment_id)::int as reached,
      count(distinct t.enrolment_id) filter (where t.status = 'done')::int as done,
      count(distinct t.enrolment_id) filter (where t.status = 'skipped')::int as skipped
    from tasks t join enrolments n on n.workspace_id = t.workspace_id and n.id = t.enrolment_id
    where ${cohort(scope)} and n.campaign_id = ${campaignId}::uuid and t.step_id is not null
      and t.cause is distinct from 'taken_back'
    group by 1`.execute(db);
  return rows;
}

/** Tasks that were closed in the period, by who they belonged to. */
export async function countClosedTasks(
  db: Db,
  { workspaceId, senderId, from, to }: Scope,
): Promise<{ userId: string; done: number; skipped: number }[]> {
  const { rows } = await sql<{ userId: string; done: number; skipped: number }>`
    select t.assignee_id as "userId", count(*) filter (where t.status = 'done')::int as done,
      count(*) filter (where t.status = 'skipped')::int as skipped
    from tasks t
    where t.workspace_id = ${workspaceId}::uuid and t.status in ('done', 'skipped')
      and t.closed_at >= ${from}::timestamptz and t.closed_at < ${to}::timestamptz
      and ${senderId === null ? sql`true` : sql`t.assignee_id = ${senderId}::uuid`}
    group by 1`.execute(db);
  return rows;
}
