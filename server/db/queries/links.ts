import { sql } from 'kysely';
import { contentWord } from '../../../lib/core/links/content-links.ts';
import type { AgentKind } from '../../../lib/core/tracking/agent-kind.ts';
import { parseLinkKey } from '../../links/public-key.ts';
import type { Db, Tx } from '../open.ts';

/** Links of one mail: what they are about, and where each leads. */
export interface LinkDrafts {
  personId: string | null;
  taskId: string | null;
  createdBy: string;
  links: { key: string; url: string }[];
}

export async function insertLinks(db: Db, workspaceId: string, drafts: LinkDrafts, now: Date): Promise<void> {
  await insertLinksOfMails(db, workspaceId, [drafts], now);
}

/** Those of many mails in one statement. */
export async function insertLinksOfMails(
  db: Db,
  workspaceId: string,
  mails: readonly LinkDrafts[],
  now: Date,
): Promise<void> {
  const rows = mails.flatMap(({ links, ...about }) =>
    links.map((link) => ({ ...about, ...link, contentKey: contentKeyOf(workspaceId, link.url) })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into tracked_links (workspace_id, key, url, person_id, task_id, created_by, created_at, content_id)
    select ${workspaceId}::uuid, r.key, r.url, r."personId", r."taskId", r."createdBy", ${now}::timestamptz, i.id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (key uuid, url text, "personId" uuid, "taskId" uuid, "createdBy" uuid, "contentKey" uuid)
    left join content_items i on i.workspace_id = ${workspaceId}::uuid and i.key = r."contentKey"`.execute(
    db,
  );
}

/** The file of this workspace that an address leads to. */
function contentKeyOf(workspaceId: string, url: string): string | null {
  const word = contentWord(url);
  const found = word === null ? null : parseLinkKey(word);
  return found?.workspaceId === workspaceId ? found.key : null;
}

/** Keys of the tracked links that mails of tasks have had already: by task, then by target. */
export async function findTaskLinks(
  db: Db,
  workspaceId: string,
  taskIds: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ task_id: string; url: string; key: string }>`
    select task_id, url, key from tracked_links
    where workspace_id = ${workspaceId} and task_id = any(${taskIds}::uuid[])
    order by created_at desc, key`.execute(db);
  const found = new Map<string, Map<string, string>>();
  for (const { task_id, url, key } of rows)
    found.set(task_id, (found.get(task_id) ?? new Map<string, string>()).set(url, key));
  return found;
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
  /** Of the file that it leads to. */
  contentName: string | null;
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
    .returning((eb) =>
      eb
        .selectFrom('content_items as i')
        .select('i.name')
        .whereRef('i.workspace_id', '=', 'l.workspace_id')
        .whereRef('i.id', '=', 'l.content_id')
        .as('content_name'),
    )
    .executeTakeFirst();
  if (!row) return null;
  return {
    url: row.url,
    contentName: row.content_name,
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
