import { sql } from 'kysely';
import type { Task } from '../../../lib/contract/task.ts';
import type { OpenTaskCounts, TaskSearch } from '../../../lib/contract/task-changes.ts';
import type { DayBounds } from '../../../lib/core/task/group.ts';
import type { Db } from '../open.ts';
import { selectTasks, toTask } from './tasks.ts';

/** Which open tasks; of `assigneeId` null is everybody. */
export interface TaskQuestion extends Pick<TaskSearch, 'type' | 'campaignId' | 'priority' | 'text'> {
  assigneeId: string | null;
  /** Instants between which they are due; null where open. */
  since: string | null;
  before: string | null;
}

type Selected = ReturnType<typeof selectTasks>;
type Where = Parameters<Extract<Parameters<Selected['where']>[0], (eb: never) => unknown>>[0];

/** Open tasks, soonest first; of several at one instant the important first. */
export async function searchTasks(
  db: Db,
  workspaceId: string,
  question: TaskQuestion,
  page: { limit: number; offset: number },
): Promise<Task[]> {
  const rows = await selectTasks(db, workspaceId)
    .where((eb) => matches(eb, question))
    .orderBy('t.due_at')
    .orderBy('t.priority')
    .orderBy('t.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(toTask);
}

/** How many of them fall into each group. */
export async function countTasks(
  db: Db,
  workspaceId: string,
  question: TaskQuestion,
  bounds: DayBounds,
): Promise<OpenTaskCounts> {
  const rows = await selectTasks(db, workspaceId)
    .clearSelect()
    .where((eb) => matches(eb, question))
    .select((eb) => [
      sql<keyof OpenTaskCounts>`case
        when t.due_at < ${bounds.today}::timestamptz then 'overdue'
        when t.due_at < ${bounds.tomorrow}::timestamptz then 'today'
        when t.due_at < ${bounds.dayAfter}::timestamptz then 'tomorrow'
        when t.due_at < ${bounds.later}::timestamptz then 'week' else 'later' end`.as('due'),
      eb.fn.countAll<number>().as('tasks'),
    ])
    .groupBy('due')
    .execute();
  const counts = { overdue: 0, today: 0, tomorrow: 0, week: 0, later: 0 };
  for (const { due, tasks } of rows) counts[due] = Number(tasks);
  return counts;
}

/** Campaigns that somebody has open tasks of, by name; of `assigneeId` null anybody. */
export async function listTaskCampaigns(
  db: Db,
  workspaceId: string,
  assigneeId: string | null,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select c.id, c.name from campaigns c
    where c.workspace_id = ${workspaceId} and exists (
      select from tasks t where t.workspace_id = c.workspace_id and t.campaign_id = c.id and t.status = 'open'
      and (${assigneeId}::uuid is null or t.assignee_id = ${assigneeId}::uuid))
    order by lower(c.name), c.id
  `.execute(db);
  return rows;
}

function matches(eb: Where, question: TaskQuestion) {
  const { type, campaignId, priority, text, assigneeId, since, before } = question;
  const wanted = [eb('t.status', '=', 'open')];
  if (assigneeId !== null) wanted.push(eb('t.assignee_id', '=', assigneeId));
  if (type !== undefined) wanted.push(eb('t.type', '=', type));
  if (priority !== undefined) wanted.push(eb('t.priority', '=', priority));
  if (campaignId === 'own') wanted.push(eb('t.campaign_id', 'is', null));
  else if (campaignId !== undefined) wanted.push(eb('t.campaign_id', '=', campaignId));
  if (since !== null) wanted.push(eb('t.due_at', '>=', sql<Date>`${since}::timestamptz`));
  if (before !== null) wanted.push(eb('t.due_at', '<', sql<Date>`${before}::timestamptz`));
  const said = sql<string>`concat_ws(' ', p.first_name, p.last_name, p.company_name, t.title, c.name)`;
  for (const word of (text ?? '').split(/\s+/).filter(Boolean))
    wanted.push(eb(said, 'ilike', `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`));
  return eb.and(wanted);
}

/** Those of the given tasks that there are, whosever they are, in no particular order. */
export async function findAnyTasks(db: Db, workspaceId: string, ids: readonly string[]): Promise<Task[]> {
  const rows = await selectTasks(db, workspaceId)
    .where((eb) => eb('t.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map(toTask);
}
