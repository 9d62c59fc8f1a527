import { sql } from 'kysely';
import type { Task } from '../../../lib/contract/task.ts';
import type { Db, Tx } from '../open.ts';
import type { ChangedTask } from './changes.ts';

/** A task as it is first written. Names of person and campaign are looked up when it is read. */
export interface TaskDraft
  extends Omit<
    Task,
    | 'status'
    | 'personName'
    | 'companyName'
    | 'campaignName'
    | 'outcome'
    | 'closedAt'
    | 'closedByAction'
    | 'version'
  > {
  /** The run's shift when the task was planned; 0 outside campaigns. */
  shiftDays: number;
}

/** Adds open tasks in one statement, however many. */
export async function insertTasks(
  db: Db,
  workspaceId: string,
  drafts: TaskDraft[],
  now: Date,
): Promise<void> {
  const rows = JSON.stringify(drafts.map(toRow));
  await sql`
    insert into tasks (workspace_id, id, type, title, status, priority, due_at, details, email, assignee_id,
      person_id, campaign_id, enrolment_id, step_id, day_number, step_number, shift_days, created_at, updated_at)
    select ${workspaceId}::uuid, id, type, title, 'open', priority, due_at, details, email, assignee_id, person_id,
      campaign_id, enrolment_id, step_id, day_number, step_number, shift_days, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, type text, title text, priority text,
      due_at timestamptz, details text, email jsonb, assignee_id uuid, person_id uuid, campaign_id uuid,
      enrolment_id uuid, step_id uuid, day_number int, step_number int, shift_days int)
  `.execute(db);
}

/** Whose task it is and to which run it belongs: what must be known before anything is locked. */
export async function findTaskOwner(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ assigneeId: string; enrolmentId: string | null } | null> {
  const row = await db
    .selectFrom('tasks')
    .select(['assignee_id', 'enrolment_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { assigneeId: row.assignee_id, enrolmentId: row.enrolment_id } : null;
}

/** The task, locked until the transaction ends, with the shift in force when it was planned. */
export async function lockTask(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<{ task: Task; shiftDays: number } | null> {
  const row = await selectTasks(tx, workspaceId).where('t.id', '=', id).forUpdate('t').executeTakeFirst();
  return row ? { task: toTask(row), shiftDays: row.shift_days } : null;
}

/** One task of this user. */
export async function findTask(
  db: Db,
  workspaceId: string,
  userId: string,
  id: string,
): Promise<Task | null> {
  return (await findTasks(db, workspaceId, userId, [id]))[0] ?? null;
}

/** Those of the given tasks that are this user's, in no particular order. */
export async function findTasks(db: Db, workspaceId: string, userId: string, ids: string[]): Promise<Task[]> {
  const rows = await selectTasks(db, workspaceId)
    .where('t.assignee_id', '=', userId)
    .where((eb) => eb('t.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map(toTask);
}

/** The task that a step of a run has become, unless it was taken back. */
export async function findStepTask(
  tx: Tx,
  workspaceId: string,
  enrolmentId: string,
  stepId: string,
): Promise<Task | null> {
  const row = await selectTasks(tx, workspaceId)
    .where('t.enrolment_id', '=', enrolmentId)
    .where('t.step_id', '=', stepId)
    .where('t.status', '<>', 'cancelled')
    .executeTakeFirst();
  return row ? toTask(row) : null;
}

/** Tasks that show a person's name, with their assignees: open, or closed since a moment. */
export async function findTasksNaming(
  db: Db,
  workspaceId: string,
  personId: string,
  closedSince: Date,
): Promise<ChangedTask[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['id', 'assignee_id as userId'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where((eb) => eb.or([eb('status', '=', 'open'), eb('closed_at', '>=', closedSince)]))
    .execute();
  return rows.map((row) => ({ ...row, appeared: false }));
}

/** Writes what an action changes in a task. */
export async function saveTask(tx: Tx, workspaceId: string, task: Task, now: Date): Promise<void> {
  await tx
    .updateTable('tasks')
    .set({
      status: task.status,
      due_at: task.dueAt,
      outcome: task.outcome && JSON.stringify(task.outcome),
      closed_at: task.closedAt,
      closed_by_action: task.closedByAction,
      version: task.version,
      updated_at: now,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow();
}

/** Takes back an open task. */
export async function cancelTask(
  tx: Tx,
  workspaceId: string,
  id: string,
  closedAt: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('tasks')
    .set((eb) => ({
      status: 'cancelled',
      closed_at: closedAt,
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirstOrThrow();
}

export interface TaskPage {
  status?: Task['status'] | undefined;
  limit: number;
  offset: number;
}

/** A user's tasks, soonest first, and how many there are in all. */
export async function listTasks(
  db: Db,
  workspaceId: string,
  userId: string,
  page: TaskPage,
): Promise<{ tasks: Task[]; total: number }> {
  const { status } = page;
  const rows = await selectTasks(db, workspaceId)
    .where('t.assignee_id', '=', userId)
    .$if(status !== undefined, (query) => query.where('t.status', '=', status ?? 'open'))
    .orderBy('t.due_at')
    .orderBy('t.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await db
    .selectFrom('tasks')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('workspace_id', '=', workspaceId)
    .where('assignee_id', '=', userId)
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'open'))
    .executeTakeFirstOrThrow();
  return { tasks: rows.map(toTask), total: Number(count.total) };
}

function selectTasks(db: Db, workspaceId: string) {
  return db
    .selectFrom('tasks as t')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 't.workspace_id').onRef('p.id', '=', 't.person_id'),
    )
    .leftJoin('campaigns as c', (join) =>
      join.onRef('c.workspace_id', '=', 't.workspace_id').onRef('c.id', '=', 't.campaign_id'),
    )
    .selectAll('t')
    .select(['p.first_name', 'p.last_name', 'p.company_name', 'c.name as campaign_name'])
    .where('t.workspace_id', '=', workspaceId);
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number];

function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    status: row.status,
    priority: row.priority,
    dueAt: row.due_at.toISOString(),
    details: row.details,
    email: row.email,
    assigneeId: row.assignee_id,
    personId: row.person_id,
    personName: `${row.first_name} ${row.last_name}`.trim(),
    companyName: row.company_name,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    enrolmentId: row.enrolment_id,
    stepId: row.step_id,
    dayNumber: row.day_number,
    stepNumber: row.step_number,
    outcome: row.outcome,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedByAction: row.closed_by_action,
    version: row.version,
  };
}

function toRow(draft: TaskDraft) {
  return {
    id: draft.id,
    type: draft.type,
    title: draft.title,
    priority: draft.priority,
    due_at: draft.dueAt,
    details: draft.details,
    email: draft.email,
    assignee_id: draft.assigneeId,
    person_id: draft.personId,
    campaign_id: draft.campaignId,
    enrolment_id: draft.enrolmentId,
    step_id: draft.stepId,
    day_number: draft.dayNumber,
    step_number: draft.stepNumber,
    shift_days: draft.shiftDays,
  };
}
