import { sql } from 'kysely';
import type { Tracking } from '../../../lib/contract/tracking.ts';
import type { AgentKind } from '../../../lib/core/tracking/agent-kind.ts';
import type { Db, Tx } from '../open.ts';

export async function getTracking(db: Db, workspaceId: string): Promise<Tracking> {
  return await db
    .selectFrom('workspaces')
    .select(['track_links as links', 'track_opens as opens'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
}

export async function saveTracking(db: Db, workspaceId: string, { links, opens }: Tracking): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ track_links: links, track_opens: opens })
    .where('id', '=', workspaceId)
    .execute();
}

/** @returns the keys of the opening images of tasks' mails, by task: the given ones, or those that they have already */
export async function keepOpeningImages(
  tx: Tx,
  workspaceId: string,
  images: readonly { taskId: string; key: string }[],
  now: Date,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ task_id: string; key: string }>`
    insert into opening_images as i (workspace_id, key, task_id, created_at)
    select ${workspaceId}::uuid, n.key, n.task_id, ${now}::timestamptz
    from unnest(${images.map(({ key }) => key)}::uuid[], ${images.map(({ taskId }) => taskId)}::uuid[])
      as n (key, task_id)
    on conflict (workspace_id, task_id) do update set task_id = i.task_id returning i.task_id, i.key`.execute(
    tx,
  );
  return new Map(rows.map(({ task_id, key }) => [task_id, key]));
}

/** @returns the key of the opening image of a task's mail: the given one, or the one that it has already */
export async function keepOpeningImage(
  tx: Tx,
  workspaceId: string,
  image: { taskId: string; key: string },
  now: Date,
): Promise<string> {
  const key = (await keepOpeningImages(tx, workspaceId, [image], now)).get(image.taskId);
  if (key === undefined) throw new Error(`expected the opening image of task ${image.taskId}`);
  return key;
}

/** The mail of an opening image. */
export interface OpenedMail {
  taskId: string;
  personId: string | null;
  campaignId: string | null;
  subject: string;
  /** When it was handed over, or is being; null: nobody knows. */
  sentAt: Date | null;
  archived: boolean;
  /** Line in the person's history; null before the first opening. */
  activityId: string | null;
}

/** The image stays locked until the transaction ends. */
export async function lockOpenedMail(tx: Tx, workspaceId: string, key: string): Promise<OpenedMail | null> {
  const { rows } = await sql<OpenedMail>`
    select i.task_id as "taskId", t.person_id as "personId", t.campaign_id as "campaignId",
      coalesce(s.content ->> 'subject', t.title) as subject, coalesce(s.settled_at, s.updated_at) as "sentAt",
      i.activity_id as "activityId",
      exists (select from mail_marks k where k.workspace_id = i.workspace_id and k.task_id = i.task_id
        and k.archived_at is not null) as archived
    from opening_images i
    join tasks t on t.workspace_id = i.workspace_id and t.id = i.task_id
    left join lateral (select * from sends x where x.workspace_id = i.workspace_id and x.task_id = i.task_id
      order by x.created_at desc, x.id limit 1) s on true
    where i.workspace_id = ${workspaceId} and i.key = ${key}
    for update of i`.execute(tx);
  return rows[0] ?? null;
}

export async function insertOpen(
  tx: Tx,
  workspaceId: string,
  open: { id: string; key: string; agent: AgentKind; tracked: boolean },
  now: Date,
): Promise<void> {
  const { id, key, agent, tracked } = open;
  await tx
    .insertInto('mail_opens')
    .values({ workspace_id: workspaceId, id, image_key: key, at: now, agent, tracked })
    .execute();
}

/** Counts an opening, and says in which line. */
export async function countOpen(
  tx: Tx,
  workspaceId: string,
  { key, activityId }: { key: string; activityId: string },
): Promise<void> {
  await tx
    .updateTable('opening_images')
    .set((eb) => ({ opens: eb('opens', '+', 1), activity_id: activityId }))
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
}
