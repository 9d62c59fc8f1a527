import { sql } from 'kysely';
import type { ContentItem, ContentType } from '../../../lib/contract/content.ts';
import type { Db, Tx } from '../open.ts';
import { campaignVisibleTo, visibleTo } from './visible.ts';

/** As it is stored: the address is made of its key. */
export type StoredContent = Omit<ContentItem, 'url' | 'mayChange'> & { key: string };

interface Asker {
  workspaceId: string;
  userId: string;
}

/** Files that a user may see, the newest first. @param id - only this one */
export async function listContent(
  db: Db,
  { workspaceId, userId }: Asker,
  id: string | null = null,
): Promise<StoredContent[]> {
  const { rows } = await sql<StoredContent>`
    select i.id, i.key, i.name, i.type, i.bytes, i.owner_id as "ownerId", u.name as "ownerName", i.shared,
      to_jsonb(i.team_ids) as "teamIds", to_char(i.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      as "createdAt", l.looks, l.people
    from content_items i left join users u on u.id = i.owner_id
    cross join lateral (
      select coalesce(sum(clicks), 0)::int as looks, (count(distinct person_id) filter (where clicks > 0))::int as people
      from tracked_links where workspace_id = i.workspace_id and content_id = i.id) l
    where i.workspace_id = ${workspaceId}::uuid and i.deleted_at is null
    and ${visibleTo('i', sql`${userId}::uuid`)} and (${id}::uuid is null or i.id = ${id}::uuid)
    order by i.created_at desc, i.id
  `.execute(db);
  return rows;
}

/** What a file holds; null when it is gone or the workspace has none of this id. */
export async function readContent(db: Db, workspaceId: string, id: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('content_items')
    .select('content')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row?.content ?? null;
}

/** What stands at an address. */
export interface ServedContent {
  name: string;
  type: ContentType;
  bytes: number;
  isDeleted: boolean;
}

export async function findServed(db: Db, workspaceId: string, key: string): Promise<ServedContent | null> {
  const row = await db
    .selectFrom('content_items')
    .select(['name', 'type', 'bytes', 'deleted_at'])
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row
    ? { name: row.name, type: row.type, bytes: row.bytes, isDeleted: row.deleted_at !== null }
    : null;
}

export async function readServed(
  db: Db,
  workspaceId: string,
  key: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await db
    .selectFrom('content_items')
    .select('content')
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? new Uint8Array(row.content) : null;
}

export interface ContentCount {
  items: number;
  bytes: number;
  /** Of those that are deleted and can still be brought back. */
  deletedBytes: number;
}

/** How many files a workspace has, and their bytes. */
export async function countContent(db: Db, workspaceId: string): Promise<ContentCount> {
  const { rows } = await sql<{ items: number; bytes: string; deletedBytes: string }>`
    select count(*) filter (where deleted_at is null)::int as items,
      coalesce(sum(bytes) filter (where deleted_at is null), 0)::text as bytes,
      coalesce(sum(octet_length(content)) filter (where deleted_at is not null), 0)::text as "deletedBytes"
    from content_items where workspace_id = ${workspaceId}::uuid`.execute(db);
  const { items = 0, bytes = 0, deletedBytes = 0 } = rows[0] ?? {};
  return { items, bytes: Number(bytes), deletedBytes: Number(deletedBytes) };
}

export interface NewContent {
  id: string;
  key: string;
  name: string;
  type: ContentType;
  content: Uint8Array;
}

/** Adds a file of the user's own; nothing when its id is taken. */
export async function insertContent(
  tx: Tx,
  { workspaceId, userId }: Asker,
  { id, key, name, type, content }: NewContent,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('content_items')
    .values({
      workspace_id: workspaceId,
      ...{ id, key, name, type, content },
      bytes: content.byteLength,
      owner_id: userId,
      created_at: now,
      deleted_at: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
}

/** Locks a file until the transaction ends. */
export async function lockContent(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await sql`
    select 1 from content_items where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for no key update
  `.execute(tx);
}

/** Says that a file is deleted, or with `null` that it is there. What it holds stays until it is emptied. */
export async function setDeleted(tx: Tx, workspaceId: string, id: string, at: Date | null): Promise<void> {
  await tx
    .updateTable('content_items')
    .set({ deleted_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** A file that was deleted at `since` or later and still holds what it held. */
export async function findDeleted(
  tx: Tx,
  workspaceId: string,
  id: string,
  since: Date,
): Promise<{ ownerId: string | null; bytes: number } | null> {
  const row = await tx
    .selectFrom('content_items')
    .select(['owner_id as ownerId', 'bytes'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', '>=', since)
    .where(sql<boolean>`octet_length(content) > 0`)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Takes away what files hold that were deleted before; their names stay for the history. One that somebody else empties
 * meanwhile is left to them.
 *
 * @param workspaceId - only its own; null: of all workspaces
 */
export async function emptyDeleted(db: Db, before: Date, workspaceId: string | null = null): Promise<void> {
  await sql`
    with emptied as (
      select workspace_id, id from content_items
      where deleted_at < ${before}::timestamptz and octet_length(content) > 0
      and (${workspaceId}::uuid is null or workspace_id = ${workspaceId}::uuid)
      for update skip locked)
    update content_items i set content = '', shared = false, team_ids = '{}'
    from emptied e where i.workspace_id = e.workspace_id and i.id = e.id`.execute(db);
}

interface Use {
  id: string;
  name: string;
  isSeen: boolean;
}

/** Templates whose text, in any language, holds a word; archived ones too. */
export async function listTemplatesWith(
  db: Db,
  { workspaceId, userId }: Asker,
  word: string,
): Promise<Use[]> {
  const { rows } = await sql<Use>`
    select t.id, t.name, ${visibleTo('t', sql`${userId}::uuid`)} as "isSeen" from templates t
    where t.workspace_id = ${workspaceId}::uuid
    and position(${word} in t.html || coalesce(t.plain_text, '') || t.variants::text) > 0
    order by lower(t.name), t.id`.execute(db);
  return rows;
}

/** Campaigns with an email step that holds a word. */
export async function listCampaignsWith(
  db: Db,
  { workspaceId, userId }: Asker,
  word: string,
): Promise<Use[]> {
  const { rows } = await sql<Use>`
    select c.id, c.name, ${campaignVisibleTo(userId)} as "isSeen" from campaigns c
    where c.workspace_id = ${workspaceId}::uuid and position(${word} in c.days::text) > 0
    order by lower(c.name), c.id`.execute(db);
  return rows;
}

/** Mails with a tracked link to a file. Those of a task are one, as it is written for one mail. */
export async function countMailsWith(db: Db, workspaceId: string, id: string): Promise<number> {
  const { rows } = await sql<{ mails: number }>`
    select count(distinct coalesce(task_id, key))::int as mails from tracked_links
    where workspace_id = ${workspaceId}::uuid and content_id = ${id}::uuid`.execute(db);
  return rows[0]?.mails ?? 0;
}
