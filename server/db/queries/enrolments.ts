import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Enrolment } from '../../../lib/contract/campaign.ts';
import type { Db, Tx } from '../open.ts';
import type { EnrolmentsTable } from '../schema.ts';

/**
 * Adds enrolments, except where the person is active on the campaign already. Rows go in by person, so that two
 * launches at the same time wait for each other instead of locking each other out.
 *
 * @returns the ids that were added
 */
export async function insertEnrolments(
  tx: Tx,
  workspaceId: string,
  enrolments: Enrolment[],
  now: Date,
): Promise<Set<string>> {
  const rows = enrolments
    .map((enrolment) => ({
      id: enrolment.id,
      campaign_id: enrolment.campaignId,
      person_id: enrolment.personId,
      assignee_id: enrolment.assigneeId,
      status: enrolment.status,
      start_at: enrolment.startAt,
      time_zone: enrolment.timeZone,
      shift_days: enrolment.shiftDays,
      current_step_id: enrolment.currentStepId,
    }))
    .sort((a, b) => (a.person_id < b.person_id ? -1 : 1));
  const added = await sql<{ id: string }>`
    insert into enrolments (workspace_id, id, campaign_id, person_id, assignee_id, status, start_at, time_zone,
      shift_days, current_step_id, created_at, updated_at)
    select ${workspaceId}::uuid, id, campaign_id, person_id, assignee_id, status, start_at, time_zone, shift_days,
      current_step_id, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, campaign_id uuid, person_id uuid,
      assignee_id uuid, status text, start_at timestamptz, time_zone text, shift_days int, current_step_id uuid)
    on conflict (workspace_id, campaign_id, person_id) where status = 'active' do nothing
    returning id
  `.execute(tx);
  return new Set(added.rows.map((row) => row.id));
}

/** The enrolment, locked until the transaction ends: all that happens to one run happens one after another. */
export async function lockEnrolment(tx: Tx, workspaceId: string, id: string): Promise<Enrolment | null> {
  const row = await tx
    .selectFrom('enrolments')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? toEnrolment(row) : null;
}

/** Writes what a run's progress changes. */
export async function saveEnrolment(
  tx: Tx,
  workspaceId: string,
  enrolment: Enrolment,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('enrolments')
    .set({
      status: enrolment.status,
      shift_days: enrolment.shiftDays,
      current_step_id: enrolment.currentStepId,
      updated_at: now,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', enrolment.id)
    .executeTakeFirstOrThrow();
}

/** Is the person active on this campaign by another enrolment than this one. */
export async function isEnrolledAgain(tx: Tx, workspaceId: string, enrolment: Enrolment): Promise<boolean> {
  const row = await tx
    .selectFrom('enrolments')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('campaign_id', '=', enrolment.campaignId)
    .where('person_id', '=', enrolment.personId)
    .where('status', '=', 'active')
    .where('id', '<>', enrolment.id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Enrolments of a campaign in the order in which they were made, and how many there are in all. */
export async function listEnrolments(
  db: Db,
  workspaceId: string,
  campaignId: string,
  page: { limit: number; offset: number },
): Promise<{ enrolments: Enrolment[]; total: number }> {
  const found = db
    .selectFrom('enrolments')
    .where('workspace_id', '=', workspaceId)
    .where('campaign_id', '=', campaignId);
  const rows = await found
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { enrolments: rows.map(toEnrolment), total: Number(count.total) };
}

function toEnrolment(row: Selectable<EnrolmentsTable>): Enrolment {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    personId: row.person_id,
    assigneeId: row.assignee_id,
    status: row.status,
    startAt: row.start_at.toISOString(),
    timeZone: row.time_zone,
    shiftDays: row.shift_days,
    currentStepId: row.current_step_id,
  };
}
