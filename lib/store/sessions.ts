import type { ComposeSession } from '../contract/compose.ts';
import type { MailSite } from '../contract/task.ts';
import { draftIdOf } from '../core/compose/proof.ts';
import { isAsked } from '../core/compose/session.ts';
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

/** Tasks whose email stands in a compose window, or of which the person is asked whether it was sent. */
export async function findMails(db: LocalDatabase): Promise<ReadonlyMap<string, 'open' | 'asked'>> {
  const states = ['opening', 'writing', 'sending', 'unsure', 'scheduled'];
  const sessions = await db.composeSessions.where('state').anyOf(states).sortBy('startedAt');
  return new Map(sessions.map(({ taskId, state }) => [taskId, isAsked(state) ? 'asked' : 'open']));
}

/** Sessions that wait for something: a window, a request's answer, the person. */
export async function listWaiting(db: LocalDatabase): Promise<ComposeSession[]> {
  return (await db.composeSessions.where('state').anyOf('opening', 'sending').toArray()).map(asSession);
}

/** Sessions of a site that have changed since; what was pressed has. */
export async function listChangedSince(
  db: LocalDatabase,
  site: MailSite,
  since: string,
): Promise<ComposeSession[]> {
  const changed = await db.composeSessions.where('changedAt').aboveOrEqual(since).toArray();
  return changed.filter((session) => session.site === site).map(asSession);
}

/** Requests to send that nobody is known to have made, oldest first. */
export async function listUnmatched(
  db: LocalDatabase,
  site: MailSite,
  since: string,
): Promise<SeenRequest[]> {
  const seen = await db.requests.where('seenAt').aboveOrEqual(since).sortBy('seenAt');
  return seen.filter((request) => request.site === site && request.sessionId === null && isSend(request));
}

function isSend({ kind }: SeenRequest): boolean {
  return kind === 'send' || kind === 'schedule';
}

export async function listSessionsOfTab(db: LocalDatabase, tabId: number): Promise<ComposeSession[]> {
  return (await db.composeSessions.where('tabId').equals(tabId).toArray()).map(asSession);
}

/** Forgets what can no longer matter: final sessions and matched requests after their day. */
export async function forgetOld(db: LocalDatabase, before: string): Promise<void> {
  await db.composeSessions
    .where('changedAt')
    .below(before)
    .and(({ state }) => !isAsked(state))
    .delete();
  await db.requests.where('seenAt').below(before).delete();
  await db.replies.where('seenAt').below(before).delete();
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

/** Numbers of requests and tabs begin anew with the browser; so does what was looked up for them. */
export async function forgetBrowserSession(db: LocalDatabase): Promise<void> {
  await db.requests.clear();
  await db.mailTabs.clear();
  await db.threads.clear();
  await db.lookups.clear();
}

export async function findRequests(db: LocalDatabase, requestId: string): Promise<SeenRequest[]> {
  return db.requests.where('requestId').equals(requestId).toArray();
}
