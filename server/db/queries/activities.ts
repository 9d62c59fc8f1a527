import { sql } from 'kysely';
import type { Activity } from '../../../lib/contract/task.ts';
import type { Db } from '../open.ts';

/** An activity as it is written; the name of who did it is looked up when it is read. */
export interface ActivityDraft extends Omit<Activity, 'byName'> {
  byUserId: string | null;
  /** What a program may want to know later, e.g. the proof of a sent mail. */
  detail: Record<string, unknown> | null;
}

/** Adds activities in one statement, however many. */
export async function insertActivities(db: Db, workspaceId: string, drafts: ActivityDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({
    id: draft.id,
    at: draft.at,
    kind: draft.kind,
    person_id: draft.personId,
    task_id: draft.taskId,
    campaign_id: draft.campaignId,
    by_user_id: draft.byUserId,
    title: draft.title,
    note: draft.note,
    detail: draft.detail,
  }));
  await sql`
    insert into activities (workspace_id, id, at, kind, person_id, task_id, campaign_id, by_user_id, title, note, detail)
    select ${workspaceId}::uuid, id, at, kind, person_id, task_id, campaign_id, by_user_id, title, note, detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, at timestamptz, kind text, person_id uuid,
      task_id uuid, campaign_id uuid, by_user_id uuid, title text, note text, detail jsonb)
  `.execute(db);
}

/** Those of the given activities that happened in this workspace since a moment, in no particular order. */
export async function findActivities(
  db: Db,
  workspaceId: string,
  ids: string[],
  since: Date,
): Promise<Activity[]> {
  const rows = await db
    .selectFrom('activities as a')
    .leftJoin('users as u', 'u.id', 'a.by_user_id')
    .selectAll('a')
    .select('u.name as by_name')
    .where('a.workspace_id', '=', workspaceId)
    .where((eb) => eb('a.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .where('a.at', '>=', since)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    personId: row.person_id,
    taskId: row.task_id,
    campaignId: row.campaign_id,
    byName: row.by_name,
    title: row.title,
    note: row.note,
  }));
}
