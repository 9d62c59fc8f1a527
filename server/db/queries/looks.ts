import { sql } from 'kysely';
import type { Tx } from '../open.ts';
import type { ChangedTask } from './changes.ts';
import { type RunOfSender, toRun } from './enrolments.ts';

/** Runs of one version of a campaign whose time has come, locked. */
export interface RunsToLookAt {
  workspaceId: string;
  campaignId: string;
  version: number;
  runs: (RunOfSender & { replan: boolean })[];
}

/**
 * Takes runs whose time has come, of the campaign that has waited longest, and locks them until the transaction ends.
 * Whoever else has one locked is working on it, so that it is passed by.
 *
 * @returns null when there are none that nobody else has
 */
export async function claimRuns(tx: Tx, now: Date, limit: number): Promise<RunsToLookAt | null> {
  const first = await tx
    .selectFrom('enrolments')
    .select(['workspace_id', 'campaign_id', 'version', 'id'])
    .where('look_at', '<=', now)
    .orderBy('look_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!first) return null;
  const rows = await tx
    .selectFrom('enrolments as e')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'e.workspace_id').onRef('p.id', '=', 'e.person_id'),
    )
    .selectAll('e')
    .select(['p.time_zone as recipient_zone', 'p.country as recipient_country'])
    .where('e.workspace_id', '=', first.workspace_id)
    .where('e.campaign_id', '=', first.campaign_id)
    .where('e.version', '=', first.version)
    .where('e.look_at', '<=', now)
    // The one that is locked already is among them, however many there are.
    .orderBy(sql`(e.id = ${first.id}) desc`)
    .orderBy('e.look_at')
    .orderBy('e.id')
    .limit(limit)
    .forUpdate('e')
    .skipLocked()
    .execute();
  return {
    workspaceId: first.workspace_id,
    campaignId: first.campaign_id,
    version: first.version,
    runs: rows.map((row) => ({ ...toRun(row), replan: row.replan })),
  };
}

/** Writes when runs must be looked at next. */
export async function saveLooks(
  tx: Tx,
  workspaceId: string,
  looks: readonly { enrolmentId: string; nextAt: string | null }[],
): Promise<void> {
  if (looks.length === 0) return;
  const rows = looks.map(({ enrolmentId, nextAt }) => ({ id: enrolmentId, look_at: nextAt }));
  await sql`
    update enrolments e set look_at = r.look_at, replan = false
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, look_at timestamptz)
    where e.workspace_id = ${workspaceId} and e.id = r.id
  `.execute(tx);
}

/** Puts off the run that would come next, because looking at it has failed. */
export async function putOffNext(tx: Tx, now: Date, until: Date): Promise<void> {
  await sql`
    update enrolments set look_at = ${until}::timestamptz where (workspace_id, id) in (
      select workspace_id, id from enrolments where look_at <= ${now}::timestamptz
      order by look_at, id limit 1 for update skip locked)
  `.execute(tx);
}

/** The open task of the step that a run stands at. */
export interface CurrentTask {
  id: string;
  enrolmentId: string;
  stepId: string;
  title: string;
  dueAt: string;
  /** A person has set the moment. */
  dueSet: boolean;
}

/** The open tasks of the steps that locked runs stand at, by enrolment; locked as well. */
export async function lockCurrentTasks(
  tx: Tx,
  workspaceId: string,
  enrolmentIds: readonly string[],
): Promise<Map<string, CurrentTask>> {
  const { rows } = await sql<{
    id: string;
    enrolment_id: string;
    step_id: string;
    title: string;
    due_at: Date;
    due_set: boolean;
  }>`
    select t.id, t.enrolment_id, t.step_id, t.title, t.due_at, t.due_set from tasks t
    join enrolments e on e.workspace_id = t.workspace_id and e.id = t.enrolment_id and e.current_step_id = t.step_id
    where t.workspace_id = ${workspaceId} and t.enrolment_id = any(${enrolmentIds}::uuid[])
    and t.status = 'open' and t.passed_at is null and e.status = 'active'
    for update of t
  `.execute(tx);
  return new Map(
    rows.map((row) => [
      row.enrolment_id,
      {
        id: row.id,
        enrolmentId: row.enrolment_id,
        stepId: row.step_id,
        title: row.title,
        dueAt: row.due_at.toISOString(),
        dueSet: row.due_set,
      },
    ]),
  );
}

/** What the rules, or a person who lets a mail go, change in an open task. */
export type RuleChange =
  | { type: 'move'; dueAt: string }
  | { type: 'pass' | 'skip' | 'hold' }
  | { type: 'turn' | 'release'; dueAt: string };

/** Writes it; devices are to be told of the task that is returned. */
export async function saveRuleChange(
  tx: Tx,
  workspaceId: string,
  taskId: string,
  change: RuleChange,
  now: Date,
): Promise<ChangedTask> {
  const row = await tx
    .updateTable('tasks')
    .set(columnsOf(change, now))
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', taskId)
    .where('status', '=', 'open')
    .returning(['id', 'assignee_id as userId'])
    .executeTakeFirstOrThrow();
  return { ...row, appeared: false };
}

function columnsOf(change: RuleChange, now: Date) {
  switch (change.type) {
    case 'move':
      return { due_at: change.dueAt };
    case 'pass':
      return { passed_at: now };
    case 'skip':
      return { status: 'skipped', cause: 'waited', closed_at: now } as const;
    case 'hold':
      return { held_at: now };
    case 'turn':
      return { automatic: true, turned_at: now, due_at: change.dueAt, due_set: false };
    case 'release':
      return { held_at: null, released_at: now, due_at: change.dueAt, due_set: false };
  }
}

/** A mail that is to leave by itself now. */
export interface DueMail {
  workspaceId: string;
  enrolmentId: string;
  taskId: string;
  assigneeId: string;
}

/**
 * Takes mails that are to leave by themselves, soonest first, and locks their runs until the transaction ends, so that
 * neither an end of the run nor another process comes in between. What must be looked at first (it may be too late) and
 * what is held is not among them.
 */
export async function claimDueMails(tx: Tx, now: Date, limit: number): Promise<DueMail[]> {
  // "Is true" keeps a database that has no statistics yet from looking through all active runs of the workspace for
  // each mail: that index seems to it as good as the run's own key.
  const { rows } = await sql<DueMail>`
    select t.workspace_id as "workspaceId", t.enrolment_id as "enrolmentId", t.id as "taskId",
      t.assignee_id as "assigneeId"
    from tasks t
    join enrolments e on e.workspace_id = t.workspace_id and e.id = t.enrolment_id and e.current_step_id = t.step_id
    where t.status = 'open' and t.automatic and t.held_at is null and t.due_at <= ${now}::timestamptz
    and (e.status = 'active') is true and (e.look_at is null or e.look_at > ${now}::timestamptz)
    and not exists (
      select from sends s
      where s.workspace_id = t.workspace_id and s.task_id = t.id and s.state <> 'cancelled'
    )
    order by t.due_at, t.workspace_id, t.id limit ${limit}
    for update of e skip locked
  `.execute(tx);
  return rows;
}
