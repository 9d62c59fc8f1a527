import { sql } from 'kysely';
import type { CancelCause, Task } from '../../../lib/contract/task.ts';
import type { Db, Tx } from '../open.ts';
import type { ChangedTask } from './changes.ts';

/** A task as it is first written. Names of person and campaign, and the run's texts, are looked up when it is read. */
export interface TaskDraft
  extends Omit<
    Task,
    | 'status'
    | 'personName'
    | 'companyName'
    | 'campaignName'
    | 'outcome'
    | 'cause'
    | 'defaults'
    | 'closedAt'
    | 'closedByAction'
    | 'held'
    | 'passedAt'
    | 'standingInFor'
    | 'version'
  > {
  /** By which the assignee has got it; absent: by none. */
  absenceId?: string;
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
      person_id, campaign_id, enrolment_id, step_id, day_number, step_number, automatic, absence_id,
      created_at, updated_at)
    select ${workspaceId}::uuid, id, type, title, 'open', priority, due_at, details, email, assignee_id, person_id,
      campaign_id, enrolment_id, step_id, day_number, step_number, automatic, absence_id, ${now}::timestamptz,
      ${now}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, type text, title text, priority text,
      due_at timestamptz, details text, email jsonb, assignee_id uuid, person_id uuid, campaign_id uuid,
      enrolment_id uuid, step_id uuid, day_number int, step_number int, automatic boolean, absence_id uuid)
  `.execute(db);
}

/** Whose task it is, about whom, and to which run it belongs: what must be known before anything is locked. */
export async function findTaskOwner(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ assigneeId: string; personId: string; enrolmentId: string | null } | null> {
  const row = await db
    .selectFrom('tasks')
    .select(['assignee_id', 'person_id', 'enrolment_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { assigneeId: row.assignee_id, personId: row.person_id, enrolmentId: row.enrolment_id } : null;
}

/** The task, locked until the transaction ends. */
export async function lockTask(tx: Tx, workspaceId: string, id: string): Promise<Task | null> {
  const row = await selectTasks(tx, workspaceId).where('t.id', '=', id).forUpdate('t').executeTakeFirst();
  return row ? toTask(row) : null;
}

/** The same of several, in the order of their ids, so that no two who lock several wait for each other. */
export async function lockTasks(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Task[]> {
  const rows = await selectTasks(tx, workspaceId)
    .where((eb) => eb('t.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .orderBy('t.id')
    .forUpdate('t')
    .execute();
  return rows.map(toTask);
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

/** Tasks that show the name of one of these people, with their assignees: open, or closed since a moment. */
export async function findTasksNaming(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  closedSince: Date,
): Promise<ChangedTask[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['id', 'assignee_id as userId'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('person_id', '=', eb.fn.any(sql<string[]>`${personIds}::uuid[]`)))
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
      // On the right stands the row as it was.
      due_set: sql<boolean>`due_set or due_at <> ${task.dueAt}::timestamptz`,
      outcome: task.outcome && JSON.stringify(task.outcome),
      cause: task.cause,
      closed_at: task.closedAt,
      closed_by_action: task.closedByAction,
      version: task.version,
      updated_at: now,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', task.id)
    .executeTakeFirstOrThrow();
}

/** Cancels an open task, for a reason that it says; devices are to be told of the task that is returned. */
export async function cancelTask(
  tx: Tx,
  workspaceId: string,
  id: string,
  cause: CancelCause,
  closedAt: string,
  now: Date,
): Promise<ChangedTask> {
  const row = await tx
    .updateTable('tasks')
    .set((eb) => ({
      status: 'cancelled',
      cause,
      closed_at: closedAt,
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returning(['id', 'assignee_id as userId'])
    .executeTakeFirstOrThrow();
  return { ...row, appeared: false };
}

/** Cancels every open task of a run. */
export async function cancelTasksOfRun(
  tx: Tx,
  workspaceId: string,
  enrolmentId: string,
  cause: CancelCause,
  now: Date,
): Promise<ChangedTask[]> {
  return (await cancelTasksOfRuns(tx, workspaceId, [enrolmentId], cause, now)).get(enrolmentId) ?? [];
}

/** Cancels every open task of some runs. @returns them by run */
export async function cancelTasksOfRuns(
  tx: Tx,
  workspaceId: string,
  enrolmentIds: readonly string[],
  cause: CancelCause,
  now: Date,
): Promise<Map<string, ChangedTask[]>> {
  const rows = await tx
    .updateTable('tasks')
    .set((eb) => ({
      status: 'cancelled',
      cause,
      closed_at: now,
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('enrolment_id', '=', eb.fn.any(sql<string[]>`${enrolmentIds}::uuid[]`)))
    .where('status', '=', 'open')
    .returning(['id', 'assignee_id as userId', 'enrolment_id'])
    .execute();
  const tasks = rows.map(({ id, userId, enrolment_id }) => ({ run: enrolment_id ?? '', id, userId }));
  const byRun = new Map<string, ChangedTask[]>();
  for (const { run, ...task } of tasks)
    byRun.set(run, [...(byRun.get(run) ?? []), { ...task, appeared: false }]);
  return byRun;
}

/** Opens cancelled tasks again. */
export async function restoreTasks(
  tx: Tx,
  workspaceId: string,
  ids: string[],
  now: Date,
): Promise<ChangedTask[]> {
  const rows = await tx
    .updateTable('tasks')
    .set((eb) => ({
      status: 'open',
      cause: null,
      closed_at: null,
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .where('status', '=', 'cancelled')
    .returning(['id', 'assignee_id as userId'])
    .execute();
  return rows.map((row) => ({ ...row, appeared: true }));
}

/** A user's open tasks for the given people, soonest first, at most `perPerson` of each. */
export async function listOpenTasksOfPeople(
  db: Db,
  workspaceId: string,
  userId: string,
  personIds: string[],
  perPerson: number,
): Promise<Task[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, due_at, row_number() over (partition by person_id order by due_at, id) as place from tasks
      where workspace_id = ${workspaceId} and assignee_id = ${userId} and status = 'open'
      and person_id = any(${personIds}::uuid[])
    ) as found
    where place <= ${perPerson} order by due_at, id
  `.execute(db);
  const ids = rows.map((row) => row.id);
  const tasks = new Map((await findTasks(db, workspaceId, userId, ids)).map((task) => [task.id, task]));
  return ids.flatMap((id) => tasks.get(id) ?? []);
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

/** Tasks of a workspace with the names that they are shown by. */
export function selectTasks(db: Db, workspaceId: string) {
  return db
    .selectFrom('tasks as t')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 't.workspace_id').onRef('p.id', '=', 't.person_id'),
    )
    .leftJoin('campaigns as c', (join) =>
      join.onRef('c.workspace_id', '=', 't.workspace_id').onRef('c.id', '=', 't.campaign_id'),
    )
    .leftJoin('enrolments as e', (join) =>
      join.onRef('e.workspace_id', '=', 't.workspace_id').onRef('e.id', '=', 't.enrolment_id'),
    )
    .leftJoin('absences as a', (join) =>
      join.onRef('a.workspace_id', '=', 't.workspace_id').onRef('a.id', '=', 't.absence_id'),
    )
    .leftJoin('users as away', 'away.id', 'a.user_id')
    .selectAll('t')
    .select(['p.first_name', 'p.last_name', 'p.company_name', 'c.name as campaign_name', 'e.defaults'])
    .select('away.name as standing_in_for')
    .where('t.workspace_id', '=', workspaceId);
}

type TaskRow = Awaited<ReturnType<ReturnType<typeof selectTasks>['execute']>>[number];

export function toTask(row: TaskRow): Task {
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
    ...(row.standing_in_for !== null && { standingInFor: row.standing_in_for }),
    personId: row.person_id,
    personName: `${row.first_name} ${row.last_name}`.trim(),
    companyName: row.company_name,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    enrolmentId: row.enrolment_id,
    stepId: row.step_id,
    dayNumber: row.day_number,
    stepNumber: row.step_number,
    ...(row.defaults && Object.keys(row.defaults).length > 0 && { defaults: row.defaults }),
    outcome: row.outcome,
    cause: row.cause,
    closedAt: row.closed_at?.toISOString() ?? null,
    closedByAction: row.closed_by_action,
    ...(row.automatic && { automatic: row.turned_at ? 'waited' : 'step' }),
    ...(row.held_at && row.status === 'open' && { held: { cause: 'late', at: row.held_at.toISOString() } }),
    ...(row.passed_at && { passedAt: row.passed_at.toISOString() }),
    ...(row.trouble && { trouble: row.trouble }),
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
    automatic: draft.automatic !== undefined,
    absence_id: draft.absenceId ?? null,
  };
}
