import { type Selectable, sql } from 'kysely';
import type { PracticeFolder, PracticeThreadAction } from '../../../lib/contract/practice.ts';
import type { Recipient } from '../../../lib/contract/primitives.ts';
import type { Db } from '../open.ts';
import type { PracticeMessagesTable } from '../tables/practice.ts';
import type { PracticeOwner } from './practice-drafts.ts';

export type PracticeMessageRow = Selectable<PracticeMessagesTable>;

export interface NewPracticeMessage {
  id: string;
  folder: PracticeFolder;
  threadId: string;
  messageId: string;
  from: Recipient;
  to: Recipient[];
  cc: Recipient[];
  bcc: Recipient[];
  subject: string;
  html: string;
  text: string;
  at: Date;
  read: boolean;
  draftId: string | null;
}

/** Puts a message into a mailbox; one that came from a draft is put there once. */
export async function addPracticeMessage(
  db: Db,
  owner: PracticeOwner,
  message: NewPracticeMessage,
): Promise<void> {
  await db
    .insertInto('practice_messages')
    .values({
      workspace_id: owner.workspaceId,
      user_id: owner.userId,
      id: message.id,
      folder: message.folder,
      thread_id: message.threadId,
      message_id: message.messageId,
      sender: JSON.stringify(message.from),
      recipients_to: JSON.stringify(message.to),
      recipients_cc: JSON.stringify(message.cc),
      recipients_bcc: JSON.stringify(message.bcc),
      subject: message.subject,
      html: message.html,
      body_text: message.text,
      at: message.at,
      read: message.read,
      draft_id: message.draftId,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'draft_id']).doNothing())
    .execute();
}

export function findSentPracticeMessage(
  db: Db,
  owner: PracticeOwner,
  draftId: string,
): Promise<PracticeMessageRow | undefined> {
  return own(db, owner).where('draft_id', '=', draftId).executeTakeFirst();
}

export function findPracticeMessage(
  db: Db,
  owner: PracticeOwner,
  id: string,
): Promise<PracticeMessageRow | undefined> {
  return own(db, owner).where('id', '=', id).executeTakeFirst();
}

/** The thread that holds one of these Message-IDs in this person's mailbox. */
export async function findPracticeThreadId(
  db: Db,
  owner: PracticeOwner,
  messageIds: readonly string[],
): Promise<string | null> {
  if (messageIds.length === 0) return null;
  const row = await own(db, owner)
    .where('message_id', 'in', messageIds)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.thread_id ?? null;
}

/** Messages of a thread that are not deleted, oldest first. */
export function listPracticeThread(
  db: Db,
  owner: PracticeOwner,
  threadId: string,
): Promise<PracticeMessageRow[]> {
  return own(db, owner)
    .where('thread_id', '=', threadId)
    .where('deleted_at', 'is', null)
    .orderBy('at')
    .limit(500)
    .execute();
}

function own(db: Db, owner: PracticeOwner) {
  return db
    .selectFrom('practice_messages')
    .selectAll()
    .where('workspace_id', '=', owner.workspaceId)
    .where('user_id', '=', owner.userId);
}

export interface PracticeThreadRecord {
  thread_id: string;
  sender: Recipient;
  recipients_to: Recipient[];
  recipients_cc: Recipient[];
  recipients_bcc: Recipient[];
  subject: string;
  snippet: string;
  at: Date;
  unread: boolean;
  count: number;
  total: number;
}

/**
 * Threads with a message in `folder`, by that message, newest first. A search looks into both the archive and the
 * inbox: who searches wants the mail, wherever it lies.
 * @param page.search - words to be found in subject, text or addresses; empty for all
 */
export async function listPracticeThreads(
  db: Db,
  owner: PracticeOwner,
  folder: PracticeFolder,
  page: { search: string; limit: number; offset: number },
): Promise<PracticeThreadRecord[]> {
  const pattern = `%${page.search.replace(/[\\%_]/g, '\\$&')}%`;
  const found = await sql<PracticeThreadRecord>`
    with mine as (
      select * from practice_messages
      where workspace_id = ${owner.workspaceId} and user_id = ${owner.userId} and deleted_at is null
    ), newest as (
      select distinct on (thread_id) *
      from mine
      where folder = ${folder}
        and (${page.search} <> '' or archived_at is null)
        and (${page.search} = '' or subject ilike ${pattern} or body_text ilike ${pattern}
             or (sender::text || recipients_to::text || recipients_cc::text || recipients_bcc::text) ilike ${pattern})
      order by thread_id, at desc
    )
    select newest.thread_id, sender, recipients_to, recipients_cc, recipients_bcc, subject,
      left(regexp_replace(body_text, '[[:space:]]+', ' ', 'g'), 200) as snippet, at,
      exists (select 1 from mine where mine.thread_id = newest.thread_id and not mine.read) as unread,
      (select count(*)::int from mine where mine.thread_id = newest.thread_id) as count,
      (count(*) over ())::int as total
    from newest
    order by at desc, newest.thread_id
    limit ${page.limit} offset ${page.offset}
  `.execute(db);
  return found.rows;
}

/** Threads in the inbox that hold something unread. */
export async function countUnreadPracticeThreads(db: Db, owner: PracticeOwner): Promise<number> {
  const row = await db
    .selectFrom('practice_messages')
    .select((q) => q.fn.count('thread_id').distinct().as('count'))
    .where('workspace_id', '=', owner.workspaceId)
    .where('user_id', '=', owner.userId)
    .where('folder', '=', 'inbox')
    .where('read', '=', false)
    .where('archived_at', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Archives, deletes, restores or marks a thread; false when this person has no such thread. */
export async function changePracticeThread(
  db: Db,
  owner: PracticeOwner,
  threadId: string,
  action: PracticeThreadAction,
  now: Date,
): Promise<boolean> {
  const changed = await db
    .updateTable('practice_messages')
    .set(changeOf(action, now))
    .where('workspace_id', '=', owner.workspaceId)
    .where('user_id', '=', owner.userId)
    .where('thread_id', '=', threadId)
    .returning('id')
    .execute();
  return changed.length > 0;
}

function changeOf(action: PracticeThreadAction, now: Date) {
  switch (action) {
    case 'archive':
      return { archived_at: now };
    case 'delete':
      return { deleted_at: now };
    case 'restore':
      return { archived_at: null, deleted_at: null };
    case 'read':
      return { read: true };
    case 'unread':
      return { read: false };
  }
}
