import { sql } from 'kysely';
import type { RunTask } from '../../../lib/core/campaign/non-commercial.ts';
import type { Db } from '../open.ts';

/** Tasks of runs, by run, with whether the text that they hold is non-commercial. */
export async function listRunTasks(
  db: Db,
  workspaceId: string,
  enrolmentIds: readonly string[],
): Promise<Map<string, RunTask[]>> {
  const { rows } = await sql<RunTask & { enrolmentId: string }>`
    select enrolment_id as "enrolmentId", step_id as "stepId", status,
      case when type = 'email' then coalesce((email ->> 'nonCommercial')::boolean, false) end as "nonCommercial"
    from tasks
    where workspace_id = ${workspaceId} and enrolment_id = any(${enrolmentIds}::uuid[]) and step_id is not null
  `.execute(db);
  const tasks = new Map<string, RunTask[]>();
  for (const { enrolmentId, ...task } of rows)
    tasks.set(enrolmentId, [...(tasks.get(enrolmentId) ?? []), task]);
  return tasks;
}
