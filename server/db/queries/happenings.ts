import { sql } from 'kysely';
import type { Happening } from '../../../lib/core/schedule/run.ts';
import type { Db } from '../open.ts';

/**
 * What has happened to the steps of runs, by enrolment, as their tasks tell it: done, skipped, or given another due
 * moment. What was taken back has not happened.
 */
export async function listHappenings(
  db: Db,
  workspaceId: string,
  enrolmentIds: readonly string[],
): Promise<Map<string, Happening[]>> {
  const { rows } = await sql<{
    enrolment_id: string;
    step_id: string;
    status: 'open' | 'done' | 'skipped';
    due_at: Date;
    due_set: boolean;
    closed_at: Date | null;
  }>`
    select enrolment_id, step_id, status, due_at, due_set, closed_at from tasks
    where workspace_id = ${workspaceId} and enrolment_id = any(${enrolmentIds}::uuid[]) and step_id is not null
    and status <> 'cancelled' and (due_set or status <> 'open')
  `.execute(db);
  const found = new Map<string, Happening[]>();
  for (const row of rows) {
    const happened = found.get(row.enrolment_id) ?? [];
    found.set(row.enrolment_id, happened);
    const stepId = row.step_id;
    if (row.due_set) happened.push({ stepId, kind: 'snoozed', at: row.due_at.toISOString() });
    if (row.status !== 'open' && row.closed_at !== null)
      happened.push({ stepId, kind: row.status, at: row.closed_at.toISOString() });
  }
  return found;
}
