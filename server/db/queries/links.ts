import type { AgentKind } from '../../../lib/core/tracking/agent-kind.ts';
import type { Db, Tx } from '../open.ts';

/** Links of one mail: what they are about, and where each leads. */
export interface LinkDrafts {
  personId: string | null;
  taskId: string | null;
  createdBy: string;
  links: { key: string; url: string }[];
}

export async function insertLinks(db: Db, workspaceId: string, drafts: LinkDrafts, now: Date): Promise<void> {
  await db
    .insertInto('tracked_links')
    .values(
      drafts.links.map(({ key, url }) => ({
        workspace_id: workspaceId,
        key,
        url,
        person_id: drafts.personId,
        task_id: drafts.taskId,
        created_by: drafts.createdBy,
        activity_id: null,
        created_at: now,
      })),
    )
    .execute();
}

/** Keys of the tracked links that a task's mail has had already, by target. */
export async function findTaskLinks(
  db: Db,
  workspaceId: string,
  taskId: string,
  urls: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('tracked_links')
    .select(['url', 'key'])
    .where('workspace_id', '=', workspaceId)
    .where('task_id', '=', taskId)
    .where('url', 'in', [...urls])
    .orderBy('created_at', 'desc')
    .orderBy('key')
    .execute();
  return new Map(rows.map(({ url, key }) => [url, key]));
}

/** Has anybody in the workspace ever made a tracked link. */
export async function hasLinks(db: Db, workspaceId: string): Promise<boolean> {
  const row = await db
    .selectFrom('tracked_links')
    .select('key')
    .where('workspace_id', '=', workspaceId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Where a link leads. */
export async function findLinkTarget(db: Db, workspaceId: string, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('tracked_links')
    .select('url')
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.url ?? null;
}

export async function insertClick(
  tx: Tx,
  workspaceId: string,
  click: { id: string; key: string; agent: AgentKind; tracked: boolean },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('link_clicks')
    .values({
      workspace_id: workspaceId,
      id: click.id,
      link_key: click.key,
      at: now,
      agent: click.agent,
      tracked: click.tracked,
    })
    .execute();
}

export interface CountedLink {
  url: string;
  personId: string | null;
  taskId: string | null;
  campaignId: string | null;
  /** Line in the person's history; null before the first click. */
  activityId: string | null;
}

/** Counts a click; the link stays locked until the transaction ends. */
export async function countClick(tx: Tx, workspaceId: string, key: string): Promise<CountedLink | null> {
  const row = await tx
    .updateTable('tracked_links as l')
    .set((eb) => ({ clicks: eb('l.clicks', '+', 1) }))
    .where('l.workspace_id', '=', workspaceId)
    .where('l.key', '=', key)
    .returning(['l.url', 'l.person_id', 'l.task_id', 'l.activity_id'])
    .returning((eb) =>
      eb
        .selectFrom('tasks as t')
        .select('t.campaign_id')
        .whereRef('t.workspace_id', '=', 'l.workspace_id')
        .whereRef('t.id', '=', 'l.task_id')
        .as('campaign_id'),
    )
    .executeTakeFirst();
  if (!row) return null;
  return {
    url: row.url,
    personId: row.person_id,
    taskId: row.task_id,
    campaignId: row.campaign_id,
    activityId: row.activity_id,
  };
}

export async function setLinkActivity(
  tx: Tx,
  workspaceId: string,
  key: string,
  activityId: string,
): Promise<void> {
  await tx
    .updateTable('tracked_links')
    .set({ activity_id: activityId })
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
}
