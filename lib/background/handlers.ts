import { ok, type Result } from '../contract/errors.ts';
import type { MissingPart } from '../contract/mail-page.ts';
import type { SessionInfo } from '../contract/messages.ts';
import type { MailSite } from '../contract/task.ts';
import { isOpen } from '../core/compose/session.ts';
import type { Caller, Handlers } from '../messaging/handle.ts';
import { getMeta } from '../store/meta.ts';
import { act, type NewAction, undo } from '../store/outbox.ts';
import { asSession } from '../store/sessions.ts';
import { fillInTab, followUp, startCompose, startPending } from './compose.ts';
import { contentHandlers } from './content.ts';
import { type Deps, stamp } from './deps.ts';
import { describeSync, diagnose, diagnoseServer } from './diagnostics.ts';
import { draftHandlers } from './drafts.ts';
import { imageHandlers } from './images.ts';
import { importHandlers } from './imports.ts';
import { libraryHandlers } from './library.ts';
import { findMailTab, noteMailTab, railInfo, setRail } from './mail-tabs.ts';
import { isOwnServer } from './own-server.ts';
import { beginPairing, pollPairing, redeemLink, signOut } from './pairing.ts';
import { personHandlers } from './person-handlers.ts';
import { lookAgain, tellSession, tellSignal } from './session-events.ts';
import { countQueue, findNextTask, getTaskDetail, listQueue } from './task-views.ts';
import { tabOf } from './threads.ts';
import { toolHandlers } from './tools.ts';
import { advanceRound, getRound, passRound, returnInRound, startRound, stopRound } from './work-through.ts';

/** Everything that pages and content scripts may ask. Each answers from the database; nothing is kept in between. */
export function makeHandlers(deps: Deps): Handlers {
  return {
    ...sessionHandlers(deps),
    ...taskHandlers(deps),
    ...composeHandlers(deps),
    ...placeHandlers(deps),
    ...toolHandlers(deps),
    ...personHandlers(deps),
    ...libraryHandlers(deps),
    ...imageHandlers(deps),
    ...contentHandlers(deps),
    ...importHandlers(deps),
    ...draftHandlers(deps),
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
      return describeSync(store.db);
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
    'compose.start': async ({ taskId }, caller) => startCompose(deps, taskId, await mailTabOf(deps, caller)),
    'compose.settle': async ({ sessionId, sent }) => {
      await store.write(() => tellSession(deps, sessionId, { type: 'settled', sent }));
      followUp(deps);
      return ok({});
    },
    'compose.signal': async ({ sessionId, signal }, { url, tabId }) => {
      if (signal.type.startsWith('practice.') && !(await isOwnServer(deps, url))) return {};
      const session = await store.write(() => tellSignal(deps, sessionId, signal, tabId));
      lookAgain(deps, session, followUp);
      followUp(deps);
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
    'workThrough.start': async ({ filter }, caller) =>
      startRound(deps, filter, await mailTabOf(deps, caller)),
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
): Part<
  | 'sidebar.open'
  | 'sidebar.close'
  | 'sidebar.inPage'
  | 'page.missing'
  | 'diagnostics.get'
  | 'diagnostics.server'
  | 'host.hello'
  | 'rail.set'
  | 'rail.get'
> {
  const { askTab } = deps;
  return {
    'sidebar.open': async (_, caller) => {
      const tabId = await mailTabOf(deps, caller);
      if (tabId === null) return { opened: false };
      const shown = await askTab(tabId, 'rail.show', { open: true }).then(
        () => true,
        () => false,
      );
      return { opened: shown };
    },
    'sidebar.close': async (_, caller) => {
      const tabId = await mailTabOf(deps, caller);
      if (tabId !== null) await askTab(tabId, 'rail.show', { open: false }).catch(() => undefined);
      return {};
    },
    'sidebar.inPage': async (_, caller) => {
      const tab = await tabOf(deps, caller);
      return { open: tab !== null && (await railInfo(deps, tab.site)).open };
    },
    'page.missing': async (_, caller) => missingParts(deps, caller),
    'diagnostics.get': () => diagnose(deps),
    'diagnostics.server': () => diagnoseServer(deps),
    'host.hello': ({ composeWindow, dark: _, ...page }, caller) => {
      if (caller.tabId !== null) void fillInTab(deps, caller.tabId);
      if (!composeWindow) return noteMailTab(deps, caller, page);
      return railInfo(deps, page.site);
    },
    'rail.set': async ({ site, state }) => {
      await setRail(deps, site, state);
      return {};
    },
    'rail.get': ({ site }) => railInfo(deps, site),
  };
}

async function mailTabOf(deps: Deps, caller: Caller): Promise<number | null> {
  return (await tabOf(deps, caller))?.tabId ?? null;
}

async function missingParts(
  deps: Deps,
  caller: Caller,
): Promise<{ site: MailSite | null; missing: MissingPart[] }> {
  const tab = await findMailTab(deps, await mailTabOf(deps, caller));
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
  followUp(deps);
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

async function describeSession(deps: Deps): Promise<SessionInfo> {
  const [pairing, me, sync, missingPermissions] = await Promise.all([
    deps.keys.pairing(),
    getMeta(deps.store.db, 'me'),
    describeSync(deps.store.db),
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
