import type { Store } from '../store/db.ts';
import { changeSync, getSync, type SyncState, setMeta } from '../store/meta.ts';
import { nextTry } from './back-off.ts';
import type { Call, CallFailure, Server } from './client.ts';
import { pullAll } from './pull.ts';
import { type News, pushAll } from './push.ts';

export interface LoopContext {
  store: Store;
  call: Call;
  /** The paired server; null when not paired. */
  server: () => Promise<Server | null>;
  tell: (news: readonly News[]) => Promise<void>;
  now: () => Date;
  random: () => number;
  isOnline: () => boolean;
  /** Wakes the worker at an instant. */
  wakeAt: (instant: Date) => Promise<void>;
}

/** Keeps the local copy and the server in step. */
export interface SyncLoop {
  /**
   * Pushes and pulls now. While a run is under way, a further call makes one more run after it, because what it came
   * for may have been missed.
   *
   * @param options.force - also when the next try is not yet due
   */
  run(options?: { force?: boolean }): Promise<void>;
}

const meAgeMs = 10 * 60_000;

export function makeSyncLoop(context: LoopContext): SyncLoop {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let nextForced = false;
  const start = (force: boolean): Promise<void> => {
    running = runOnce(context, force).finally(() => {
      running = null;
    });
    return running;
  };
  const startNext = (): Promise<void> => {
    const force = nextForced;
    next = null;
    nextForced = false;
    return start(force);
  };
  return {
    run({ force = false } = {}) {
      if (!running) return start(force);
      nextForced ||= force;
      next ??= running.then(startNext, startNext);
      return next;
    },
  };
}

async function runOnce(context: LoopContext, force: boolean): Promise<void> {
  const { store } = context;
  const server = await context.server();
  if (!server) return;
  const before = await getSync(store.db);
  // Signed out is final until the device is paired again; what waits stays.
  if (before.state === 'signedOut') return;
  if (!force && before.nextTryAt && Date.parse(before.nextTryAt) > context.now().getTime()) return;
  const failure = await exchange(context, server);
  if (failure) await noteFailure(context, server, failure);
  else await noteSuccess(context, server, before);
}

async function exchange(context: LoopContext, server: Server): Promise<CallFailure | null> {
  const { store, call, tell } = context;
  const failure = (await pushAll({ store, call, server, tell })) ?? (await pullAll({ store, call, server }));
  return failure ?? refreshMe(context, server);
}

/** Name, zone and mailboxes change rarely: asked again every ten minutes. */
async function refreshMe({ store, call, now }: LoopContext, server: Server): Promise<CallFailure | null> {
  const { meAt } = await getSync(store.db);
  if (meAt && now().getTime() - Date.parse(meAt) < meAgeMs) return null;
  const me = await call(server, 'me.get', {});
  if (!me.ok) return me;
  await store.db.transaction('rw', store.db.meta, async () => {
    await setMeta(store.db, 'me', me.value);
    await changeSync(store.db, { meAt: now().toISOString() });
  });
  return null;
}

/** The pairing may have changed while the answer was on its way; then it says nothing about the present one. */
async function isStill(context: LoopContext, server: Server): Promise<boolean> {
  const present = await context.server();
  return present?.token === server.token && present?.url === server.url;
}

async function noteSuccess(context: LoopContext, server: Server, before: SyncState): Promise<void> {
  if (!(await isStill(context, server))) return;
  const { db } = context.store;
  const change = {
    state: 'fresh',
    lastSyncAt: context.now().toISOString(),
    nextTryAt: null,
    failures: 0,
  } as const;
  // A quiet success is no news: open pages show the state and the waiting actions, and neither has changed.
  if (before.state === 'fresh') await db.transaction('rw', db.meta, async () => changeSync(db, change));
  else await context.store.write(() => changeSync(db, change));
}

async function noteFailure(context: LoopContext, server: Server, failure: CallFailure): Promise<void> {
  if (!(await isStill(context, server))) return;
  const { store, now, random } = context;
  const state = stateAfter(failure, context.isOnline());
  const failures = (await getSync(store.db)).failures + 1;
  const at = state === 'signedOut' ? null : nextTry(failures, now(), random());
  await store.write(() => changeSync(store.db, { state, failures, nextTryAt: at?.toISOString() ?? null }));
  if (at) await context.wakeAt(at);
}

function stateAfter(failure: CallFailure, isOnline: boolean): SyncState['state'] {
  if (failure.status === 401) return 'signedOut';
  if (failure.cause === 'noAnswer') return isOnline ? 'serverAway' : 'offline';
  return 'failed';
}
