import { sql } from 'kysely';
import type { Db } from '../open.ts';

/** The open task of a run. */
export interface OpenStepTask {
  id: string;
  assigneeId: string;
  dueAt: string;
  /** A mail that leaves by itself. */
  automatic: boolean;
  /** Something stood in the way of its mail. */
  trouble: boolean;
  /** Its mail is in the ledger and has not left. */
  sending: boolean;
}

/** The open task of each run, by enrolment; of several the soonest. */
export async function listOpenTasksOfRuns(
  db: Db,
  workspaceId: string,
  enrolmentIds: string[],
): Promise<Map<string, OpenStepTask>> {
  const rows = await db
    .selectFrom('tasks as t')
    .select(['t.id', 't.enrolment_id', 't.assignee_id', 't.due_at', 't.automatic'])
    .select((eb) => [
      eb('t.trouble', 'is not', null).as('trouble'),
      eb
        .exists(
          eb
            .selectFrom('sends as s')
            .whereRef('s.workspace_id', '=', 't.workspace_id')
            .whereRef('s.task_id', '=', 't.id')
            .where('s.state', 'in', ['planned', 'claimed', 'handing_over', 'deferred']),
        )
        .as('sending'),
    ])
    .where('t.workspace_id', '=', workspaceId)
    .where((eb) => eb('t.enrolment_id', '=', eb.fn.any(sql<string[]>`${enrolmentIds}::uuid[]`)))
    .where('t.status', '=', 'open')
    .orderBy('t.due_at', 'desc')
    .orderBy('t.id', 'desc')
    .execute();
  return new Map(
    rows.map((row) => [
      row.enrolment_id ?? '',
      {
        id: row.id,
        assigneeId: row.assignee_id,
        dueAt: row.due_at.toISOString(),
        automatic: row.automatic,
        trouble: Boolean(row.trouble),
        sending: Boolean(row.sending),
      },
    ]),
  );
}
