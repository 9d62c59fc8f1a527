import type { Selectable } from 'kysely';
import type { PracticeDraftContent } from '../../../lib/contract/practice.ts';
import type { Db } from '../open.ts';
import type { PracticeDraftsTable } from '../tables/practice.ts';

export type PracticeDraftRow = Selectable<PracticeDraftsTable>;

/** Whose drafts: every query of the practice mailbox is about one person in one workspace. */
export interface PracticeOwner {
  workspaceId: string;
  userId: string;
}

/**
 * Saves an open draft, making it when it is new.
 * @returns false when a draft of that id exists but is not this person's, or is no longer open
 */
export async function savePracticeDraft(
  db: Db,
  owner: PracticeOwner,
  id: string,
  content: PracticeDraftContent,
  now: Date,
): Promise<boolean> {
  const values = { ...columnsOf(content), updated_at: now };
  const saved = await db
    .insertInto('practice_drafts')
    .values({ workspace_id: owner.workspaceId, user_id: owner.userId, id, state: 'open', ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'id'])
        .doUpdateSet(values)
        .where('practice_drafts.user_id', '=', owner.userId)
        .where('practice_drafts.state', '=', 'open'),
    )
    .returning('id')
    .executeTakeFirst();
  return saved !== undefined;
}

function columnsOf(content: PracticeDraftContent) {
  return {
    recipients_to: JSON.stringify(content.to),
    recipients_cc: JSON.stringify(content.cc),
    recipients_bcc: JSON.stringify(content.bcc),
    subject: content.subject,
    html: content.html,
    thread_id: content.threadId,
    in_reply_to: content.inReplyTo,
  };
}

export function listPracticeDrafts(db: Db, owner: PracticeOwner): Promise<PracticeDraftRow[]> {
  return db
    .selectFrom('practice_drafts')
    .selectAll()
    .where('workspace_id', '=', owner.workspaceId)
    .where('user_id', '=', owner.userId)
    .where('state', '=', 'open')
    .orderBy('updated_at', 'desc')
    .limit(200)
    .execute();
}

export async function countPracticeDrafts(db: Db, owner: PracticeOwner): Promise<number> {
  const row = await db
    .selectFrom('practice_drafts')
    .select((q) => q.fn.countAll().as('count'))
    .where('workspace_id', '=', owner.workspaceId)
    .where('user_id', '=', owner.userId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export function findPracticeDraft(
  db: Db,
  owner: PracticeOwner,
  id: string,
): Promise<PracticeDraftRow | undefined> {
  return db
    .selectFrom('practice_drafts')
    .selectAll()
    .where('workspace_id', '=', owner.workspaceId)
    .where('user_id', '=', owner.userId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Moves a draft from one state to another; false when it was not in the first. */
export async function movePracticeDraft(
  db: Db,
  owner: PracticeOwner,
  id: string,
  from: PracticeDraftRow['state'],
  to: PracticeDraftRow['state'],
  now: Date,
): Promise<boolean> {
  const moved = await db
    .updateTable('practice_drafts')
    .set({ state: to, updated_at: now, handing_over_at: to === 'handing_over' ? now : null })
    .where('workspace_id', '=', owner.workspaceId)
    .where('user_id', '=', owner.userId)
    .where('id', '=', id)
    .where('state', '=', from)
    .returning('id')
    .executeTakeFirst();
  return moved !== undefined;
}

/** Takes over the drafts of a sender that has not answered since `before`; each goes to one caller. */
export function takeOverPracticeDrafts(
  db: Db,
  owner: PracticeOwner,
  before: Date,
  now: Date,
): Promise<PracticeDraftRow[]> {
  return db
    .updateTable('practice_drafts')
    .set({ handing_over_at: now })
    .where('workspace_id', '=', owner.workspaceId)
    .where('user_id', '=', owner.userId)
    .where('state', '=', 'handing_over')
    .where('handing_over_at', '<', before)
    .returningAll()
    .execute();
}
