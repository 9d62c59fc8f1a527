import type { Me } from '../contract/account.ts';
import type { ComposeSession } from '../contract/compose.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { RenderedEmail, TabMessageResponse } from '../contract/messages.ts';
import type { Task } from '../contract/task.ts';
import { renderEmail } from '../core/template/email.ts';
import { MessagingError } from '../messaging/wire.ts';
import type { MailTab } from '../store/db.ts';
import { getMeta } from '../store/meta.ts';
import { findSessionOfTask, saveSession } from '../store/sessions.ts';
import { type Deps, stamp } from './deps.ts';
import { findMailTab, forgetTab } from './mail-tabs.ts';
import { lookAgain, tellSession } from './session-events.ts';
import { clearPendingStart, findPendingStart } from './work-through.ts';

interface Prepared {
  task: Task;
  me: Me;
  email: RenderedEmail;
  tab: MailTab;
}

/**
 * Opens the mail client's compose window for an email task and fills it. The session is stored before the tab is
 * asked, so that whatever the window tells later finds it, even if this worker does not live to hear the answer.
 *
 * Asked again while a window is open or its outcome unknown, it answers with that session instead of a second window.
 *
 * @param callersTabId - tab the asking page sits in; null for the popup
 * @returns NOT_PAIRED, NOT_FOUND, TASK_ALREADY_CLOSED, INVALID_INPUT, PERSON_NOT_REACHABLE, NO_MAIL_TAB,
 *   PERMISSION_MISSING or what the content script refuses with
 */
export async function startCompose(
  deps: Deps,
  taskId: string,
  callersTabId: number | null,
): Promise<Result<ComposeSession>> {
  const prepared = await prepare(deps, taskId, callersTabId);
  if (!prepared.ok) {
    await deps.store.write(() => clearPendingStart(deps, taskId, callersTabId));
    return prepared;
  }
  const { tab } = prepared.value;
  if (tab.tabId !== callersTabId) await deps.browser.showTab(tab.tabId);
  const session = await deps.store.write(() => takeSession(deps, prepared.value));
  // Its outcome is still open: a second window could send a second letter.
  if (session.state === 'sending' || session.state === 'unsure') return ok(session);
  lookAgain(deps, session);
  return fillWindow(deps, session, prepared.value);
}

async function prepare(deps: Deps, taskId: string, callersTabId: number | null): Promise<Result<Prepared>> {
  const { store, words, keys, browser } = deps;
  const me = await getMeta(store.db, 'me');
  if (!me || !(await keys.pairing())) return fail('NOT_PAIRED', words.notPaired());
  const task = (await store.db.tasks.get(taskId))?.task;
  if (!task) return fail('NOT_FOUND', words.taskGone());
  if (task.status !== 'open') return fail('TASK_ALREADY_CLOSED', words.taskClosed(task.title));
  if (!task.email) return fail('INVALID_INPUT', words.notAnEmail());
  const email = renderEmail(task.email, (await store.db.people.get(task.personId)) ?? null, me);
  if (!email.ok) return email;
  const tab = await findMailTab(deps, callersTabId);
  if (tab) return ok({ task, me, email: email.value, tab });
  const missing = await browser.missingPermissions();
  return missing.length > 0
    ? fail('PERMISSION_MISSING', words.noMailTab())
    : fail('NO_MAIL_TAB', words.noMailTab());
}

/** The session to go on with: the one under way in this tab, or a new one. Call inside `store.write`. */
async function takeSession(deps: Deps, { task, tab }: Prepared): Promise<ComposeSession> {
  const { db } = deps.store;
  await clearPendingStart(deps, task.id, tab.tabId);
  const last = await findSessionOfTask(db, task.id);
  if (last?.state === 'sending' || last?.state === 'unsure') return last;
  const underWay = last?.state === 'opening' || last?.state === 'writing';
  if (underWay && last.tabId === tab.tabId) return last;
  if (last && underWay) await tellSession(deps, last.id, { type: 'tab.closed' });
  const at = stamp(deps);
  const session: ComposeSession = {
    id: deps.newId(),
    taskId: task.id,
    site: tab.site,
    tabId: tab.tabId,
    account: tab.account.includes('@') ? tab.account : null,
    state: 'opening',
    ids: {},
    report: null,
    problem: null,
    recipients: null,
    subject: null,
    requestId: null,
    actionId: null,
    startedAt: at,
    changedAt: at,
  };
  await saveSession(db, session);
  return session;
}

async function fillWindow(
  deps: Deps,
  session: ComposeSession,
  { me, email, tab }: Prepared,
): Promise<Result<ComposeSession>> {
  const accounts = me.mailboxes.length > 0 ? me.mailboxes : [me.user.email];
  const { missing: _, ...prefill } = email;
  let answer: TabMessageResponse<'compose.fill'>;
  try {
    answer = await deps.askTab(tab.tabId, 'compose.fill', { sessionId: session.id, accounts, prefill });
  } catch (error) {
    return pageSilent(deps, session, error);
  }
  if (!answer.ok) {
    const { code, message } = answer;
    await deps.store.write(() => tellSession(deps, session.id, { type: 'refused', code, message }));
    return fail(code, message);
  }
  const opened = await deps.store.write(() =>
    tellSession(deps, session.id, { type: 'opened', opened: answer.value }),
  );
  return ok(opened ?? session);
}

/** Nobody answers in the tab: it has left the mail page, or its script belongs to an extension that was replaced. */
async function pageSilent(
  deps: Deps,
  session: ComposeSession,
  error: unknown,
): Promise<Result<ComposeSession>> {
  const message = deps.words.pageSilent();
  const refused = { type: 'refused', code: 'COMPOSE_NOT_FOUND', message } as const;
  await deps.store.write(() => tellSession(deps, session.id, refused));
  // A page that is loaded again registers again.
  if (error instanceof MessagingError && error.kind === 'unanswered') await forgetTab(deps, session.tabId);
  return fail('COMPOSE_NOT_FOUND', message);
}

/** Opens the window of the round's next email, if one is due; again after each start of the worker. */
export async function startPending(deps: Deps): Promise<void> {
  const pending = await findPendingStart(deps);
  if (pending) await startCompose(deps, pending.taskId, pending.tabId);
}
