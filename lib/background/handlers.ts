import { ok, type Result } from '../contract/errors.ts';
import type { SessionInfo, SyncStatus } from '../contract/messages.ts';
import type { MailSite } from '../contract/task.ts';
import { isOpen } from '../core/compose/session.ts';
import type { Caller, Handlers } from '../messaging/handle.ts';
import { getMeta, getSync } from '../store/meta.ts';
import { act, type NewAction, undo } from '../store/outbox.ts';
import { asSession } from '../store/sessions.ts';
import { startCompose, startPending } from './compose.ts';
import { type Deps, stamp } from './deps.ts';
import { findMailTab, noteMailTab, railInfo, setRail } from './mail-tabs.ts';
import { isOwnServer } from './own-server.ts';
import { beginPairing, pollPairing, redeemLink, signOut } from './pairing.ts';
import { lookAgain, tellSession } from './session-events.ts';
import { countQueue, findNextTask, getTaskDetail, listQueue } from './task-views.ts';
import { advanceRound, getRound, passRound, returnInRound, startRound, stopRound } from './work-through.ts';

/** Everything that pages and content scripts may ask. Each answers from the database; nothing is kept in between. */
export function makeHandlers(deps: Deps): Handlers {
  return {
    ...sessionHandlers(deps),
    ...taskHandlers(deps),
    ...composeHandlers(deps),
    ...placeHandlers(deps),
  };
}

type Part<N extends keyof Handlers> = Pick<Handlers, N>;

function sessionHandlers(
  deps: Deps,
): Part<
  | 'session.get'
  | 'session.signOut'
  | 'pairing.begin'
  | 'pairing.poll'
  | 'pairing.cancel'
  | 'pairing.redeem'
  | 'sync.now'
  | 'notices.list'
  | 'notices.dismiss'
> {
  const { store } = deps;
  return {
    'session.get': () => describeSession(deps),
    'session.signOut': async () => {
      await signOut(deps);
      return {};
    },
    'pairing.begin': ({ server }) => beginPairing(deps, server),
    'pairing.poll': () => pollPairing(deps),
    'pairing.cancel': async () => {
      await deps.keys.setPending(null);
      return {};
    },
    'pairing.redeem': ({ server, linkCode }) => redeemLink(deps, server, linkCode),
    'sync.now': async () => {
      await deps.sync.run({ force: true });
      return describeSync(deps);
    },
    'notices.list': async () => ({ notices: await store.db.notices.orderBy('at').reverse().toArray() }),
    'notices.dismiss': async ({ id }) => {
      await store.write(() => store.db.notices.delete(id));
      return {};
    },
  };
}

function taskHandlers(
  deps: Deps,
): Part<
  | 'tasks.counts'
  | 'tasks.list'
  | 'tasks.get'
  | 'tasks.next'
  | 'tasks.complete'
  | 'tasks.skip'
  | 'tasks.snooze'
  | 'tasks.undo'
> {
  return {
    'tasks.counts': () => countQueue(deps),
    'tasks.list': ({ filter, offset, limit }) => listQueue(deps, filter, offset, limit),
    'tasks.get': ({ taskId }) => getTaskDetail(deps, taskId),
    'tasks.next': () => findNextTask(deps),
    'tasks.complete': ({ taskId, outcome }) =>
      perform(deps, { kind: 'task.complete', ...newAction(deps, taskId), outcome }),
    'tasks.skip': ({ taskId }) => perform(deps, { kind: 'task.skip', ...newAction(deps, taskId) }),
    'tasks.snooze': ({ taskId, until }) =>
      perform(deps, { kind: 'task.snooze', ...newAction(deps, taskId), until }),
    'tasks.undo': async ({ actionId }) => {
      const undone = await takeBack(deps, actionId);
      void deps.sync.run();
      return undone.ok ? ok({}) : undone;
    },
  };
}

function composeHandlers(
  deps: Deps,
): Part<
  | 'compose.start'
  | 'compose.settle'
  | 'compose.signal'
  | 'compose.open'
  | 'workThrough.get'
  | 'workThrough.start'
  | 'workThrough.advance'
  | 'workThrough.stop'
> {
  const { store } = deps;
  return {
    'compose.start': ({ taskId }, { tabId }) => startCompose(deps, taskId, tabId),
    'compose.settle': async ({ sessionId, sent }) => {
      await store.write(() => tellSession(deps, sessionId, { type: 'settled', sent }));
      after(deps);
      return ok({});
    },
    'compose.signal': async ({ sessionId, signal }, { url }) => {
      if (signal.type.startsWith('practice.') && !(await isOwnServer(deps, url))) return {};
      const session = await store.write(() => tellSession(deps, sessionId, { type: 'signal', signal }));
      lookAgain(deps, session);
      after(deps);
      return {};
    },
    'compose.open': async ({ site }, { tabId }) => {
      const sessions = (await store.db.composeSessions.toArray()).map(asSession);
      return {
        tabId: tabId ?? -1,
        sessions: sessions.filter((session) => session.site === site && isOpen(session)),
      };
    },
    'workThrough.get': () => getRound(deps),
    'workThrough.start': ({ filter }, { tabId }) => startRound(deps, filter, tabId),
    'workThrough.advance': async () => {
      const round = await advanceRound(deps);
      void startPending(deps);
      return round;
    },
    'workThrough.stop': () => stopRound(deps),
  };
}

function placeHandlers(
  deps: Deps,
): Part<'sidebar.open' | 'sidebar.close' | 'page.missing' | 'host.hello' | 'rail.set' | 'rail.get'> {
  const { store, askTab } = deps;
  return {
    'sidebar.open': async () => {
      const tabId = await deps.browser.activeTabId();
      if (tabId === null || !(await store.db.mailTabs.get(tabId))) return { opened: false };
      const shown = await askTab(tabId, 'rail.show', { open: true }).then(
        () => true,
        () => false,
      );
      return { opened: shown };
    },
    'sidebar.close': async (_, { tabId }) => {
      if (tabId !== null) await askTab(tabId, 'rail.show', { open: false }).catch(() => undefined);
      return {};
    },
    'page.missing': async (_, caller) => missingParts(deps, caller),
    'host.hello': ({ site, account, missing }, caller) =>
      noteMailTab(deps, caller, { site, account, missing }),
    'rail.set': async ({ site, state }) => {
      await setRail(deps, site, state);
      return {};
    },
    'rail.get': ({ site }) => railInfo(deps, site),
  };
}

async function missingParts(
  deps: Deps,
  { tabId }: Caller,
): Promise<{ site: MailSite | null; missing: { part: string; function: string }[] }> {
  const tab = await findMailTab(deps, tabId);
  return { site: tab?.site ?? null, missing: tab?.missing ?? [] };
}

function newAction(deps: Deps, taskId: string) {
  return { id: deps.newId(), taskId, actedAt: stamp(deps) };
}

/** Stores what the person did, then sends it on its way; they need not wait for that. */
async function perform(deps: Deps, action: NewAction): Promise<Result<{ actionId: string }>> {
  const { store } = deps;
  const done = await store.write(async () => {
    const result = await act(store.db, action);
    if (result.ok) await passRound(deps, action.taskId);
    return result;
  });
  if (!done.ok) return done;
  after(deps);
  return ok({ actionId: action.id });
}

async function takeBack(deps: Deps, actionId: string): Promise<Result<unknown>> {
  const { store } = deps;
  return store.write(async () => {
    const undone = await undo(store.db, actionId, deps.newId(), deps.now());
    if (undone.ok) await returnInRound(deps, undone.value.taskId);
    return undone;
  });
}

/** What follows from a commit; should the worker stop here, the alarm does it. */
function after(deps: Deps): void {
  void deps.sync.run();
  void startPending(deps);
}

async function describeSession(deps: Deps): Promise<SessionInfo> {
  const [pairing, me, sync, missingPermissions] = await Promise.all([
    deps.keys.pairing(),
    getMeta(deps.store.db, 'me'),
    describeSync(deps),
    deps.browser.missingPermissions(),
  ]);
  return {
    paired: pairing !== null,
    server: pairing?.server ?? null,
    me: pairing ? me : null,
    sync,
    missingPermissions,
  };
}

async function describeSync(deps: Deps): Promise<SyncStatus> {
  const { db } = deps.store;
  const [{ state, lastSyncAt, nextTryAt, firstSyncRows }, waiting] = await Promise.all([
    getSync(db),
    db.outbox.count(),
  ]);
  return { state, lastSyncAt, waiting, nextTryAt, firstSyncRows };
}
