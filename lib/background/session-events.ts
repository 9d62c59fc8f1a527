import type { ComposeSession } from '../contract/compose.ts';
import { draftIdOf } from '../core/compose/proof.ts';
import { type SessionEffect, type SessionEvent, stepSession, waitMs } from '../core/compose/session.ts';
import type { SeenRequest } from '../store/db.ts';
import { getMeta } from '../store/meta.ts';
import { act, undo } from '../store/outbox.ts';
import { asSession, listWaiting, saveSession } from '../store/sessions.ts';
import { type Deps, stamp } from './deps.ts';
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
  const context = { at: stamp(deps), newActionId: deps.newId(), ownAddress: me?.user.email ?? '' };
  const step = stepSession(before, event, context);
  if (step.session === before) return before;
  const session = await carryOut(deps, step.session, step.effects);
  await saveSession(db, session);
  // The id of the draft may be learnt after its request was seen.
  const draft = draftIdOf(session.ids);
  return draft && draft !== draftIdOf(before.ids) ? replayRequests(deps, session, draft) : session;
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
  let now: ComposeSession = session;
  for (const request of seen.filter(({ seenAt }) => seenAt >= session.startedAt)) {
    for (const event of eventsOf(deps, request)) now = (await tellSession(deps, session.id, event)) ?? now;
  }
  return now;
}

/** What a remembered request means for the session of its draft. */
export function eventsOf({ words }: Deps, request: SeenRequest): SessionEvent[] {
  const { requestId, kind, state, status } = request;
  if (kind === 'send') {
    const { draft, thread, account } = request;
    const ids = { message: draft, ...(thread && { thread }) };
    const asked: SessionEvent = {
      type: 'traffic.send',
      requestId,
      ids,
      account,
      recipients: null,
      subject: null,
    };
    if (state === 'asked') return [asked];
    return [
      asked,
      state === 'done'
        ? { type: 'traffic.succeeded', requestId }
        : { type: 'traffic.failed', requestId, message: words.sendFailed(status) },
    ];
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
  await store.write(async () => {
    for (const session of late)
      await tellSession(deps, session.id, { type: 'waited', message: deps.words.pageSilent() });
  });
}

function isLate(session: ComposeSession, now: Date): boolean {
  const wait = waitMs(session);
  return wait !== null && now.getTime() - Date.parse(session.changedAt) >= wait;
}

/** Looks again at a session once its time is over, without waiting for the alarm. */
export function lookAgain(deps: Deps, session: ComposeSession | null): void {
  const wait = session && waitMs(session);
  if (wait) deps.browser.after(wait + 50, () => void sweepSessions(deps));
}
