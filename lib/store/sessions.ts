import type { ComposeSession } from '../contract/compose.ts';
import { draftIdOf } from '../core/compose/proof.ts';
import type { LocalDatabase, SeenRequest, StoredSession } from './db.ts';

export async function saveSession(db: LocalDatabase, session: ComposeSession): Promise<void> {
  const draft = draftIdOf(session.ids);
  await db.composeSessions.put(draft ? { ...session, draft } : session);
}

export function asSession({ draft: _, ...session }: StoredSession): ComposeSession {
  return session;
}

/** The newest session of a task; earlier ones are history. */
export async function findSessionOfTask(db: LocalDatabase, taskId: string): Promise<ComposeSession | null> {
  const sessions = await db.composeSessions.where('taskId').equals(taskId).sortBy('startedAt');
  const newest = sessions.at(-1);
  return newest ? asSession(newest) : null;
}

/** The newest session that writes this draft; drafts are never told apart by anything but their id. */
export async function findSessionOfDraft(db: LocalDatabase, draft: string): Promise<ComposeSession | null> {
  const sessions = await db.composeSessions.where('draft').equals(draft).sortBy('startedAt');
  const newest = sessions.at(-1);
  return newest ? asSession(newest) : null;
}

/** Sessions that wait for something: a window, a request's answer, the person. */
export async function listWaiting(db: LocalDatabase): Promise<ComposeSession[]> {
  return (await db.composeSessions.where('state').anyOf('opening', 'sending').toArray()).map(asSession);
}

export async function listSessionsOfTab(db: LocalDatabase, tabId: number): Promise<ComposeSession[]> {
  return (await db.composeSessions.where('tabId').equals(tabId).toArray()).map(asSession);
}

/** Forgets what can no longer matter: final sessions and matched requests after their day. */
export async function forgetOld(db: LocalDatabase, before: string): Promise<void> {
  await db.composeSessions
    .where('changedAt')
    .below(before)
    .and(({ state }) => state !== 'unsure')
    .delete();
  await db.requests.where('seenAt').below(before).delete();
  const old = await db.notices.where('at').below(before).primaryKeys();
  await db.notices.bulkDelete(old);
}

/**
 * Forgets closed tasks and old history: the server sends no word of rows that merely age. Rows with an action that
 * waits stay.
 */
export async function forgetAged(
  db: LocalDatabase,
  closedBefore: string,
  activitiesBefore: string,
): Promise<void> {
  await db.tasks.filter(({ task, base }) => !base && (task.closedAt ?? '\uffff') < closedBefore).delete();
  await db.activities.filter(({ at }) => at < activitiesBefore).delete();
}

/** Numbers of requests and tabs begin anew with the browser. */
export async function forgetBrowserSession(db: LocalDatabase): Promise<void> {
  await db.requests.clear();
  await db.mailTabs.clear();
}

export async function findRequests(db: LocalDatabase, requestId: string): Promise<SeenRequest[]> {
  return db.requests.where('requestId').equals(requestId).toArray();
}
