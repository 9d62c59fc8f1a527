import { sql } from 'kysely';
import type { Enrolment } from '../../../lib/contract/campaign.ts';
import type { Db, Tx } from '../open.ts';
import type { ChangedTask } from './changes.ts';
import { toEnrolment } from './enrolments.ts';

/** A run that is under way, with what an edit of its campaign must know. */
export interface RunInside {
  enrolment: Enrolment;
  recipient: { timeZone: string | null; country: string | null };
  language: string | null;
  /** Steps that the run has gone on from: done, skipped or passed by. */
  closed: Set<string>;
}

/** Runs under way on a campaign, in the order of their ids; locked until the transaction ends where that is asked. */
export async function listInside(
  db: Db,
  workspaceId: string,
  campaignId: string,
  lock: 'lock' | 'read',
): Promise<RunInside[]> {
  let found = db
    .selectFrom('enrolments as e')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'e.workspace_id').onRef('p.id', '=', 'e.person_id'),
    )
    .selectAll('e')
    .select(['p.time_zone as recipient_zone', 'p.country as recipient_country', 'p.language'])
    .where('e.workspace_id', '=', workspaceId)
    .where('e.campaign_id', '=', campaignId)
    .where('e.status', '=', 'active')
    .orderBy('e.id');
  if (lock === 'lock') found = found.forUpdate('e');
  const rows = await found.execute();
  const closed = await listClosed(
    db,
    workspaceId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    enrolment: toEnrolment(row),
    recipient: { timeZone: row.recipient_zone, country: row.recipient_country },
    language: row.language,
    closed: closed.get(row.id) ?? new Set(),
  }));
}

async function listClosed(db: Db, workspaceId: string, ids: string[]): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ enrolment_id: string; step_id: string }>`
    select enrolment_id, step_id from tasks
    where workspace_id = ${workspaceId} and enrolment_id = any(${ids}::uuid[]) and step_id is not null
    and (status in ('done', 'skipped') or (status = 'open' and passed_at is not null))
  `.execute(db);
  const closed = new Map<string, Set<string>>();
  for (const row of rows) {
    const steps = closed.get(row.enrolment_id) ?? new Set();
    closed.set(row.enrolment_id, steps.add(row.step_id));
  }
  return closed;
}

/** Writes where runs stand after an edit, all in one statement; waits and late guards may be others now. */
export async function saveMoved(
  tx: Tx,
  workspaceId: string,
  runs: readonly Enrolment[],
  now: Date,
): Promise<void> {
  const rows = runs.map(({ id, status, currentStepId, version, leftOut = [] }) => ({
    id,
    status,
    current_step_id: currentStepId,
    version,
    left_out: leftOut,
  }));
  await sql`
    update enrolments e set status = r.status, current_step_id = r.current_step_id, version = r.version,
      left_out = r.left_out,
      look_at = case when r.status = 'active' then ${now}::timestamptz end, updated_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, status text, current_step_id uuid,
      version int, left_out jsonb)
    where e.workspace_id = ${workspaceId} and e.id = r.id
  `.execute(tx);
}

/** Cancels the open tasks of runs whose step is gone. */
export async function cancelGone(
  tx: Tx,
  workspaceId: string,
  enrolmentIds: readonly string[],
  now: Date,
): Promise<ChangedTask[]> {
  const { rows } = await sql<{ id: string; assignee_id: string }>`
    update tasks set status = 'cancelled', cause = 'edited', closed_at = ${now}::timestamptz, version = version + 1,
      updated_at = ${now}::timestamptz
    where workspace_id = ${workspaceId} and enrolment_id = any(${enrolmentIds}::uuid[]) and status = 'open'
    returning id, assignee_id
  `.execute(tx);
  return rows.map((row) => ({ id: row.id, userId: row.assignee_id, appeared: false }));
}

/** Where the step of an open task is now, and when it falls due. */
export interface Replaced {
  enrolmentId: string;
  stepId: string;
  dayNumber: number;
  stepNumber: number;
  dueAt: string;
}

/** Gives open tasks the place and the moment of their steps; a moment that a person has set stays. */
export async function replaceOpen(
  tx: Tx,
  workspaceId: string,
  places: readonly Replaced[],
  now: Date,
): Promise<ChangedTask[]> {
  const { rows } = await sql<{ id: string; assignee_id: string }>`
    update tasks t set day_number = r."dayNumber", step_number = r."stepNumber",
      due_at = case when t.due_set then t.due_at else r."dueAt" end, updated_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r ("enrolmentId" uuid, "stepId" uuid,
      "dayNumber" int, "stepNumber" int, "dueAt" timestamptz)
    where t.workspace_id = ${workspaceId} and t.enrolment_id = r."enrolmentId" and t.step_id = r."stepId"
    and t.status = 'open'
    and (t.day_number, t.step_number, t.due_at) is distinct from (r."dayNumber", r."stepNumber",
      case when t.due_set then t.due_at else r."dueAt" end)
    returning t.id, t.assignee_id
  `.execute(tx);
  return rows.map((row) => ({ id: row.id, userId: row.assignee_id, appeared: false }));
}

/** Tasks of a campaign, with whose devices may hold them. */
export async function listTasksOfCampaign(
  tx: Tx,
  workspaceId: string,
  campaignId: string,
): Promise<ChangedTask[]> {
  const rows = await tx
    .selectFrom('tasks')
    .select(['id', 'assignee_id as userId'])
    .where('workspace_id', '=', workspaceId)
    .where('campaign_id', '=', campaignId)
    .execute();
  return rows.map((row) => ({ ...row, appeared: false }));
}
