import { sql } from 'kysely';
import type { Happening } from '../../../lib/core/schedule/run.ts';
import type { Db } from '../open.ts';

/**
 * What has happened to the steps of runs, by enrolment, as their tasks tell it: done, skipped, passed by, given
 * another due moment or a place, given to somebody, turned automatic, held, let go, or left to a person. What was taken back has not happened.
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
    automatic: boolean;
    closed_at: Date | null;
    turned_at: Date | null;
    passed_at: Date | null;
    held_at: Date | null;
    released_at: Date | null;
    given: boolean;
    by_hand: boolean;
  }>`
    select t.enrolment_id, t.step_id, t.status, t.due_at, t.due_set, t.automatic, t.closed_at, t.turned_at,
      t.passed_at, t.held_at, t.released_at, t.assignee_id <> e.assignee_id as given,
      (t.status = 'open' and t.trouble is not null and not t.automatic) as by_hand
    from tasks t join enrolments e on e.workspace_id = t.workspace_id and e.id = t.enrolment_id
    where t.workspace_id = ${workspaceId} and t.enrolment_id = any(${enrolmentIds}::uuid[]) and t.step_id is not null
    and t.status <> 'cancelled' and (t.due_set or t.status <> 'open' or t.assignee_id <> e.assignee_id
      or coalesce(t.turned_at, t.passed_at, t.held_at, t.released_at) is not null
      or t.trouble is not null and not t.automatic)
  `.execute(db);
  const found = new Map<string, Happening[]>();
  for (const row of rows) {
    const happened = found.get(row.enrolment_id) ?? [];
    found.set(row.enrolment_id, happened);
    const stepId = row.step_id;
    if (row.due_set) happened.push({ stepId, kind: 'snoozed', at: row.due_at.toISOString() });
    const tell = (kind: Happening['kind'], at: Date | null) => {
      if (at !== null) happened.push({ stepId, kind, at: at.toISOString() });
    };
    if (row.given) tell('given', row.due_at);
    if (row.by_hand) tell('byHand', row.due_at);
    const leftWhenDue =
      row.automatic && row.status === 'done' && row.closed_at && row.closed_at >= row.due_at;
    if (leftWhenDue && !row.due_set) tell('placed', row.due_at);
    tell('turned', row.turned_at);
    tell('passed', row.passed_at);
    tell('held', row.held_at);
    tell('released', row.released_at);
    if (row.status !== 'open' && row.closed_at !== null)
      happened.push({ stepId, kind: row.status, at: row.closed_at.toISOString() });
  }
  return found;
}
