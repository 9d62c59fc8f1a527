import type { Me } from '../contract/account.ts';
import type { ComposeSession } from '../contract/compose.ts';
import { type Failure, fail, ok, type Result } from '../contract/errors.ts';
import type { RenderedEmail, TabMessageRequest, TabMessageResponse } from '../contract/messages.ts';
import type { Task } from '../contract/task.ts';
import { isAsked } from '../core/compose/session.ts';
import { renderEmail } from '../core/template/email.ts';
import { MessagingError } from '../messaging/wire.ts';
import type { MailTab } from '../store/db.ts';
import { getMeta } from '../store/meta.ts';
import { findSessionOfTask, listSessionsOfTab, saveSession } from '../store/sessions.ts';
import { type Deps, printingOf, stamp } from './deps.ts';
import { findMailTab, forgetTab } from './mail-tabs.ts';
import { lookAgain, tellSession } from './session-events.ts';
import { trackLinks, wantsTracked } from './tracked-links.ts';
import { clearPendingStart, findPendingStart } from './work-through.ts';

/** An email ready to be written in a window. */
interface Letter {
  task: Task;
  me: Me;
  email: RenderedEmail;
  /** The user has links tracked. */
  tracked: boolean;
}
interface Prepared extends Letter {
  tab: MailTab;
}

/**
 * Opens the mail client's compose window for an email task and fills it. The session is stored before the tab is
 * asked, so that whatever the window tells later finds it, even if this worker does not live to hear the answer.
 *
 * Where the page brings no window, its own address for one is opened in a tab; the session is then answered as
 * `opening`, and filled once that tab says hello.
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
  const shown = await showWindowElsewhere(deps, prepared.value);
  if (shown) return shown;
  if (tab.tabId !== callersTabId) await deps.browser.showTab(tab.tabId);
  const session = await deps.store.write(() => takeSession(deps, prepared.value));
  // Its outcome is still open: a second window could send a second letter.
  if (mayHaveGone(session)) return ok(session);
  lookAgain(deps, session, followUp);
  const filled = await fillWindow(deps, session, prepared.value, tab.tabId);
  if (!filled) return refuse(deps, session, silence(deps));
  if (filled.ok) return filled;
  const opened = filled.code === 'COMPOSE_NOT_FOUND' && (await openByAddress(deps, session, prepared.value));
  return opened ? ok(opened) : refuse(deps, session, filled);
}

/**
 * A tab has said hello: if a task waits for the window in it, it is filled there. The address of a window may also end
 * in the mailbox, where the page's own means bring one.
 */
export async function fillInTab(deps: Deps, tabId: number): Promise<void> {
  const sessions = await listSessionsOfTab(deps.store.db, tabId);
  const session = sessions.find(({ state, openerTabId }) => state === 'opening' && openerTabId !== undefined);
  if (!session) return;
  const letter = await prepareLetter(deps, session.taskId);
  const filled = letter.ok ? await fillWindow(deps, session, letter.value, tabId) : letter;
  if (!filled?.ok) await refuse(deps, session, filled ?? silence(deps));
}

async function prepare(deps: Deps, taskId: string, callersTabId: number | null): Promise<Result<Prepared>> {
  const { words, browser } = deps;
  const letter = await prepareLetter(deps, taskId);
  if (!letter.ok) return letter;
  const tab = await findMailTab(deps, callersTabId);
  if (tab) return ok({ ...letter.value, tab });
  const missing = await browser.missingPermissions();
  return missing.length > 0
    ? fail('PERMISSION_MISSING', words.noMailTab())
    : fail('NO_MAIL_TAB', words.noMailTab());
}

async function prepareLetter(deps: Deps, taskId: string): Promise<Result<Letter>> {
  const { store, words, keys } = deps;
  const me = await getMeta(store.db, 'me');
  if (!me || !(await keys.pairing())) return fail('NOT_PAIRED', words.notPaired());
  const task = (await store.db.tasks.get(taskId))?.task;
  if (!task) return fail('NOT_FOUND', words.taskGone());
  if (task.status !== 'open') return fail('TASK_ALREADY_CLOSED', words.taskClosed(task.title));
  if (!task.email) return fail('INVALID_INPUT', words.notAnEmail());
  const [person, tracked] = await Promise.all([store.db.people.get(task.personId), wantsTracked(deps, me)]);
  const email = renderEmail(task.email, person ?? null, me, printingOf(deps, task));
  return email.ok ? ok({ task, me, email: email.value, tracked }) : email;
}

/** The task's window, when it stands in another tab: brought to the front, for a second one could send a second letter. */
async function showWindowElsewhere(deps: Deps, letter: Prepared): Promise<Result<ComposeSession> | null> {
  const session = await findSessionOfTask(deps.store.db, letter.task.id);
  if (!session || !isUnderWay(session) || session.tabId === letter.tab.tabId) return null;
  if (!(await standsInTab(deps, session))) return null;
  await deps.browser.showTab(session.tabId);
  // Not loaded yet: it is filled when it says hello.
  return session.state === 'opening' ? ok(session) : fillWindow(deps, session, letter, session.tabId);
}

/** A mail page says whether the window is still there; a window that is a tab of its own goes with its tab. */
async function standsInTab({ store, browser, askTab }: Deps, session: ComposeSession): Promise<boolean> {
  const { id, tabId, state } = session;
  if (!(await browser.tabExists(tabId))) return false;
  if (state === 'opening' || !(await store.db.mailTabs.get(tabId))) return true;
  const answer = await askTab(tabId, 'compose.isOpen', { sessionId: id }).catch(() => null);
  return answer?.open === true;
}

/** The session to go on with: the one under way in this tab, or a new one. Call inside `store.write`. */
async function takeSession(deps: Deps, { task, tab, email }: Prepared): Promise<ComposeSession> {
  const { db } = deps.store;
  await clearPendingStart(deps, task.id, tab.tabId);
  const last = await findSessionOfTask(db, task.id);
  if (last && mayHaveGone(last)) return last;
  if (last && isUnderWay(last) && last.tabId === tab.tabId) return last;
  if (last && isUnderWay(last)) await tellSession(deps, last.id, { type: 'tab.closed' });
  const addressees = email.to.map((one) => one.email);
  const session = newSession(deps, task, tab, addressees);
  await saveSession(db, session);
  return session;
}

/** A session of a task that nothing has come of yet. */
export function newSession(deps: Deps, task: Task, tab: MailTab, addressees: string[]): ComposeSession {
  const at = stamp(deps);
  return {
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
    addressees,
    requestId: null,
    actionId: null,
    startedAt: at,
    changedAt: at,
  };
}

/** Its outcome is still open. */
function mayHaveGone({ state }: ComposeSession): boolean {
  return state === 'sending' || isAsked(state);
}

function isUnderWay({ state }: ComposeSession): boolean {
  return state === 'opening' || state === 'writing';
}

/** What a tab is asked: the letter, and the accounts it may leave from. */
function asked({ me, email }: Letter): Pick<TabMessageRequest<'compose.fill'>, 'accounts' | 'prefill'> {
  const { missing: _, prompts: __, ...prefill } = email;
  return { accounts: me.mailboxes.length > 0 ? me.mailboxes : [me.user.email], prefill };
}

/** @returns null when nobody answers in the tab: it has left the mail page, or its script is of an older extension */
async function fillWindow(
  deps: Deps,
  session: ComposeSession,
  letter: Letter,
  tabId: number,
): Promise<Result<ComposeSession> | null> {
  const { tracked } = letter;
  const email = tracked ? await trackLetter(deps, session, letter) : letter.email;
  let answer: TabMessageResponse<'compose.fill'>;
  try {
    const openedAs = session.openerTabId === undefined ? null : session.account;
    const request = { sessionId: session.id, ...asked({ ...letter, email }), tracked, openedAs };
    answer = await deps.askTab(tabId, 'compose.fill', request);
  } catch (error) {
    // A page that is loaded again registers again.
    if (error instanceof MessagingError && error.kind === 'unanswered') await forgetTab(deps, tabId);
    return null;
  }
  if (!answer.ok) return answer;
  const opened = await deps.store.write(() =>
    tellSession(deps, session.id, { type: 'opened', opened: answer.value }),
  );
  return ok(opened ?? session);
}

/** The letter with tracked links, and what became of them with the session; as it was where the server is away. */
async function trackLetter(
  deps: Deps,
  session: ComposeSession,
  { task, email }: Letter,
): Promise<RenderedEmail> {
  const whom = { personId: task.personId, taskId: task.id };
  const { html, links } = await trackLinks(deps, email.html, whom);
  await deps.store.write(() => deps.store.db.composeSessions.update(session.id, { links }));
  return { ...email, html };
}

function silence({ words }: Deps): Failure {
  return fail('COMPOSE_NOT_FOUND', words.pageSilent());
}

async function refuse(deps: Deps, session: ComposeSession, refusal: Failure): Promise<Failure> {
  const { code, message } = refusal;
  await deps.store.write(() => tellSession(deps, session.id, { type: 'refused', code, message }));
  return refusal;
}

/** The page brings no window: its own address for one is opened in a tab, which is filled when it says hello. */
async function openByAddress(
  deps: Deps,
  session: ComposeSession,
  prepared: Prepared,
): Promise<ComposeSession | null> {
  const { store, browser, askTab } = deps;
  const request = { sessionId: session.id, ...asked(prepared) };
  const answer = await askTab(prepared.tab.tabId, 'compose.address', request).catch(() => null);
  if (!answer?.ok) return null;
  const { url, account } = answer.value;
  const tabId = await browser.newTab(url);
  const moved = await store.write(() => tellSession(deps, session.id, { type: 'moved', tabId, account }));
  lookAgain(deps, moved, followUp);
  return moved;
}

/** Opens the window of the round's next email, if one is due; again after each start of the worker. */
export async function startPending(deps: Deps): Promise<void> {
  const pending = await findPendingStart(deps);
  if (pending) await startCompose(deps, pending.taskId, pending.tabId);
}

/** What follows from a commit; should the worker stop here, the alarm does it. */
export function followUp(deps: Deps): void {
  void deps.sync.run();
  void startPending(deps);
}
