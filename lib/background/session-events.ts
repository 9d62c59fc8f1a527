import type { ComposeSession, ComposeSignal } from '../contract/compose.ts';
import { draftIdOf } from '../core/compose/proof.ts';
import {
  isAsked,
  type SessionEffect,
  type SessionEvent,
  stepSession,
  waitMs,
} from '../core/compose/session.ts';
import type { Traffic } from '../mailbox/traffic.ts';
import type { SeenRequest } from '../store/db.ts';
import { getMeta } from '../store/meta.ts';
import { act, undo } from '../store/outbox.ts';
import { asSession, listWaiting, saveSession } from '../store/sessions.ts';
import { type Deps, stamp } from './deps.ts';
import { takeUnmatched, wasResembled } from './matching.ts';
import { passRound } from './work-through.ts';

/**
 * Brings an event to a compose session: the new session, the task's action and the notice are stored together, so
 * that a worker that stops loses either all of it or nothing. Call inside `store.write`.
 *
 * @returns the session as it now stands; null when there is no such session
 */
export async function tellSession(
  deps: Deps,
  sessionId: string,
  event: SessionEvent,
): Promise<ComposeSession | null> {
  const { db } = deps.store;
  const stored = await db.composeSessions.get(sessionId);
  if (!stored) return null;
  const before = asSession(stored);
  const me = await getMeta(db, 'me');
  const context = {
    at: stamp(deps),
    newActionId: deps.newId(),
    ownAddress: me?.user.email ?? '',
    notTaken: deps.words.notTaken(),
  };
  const step = stepSession(before, event, context);
  if (step.session === before) return before;
  const session = await carryOut(deps, step.session, step.effects);
  await saveSession(db, session);
  // The id of the draft, or the press, may be learnt after its request was seen.
  const draft = draftIdOf(session.ids);
  if (draft && draft !== draftIdOf(before.ids)) return replayRequests(deps, session, draft);
  if (session.pressedAt !== before.pressedAt)
    return replay(deps, session, await takeUnmatched(deps, session));
  // Not after the person's own word that it was not sent.
  if (session.state !== before.state && !isAsked(before.state) && (await wasResembled(deps, session)))
    return tellSession(deps, session.id, { type: 'traffic.resembled' });
  return session;
}

/**
 * Brings what a window tells to its session. A draft that was taken to another tab belongs to that one; the window it
 * has left has nothing more to say. Call inside `store.write`.
 *
 * @param tabId - tab the window is in; null when it is not known
 */
export async function tellSignal(
  deps: Deps,
  sessionId: string,
  signal: ComposeSignal,
  tabId: number | null,
): Promise<ComposeSession | null> {
  const stored = await deps.store.db.composeSessions.get(sessionId);
  if (stored && tabId !== null && tabId !== stored.tabId) {
    if (signal.type === 'gone') return asSession(stored);
    await tellSession(deps, sessionId, { type: 'moved', tabId });
  }
  return tellSession(deps, sessionId, { type: 'signal', signal });
}

async function carryOut(
  deps: Deps,
  session: ComposeSession,
  effects: readonly SessionEffect[],
): Promise<ComposeSession> {
  let now = session;
  for (const effect of effects) {
    if (effect.type === 'complete') now = await complete(deps, now, effect);
    else if (effect.type === 'reopen') await undo(deps.store.db, effect.undoes, deps.newId(), deps.now());
    else await tellOfSession(deps, now, effect.kind);
  }
  return now;
}

/** A task that was closed in the meantime stays as it was closed; the message is sent all the same. */
async function complete(
  deps: Deps,
  session: ComposeSession,
  effect: Extract<SessionEffect, { type: 'complete' }>,
): Promise<ComposeSession> {
  const { db } = deps.store;
  const { actionId, proof } = effect;
  const done = await act(db, {
    kind: 'task.complete',
    id: actionId,
    taskId: session.taskId,
    actedAt: stamp(deps),
    outcome: { proof },
  });
  await passRound(deps, session.taskId);
  return done.ok ? session : { ...session, actionId: null };
}

async function tellOfSession(
  deps: Deps,
  session: ComposeSession,
  kind: 'sendFailed' | 'sendUndone',
): Promise<void> {
  const { db } = deps.store;
  const task = await db.tasks.get(session.taskId);
  await db.notices.put({
    id: deps.newId(),
    at: stamp(deps),
    taskId: session.taskId,
    kind,
    title: task?.task.title ?? deps.words.gone(),
    detail: kind === 'sendFailed' ? (session.problem?.message ?? '') : deps.words.sendUndone(),
  });
}

async function replayRequests(deps: Deps, session: ComposeSession, draft: string): Promise<ComposeSession> {
  const seen = await deps.store.db.requests.where('draft').equals(draft).sortBy('seenAt');
  return replay(
    deps,
    session,
    seen.filter(({ seenAt }) => seenAt >= session.startedAt),
  );
}

async function replay(
  deps: Deps,
  session: ComposeSession,
  requests: readonly SeenRequest[],
): Promise<ComposeSession> {
  let now: ComposeSession = session;
  for (const request of requests) {
    for (const event of eventsOf(deps, request)) now = (await tellSession(deps, session.id, event)) ?? now;
  }
  return now;
}

/** What a request to send says; `message` is what it holds, as long as that is at hand. */
export function sendEvent(
  { requestId, draft, thread, account }: SeenRequest,
  message?: Pick<Traffic, 'to' | 'cc' | 'bcc' | 'subject'>,
): Extract<SessionEvent, { type: 'traffic.send' }> {
  const { to, cc, bcc, subject } = message ?? { to: null, cc: null, bcc: null, subject: null };
  return {
    type: 'traffic.send',
    requestId,
    ids: { ...(draft && { message: draft }), ...(thread && { thread }) },
    account,
    recipients: to && cc && bcc ? { to, cc, bcc } : null,
    subject,
  };
}

/** What a remembered request means for the session of its draft. */
export function eventsOf({ words }: Deps, request: SeenRequest): SessionEvent[] {
  const { requestId, kind, state, status } = request;
  if (kind === 'send') {
    const asked = sendEvent(request);
    if (state === 'asked') return [asked];
    if (state === 'done') return [asked, { type: 'traffic.succeeded', requestId }];
    if (state === 'cancelled') return [asked, { type: 'traffic.cancelled', requestId }];
    return [asked, { type: 'traffic.failed', requestId, message: words.sendFailed(status) }];
  }
  if (state !== 'done') return [];
  if (kind === 'undo') return [{ type: 'traffic.undone' }];
  return kind === 'schedule'
    ? [{ type: 'traffic.scheduled' }]
    : [{ type: 'signal', signal: { type: 'discarded' } }];
}

/** Gives up waiting where nothing has been heard for too long. Called by the alarm and after each start. */
export async function sweepSessions(deps: Deps): Promise<void> {
  const { store, now } = deps;
  const late = (await listWaiting(store.db)).filter((session) => isLate(session, now()));
  if (late.length === 0) return;
  const windows = await Promise.all(late.map((session) => windowOf(deps, session)));
  await store.write(async () => {
    for (const [index, session] of late.entries()) {
      const windowOpen = windows[index] ?? null;
      await tellSession(deps, session.id, { type: 'waited', message: deps.words.pageSilent(), windowOpen });
    }
  });
}

/** After a worker has ended: what it was still to look at, another one looks at. */
export async function takeUpWaits(deps: Deps, then: (deps: Deps) => void): Promise<void> {
  for (const session of await listWaiting(deps.store.db)) lookAgain(deps, session, then);
}

/** Is the window of a send that was answered still open? Null when nobody can say. */
async function windowOf({ askTab }: Deps, session: ComposeSession): Promise<boolean | null> {
  if (!session.answered || session.windowGone) return null;
  try {
    return (await askTab(session.tabId, 'compose.isOpen', { sessionId: session.id })).open;
  } catch {
    return null; // nobody is there to ask
  }
}

function isLate(session: ComposeSession, now: Date): boolean {
  const wait = waitMs(session);
  return wait !== null && now.getTime() - Date.parse(session.changedAt) >= wait;
}

/** Looks again at a session once its time is over, without waiting for the alarm; `then` is what follows from it. */
export function lookAgain(deps: Deps, session: ComposeSession | null, then: (deps: Deps) => void): void {
  const wait = session && waitMs(session);
  if (wait) deps.browser.after(wait + 50, () => void sweepSessions(deps).then(() => then(deps)));
}
