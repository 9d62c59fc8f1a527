import type { ComposeSession } from '../contract/compose.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { TabMessageResponse } from '../contract/messages.ts';
import type { Task } from '../contract/task.ts';
import type { ToolTask, ToolView, ToolWindow } from '../contract/tools.ts';
import { dayBounds } from '../core/task/group.ts';
import { getMeta } from '../store/meta.ts';
import { findPeopleByEmail } from '../store/people.ts';
import { asSession, findSessionOfTask, saveSession } from '../store/sessions.ts';
import { listDueEmailTasks } from '../store/tasks.ts';
import { newSession } from './compose.ts';
import type { Deps } from './deps.ts';
import { tellSession } from './session-events.ts';

/** A window writes the task's email now, or may have sent it. */
const taken: ReadonlySet<ComposeSession['state']> = new Set([
  'opening',
  'writing',
  'sending',
  'unsure',
  'scheduled',
]);
/** What is on its way, or may be, is not taken back by letting go of it. */
const underWay: ReadonlySet<ComposeSession['state']> = new Set(['sending', 'sent', 'unsure', 'scheduled']);

/** The user's email tasks for an address that are due by the end of today and that no window writes yet, soonest first. */
export async function dueTasks(deps: Deps, email: string): Promise<ToolTask[]> {
  const { db } = deps.store;
  const me = await getMeta(db, 'me');
  const people = await findPeopleByEmail(db, email);
  if (!me || people.length === 0) return [];
  const { tomorrow } = dayBounds(deps.now(), me.user.timeZone);
  const due = await listDueEmailTasks(
    db,
    people.map(({ id }) => id),
    tomorrow,
  );
  const free = await Promise.all(
    due.map(async (task) => ({ task, last: await findSessionOfTask(db, task.id) })),
  );
  return free.filter(({ last }) => !last || !taken.has(last.state)).map(({ task }) => asToolTask(task));
}

/** The task whose email a window holds, and how far it has come. */
export async function linkedTask(deps: Deps, sessionId: string | null): Promise<ToolView['linked']> {
  const { db } = deps.store;
  const stored = sessionId ? await db.composeSessions.get(sessionId) : undefined;
  const task = stored && (await db.tasks.get(stored.taskId))?.task;
  return stored && task ? { session: asSession(stored), task: asToolTask(task) } : null;
}

interface LinkRequest {
  compose: string;
  taskId: string;
  tabId: number;
  window: ToolWindow;
}

/**
 * From now on the window writes the task's email, as if Start had opened it: its proven send completes the task.
 * Nothing is filled in.
 *
 * @returns NOT_PAIRED, NOT_FOUND, TASK_ALREADY_CLOSED, INVALID_INPUT, COMPOSE_CHANGED (it is not addressed to the
 *   task's person), TASK_BEING_WRITTEN, or what the content script refuses with
 */
export async function linkTask(deps: Deps, request: LinkRequest): Promise<Result<Record<string, never>>> {
  const checked = await check(deps, request);
  if (!checked.ok) return checked;
  const { task, accounts } = checked.value;
  const session = await deps.store.write(() => reserve(deps, task, request));
  if (!session) return fail('TASK_BEING_WRITTEN', deps.words.beingWritten());
  const answer = await askPage(deps, request, session.id, accounts);
  if (!answer.ok) {
    // It was never begun: nothing of it may stand in the task's history.
    await deps.store.write(() => deps.store.db.composeSessions.delete(session.id));
    return answer;
  }
  await deps.store.write(() => tellSession(deps, session.id, { type: 'opened', opened: answer.value }));
  return ok({});
}

async function check(
  deps: Deps,
  { taskId, window }: LinkRequest,
): Promise<Result<{ task: Task; accounts: string[] }>> {
  const { store, words, keys } = deps;
  const me = await getMeta(store.db, 'me');
  if (!me || !(await keys.pairing())) return fail('NOT_PAIRED', words.notPaired());
  const task = (await store.db.tasks.get(taskId))?.task;
  if (!task) return fail('NOT_FOUND', words.taskGone());
  if (task.status !== 'open') return fail('TASK_ALREADY_CLOSED', words.taskClosed(task.title));
  if (task.type !== 'email') return fail('INVALID_INPUT', words.notAnEmail());
  const person = await store.db.people.get(task.personId);
  const isTheirs = person?.email?.toLowerCase() === window.to[0]?.toLowerCase();
  if (!person?.email || !isTheirs) return fail('COMPOSE_CHANGED', words.notAddressed(task.personName));
  return ok({ task, accounts: me.mailboxes.length > 0 ? me.mailboxes : [me.user.email] });
}

/** The session, stored before the page is asked; null where another window has the task. Call inside `store.write`. */
async function reserve(
  deps: Deps,
  task: Task,
  { tabId, window }: LinkRequest,
): Promise<ComposeSession | null> {
  const { db } = deps.store;
  const last = await findSessionOfTask(db, task.id);
  const tab = await db.mailTabs.get(tabId);
  if (!tab || (last && taken.has(last.state))) return null;
  const session = newSession(deps, task, tab, window.to.slice(0, 1));
  await saveSession(db, session);
  return session;
}

function askPage(
  deps: Deps,
  { compose, tabId }: LinkRequest,
  sessionId: string,
  accounts: string[],
): Promise<TabMessageResponse<'tools.link'>> {
  return deps
    .askTab(tabId, 'tools.link', { compose, sessionId, accounts })
    .catch(() => fail('COMPOSE_NOT_FOUND', deps.words.pageSilent()));
}

/** The window is the person's own again, and the task as it was; refused once the message is on its way. */
export async function unlinkTask(
  deps: Deps,
  sessionId: string,
  tabId: number | null,
): Promise<Result<Record<string, never>>> {
  const { store, words } = deps;
  const isLate = await store.write(async () => {
    const session = await store.db.composeSessions.get(sessionId);
    if (session && underWay.has(session.state)) return true;
    await store.db.composeSessions.delete(sessionId);
    return false;
  });
  if (isLate) return fail('SEND_UNDER_WAY', words.underWay());
  // A page that does not answer has nothing left to follow it with.
  if (tabId !== null) await deps.askTab(tabId, 'tools.unlink', { sessionId }).catch(() => undefined);
  return ok({});
}

function asToolTask({ id, title, personName, campaignName, dayNumber, stepNumber, dueAt }: Task): ToolTask {
  return { id, title, personName, campaignName, dayNumber, stepNumber, dueAt };
}
