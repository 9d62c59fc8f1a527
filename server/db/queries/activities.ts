import { sql } from 'kysely';
import { type Activity, MailDirection, type SendProof } from '../../../lib/contract/task.ts';
import type { Db } from '../open.ts';
import { appendProofs, type ConsentFact } from './consent-proofs.ts';

/** An activity as it is written; the name of who did it is looked up when it is read. */
export interface ActivityDraft extends Omit<Activity, 'byName' | 'count' | 'direction'> {
  byUserId: string | null;
  /** What a program may want to know later, e.g. the proof of a sent mail. */
  detail: Record<string, unknown> | null;
}

/** Adds activities in one statement, however many. What they say of consent is bound into its proof. */
export async function insertActivities(db: Db, workspaceId: string, drafts: ActivityDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const facts = drafts.filter(({ kind }) => kind === 'consent.changed').map(factOf);
  await appendProofs(db, workspaceId, facts);
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

function factOf({ personId, at, title, note, byUserId, detail }: ActivityDraft): ConsentFact {
  return { personId, at, about: title, now: note, byUserId, how: detail };
}

/** Those of the given activities that happened in this workspace since a moment, in no particular order. */
export async function findActivities(
  db: Db,
  workspaceId: string,
  ids: string[],
  since: Date,
): Promise<Activity[]> {
  const rows = await selectActivities(db, workspaceId, ids).where('a.at', '>=', since).execute();
  return rows.map(toActivity);
}

export async function findActivity(db: Db, workspaceId: string, id: string): Promise<Activity | null> {
  const row = await selectActivities(db, workspaceId, [id]).executeTakeFirst();
  return row ? toActivity(row) : null;
}

/** What last happened with the given people, newest first, at most `perPerson` lines of each. */
export async function listRecentActivities(
  db: Db,
  workspaceId: string,
  personIds: string[],
  perPerson: number,
): Promise<Activity[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, at, row_number() over (partition by person_id order by at desc, id) as place from activities
      where workspace_id = ${workspaceId} and person_id = any(${personIds}::uuid[])
    ) as found
    where place <= ${perPerson} order by at desc, id
  `.execute(db);
  const ids = rows.map((row) => row.id);
  const found = await selectActivities(db, workspaceId, ids).execute();
  const activities = new Map(found.map((row) => [row.id, toActivity(row)]));
  return ids.flatMap((id) => activities.get(id) ?? []);
}

/** Lets a line say something else from now on; whose it is stays. */
export async function rewriteActivity(
  db: Db,
  workspaceId: string,
  id: string,
  { at, kind, title, note, detail }: Pick<ActivityDraft, 'at' | 'kind' | 'title' | 'note' | 'detail'>,
): Promise<void> {
  await db
    .updateTable('activities')
    .set({ at, kind, title, note, detail: JSON.stringify(detail) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** The line that says a task is done, or its mail sent, by somebody's word of a moment; null: there is none. */
export async function findWordLine(
  db: Db,
  workspaceId: string,
  taskId: string,
  saidAt: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('activities')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('task_id', '=', taskId)
    .where('at', '=', new Date(saidAt))
    .where((eb) =>
      eb.or([
        eb('kind', '=', 'task.done'),
        eb.and([eb('kind', '=', 'mail.sent'), sql<boolean>`detail -> 'proof' ->> 'evidence' = 'person'`]),
      ]),
    )
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The line by which a message of a task has been noted as sent. */
export async function findSentLine(
  db: Db,
  workspaceId: string,
  taskId: string,
  { site, account, ids }: SendProof,
): Promise<string | null> {
  if (ids.message === undefined) return null;
  const row = await db
    .selectFrom('activities')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('task_id', '=', taskId)
    .where('kind', '=', 'mail.sent')
    .where(sql<boolean>`detail -> 'proof' ->> 'site' = ${site}`)
    .where(sql<boolean>`lower(detail -> 'proof' ->> 'account') = lower(${account})`)
    .where(sql<boolean>`detail -> 'proof' -> 'ids' ->> 'message' = ${ids.message}`)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The line by which a message has been written down for a person. */
export async function findLoggedMail(
  db: Db,
  workspaceId: string,
  personId: string,
  messageId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('activities')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('kind', '=', 'mail.logged')
    .where(sql<boolean>`detail -> 'ids' ->> 'message' = ${messageId}`)
    .executeTakeFirst();
  return row?.id ?? null;
}

function selectActivities(db: Db, workspaceId: string, ids: string[]) {
  return db
    .selectFrom('activities as a')
    .leftJoin('users as u', 'u.id', 'a.by_user_id')
    .leftJoin('tracked_links as l', (join) =>
      join.onRef('l.workspace_id', '=', 'a.workspace_id').onRef('l.activity_id', '=', 'a.id'),
    )
    .leftJoin('opening_images as i', (join) =>
      join.onRef('i.workspace_id', '=', 'a.workspace_id').onRef('i.activity_id', '=', 'a.id'),
    )
    .selectAll('a')
    .select(['u.name as by_name', (eb) => eb.fn.coalesce('l.clicks', 'i.opens').as('times')])
    .where('a.workspace_id', '=', workspaceId)
    .where((eb) => eb('a.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)));
}

type ActivityRow = Awaited<ReturnType<ReturnType<typeof selectActivities>['execute']>>[number];

function toActivity(row: ActivityRow): Activity {
  const direction = MailDirection.safeParse(row.detail?.direction);
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    personId: row.person_id,
    taskId: row.task_id,
    campaignId: row.campaign_id,
    byName: row.by_name,
    title: row.title,
    note: row.note,
    ...(row.times !== null && row.times > 1 && { count: row.times }),
    ...(direction.success && { direction: direction.data }),
  };
}
