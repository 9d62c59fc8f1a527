import type { Me } from '../contract/account.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import { changeSync, getMeta, getSync, setMeta } from '../store/meta.ts';
import { type CallFailure, withoutCause } from '../sync/client.ts';
import { normaliseServer } from '../sync/server-address.ts';
import type { Deps } from './deps.ts';

const patienceMs = 5_000;

/** Asks a server for a device code, after making sure that it is one of ours. */
export async function beginPairing(
  deps: Deps,
  typed: string,
): Promise<Result<{ userCode: string; verificationUrl: string; expiresAt: string }>> {
  const address = await reach(deps, typed);
  if (!address.ok) return address;
  const server = address.value;
  const deviceName = await deps.browser.deviceName();
  const started = await deps.call({ url: server, token: null }, 'pairing.start', { body: { deviceName } });
  if (!started.ok) return explain(deps, server, started);
  const { deviceCode, userCode, verificationUrl, expiresAt } = started.value;
  await deps.keys.setPending({ server, deviceCode, expiresAt });
  return ok({ userCode, verificationUrl, expiresAt });
}

/** Asks once whether the code has been approved. */
export async function pollPairing(deps: Deps): Promise<Result<{ state: 'pending' | 'paired' }>> {
  const pending = await deps.keys.pending();
  if (!pending)
    return (await deps.keys.pairing())
      ? ok({ state: 'paired' })
      : fail('PAIRING_UNKNOWN', deps.words.notPaired());
  const { server, deviceCode } = pending;
  const answer = await deps.call({ url: server, token: null }, 'pairing.collect', { body: { deviceCode } });
  if (answer.ok) {
    const paired = await takeToken(deps, server, answer.value.token);
    return paired.ok ? ok({ state: 'paired' }) : paired;
  }
  if (answer.code === 'PAIRING_PENDING' || answer.code === 'TOO_MANY_REQUESTS')
    return ok({ state: 'pending' });
  // No answer says nothing about the code: it can be asked again.
  if (answer.cause === 'server') await deps.keys.setPending(null);
  return explain(deps, server, answer);
}

/** Exchanges the one-time code of a pairing link. */
export async function redeemLink(deps: Deps, typed: string, linkCode: string): Promise<Result<Me>> {
  const address = await reach(deps, typed);
  if (!address.ok) return address;
  const server = address.value;
  const deviceName = await deps.browser.deviceName();
  const answer = await deps.call({ url: server, token: null }, 'pairing.redeem', {
    body: { linkCode, deviceName },
  });
  return answer.ok ? takeToken(deps, server, answer.value.token) : explain(deps, server, answer);
}

/**
 * Ends the pairing: the token is revoked where the server can be reached, and the local copy goes. Actions that still
 * wait are kept, with the copy, for when the same person signs in again.
 */
export async function signOut(deps: Deps): Promise<void> {
  const pairing = await deps.keys.pairing();
  if (pairing) {
    // Send what waits, but do not keep the person waiting for a server that is away.
    await Promise.race([
      deps.sync.run({ force: true }),
      new Promise<void>((late) => deps.browser.after(patienceMs, late)),
    ]);
    await revoke(deps, { url: pairing.server, token: pairing.token });
  }
  await deps.keys.setPairing(null);
  await deps.keys.setPending(null);
  const { store } = deps;
  await store.write(async () => {
    if ((await store.db.outbox.count()) === 0) await forgetEverything(deps);
    else await changeSync(store.db, { state: 'signedOut', nextTryAt: null });
  });
}

async function revoke(deps: Deps, server: { url: string; token: string }): Promise<void> {
  const tokens = await deps.call(server, 'tokens.list', {});
  const own = tokens.ok ? tokens.value.tokens.find(({ current }) => current) : undefined;
  if (own) await deps.call(server, 'tokens.revoke', { params: { id: own.id } });
}

/** Is it reachable, and an Utskick server: two different answers for the person. */
async function reach(deps: Deps, typed: string): Promise<Result<string>> {
  const address = normaliseServer(typed);
  if (!address.ok) return address;
  const health = await deps.call({ url: address.value, token: null }, 'health.get', {});
  return health.ok ? address : explain(deps, address.value, health);
}

function explain<T>({ words }: Deps, server: string, failure: CallFailure): Result<T> {
  if (failure.cause === 'noAnswer') return fail('SERVER_AWAY', words.noAnswer(server));
  if (failure.cause === 'stranger') return fail('SERVER_AWAY', words.notUtskick(server));
  return withoutCause<T>(failure);
}

async function takeToken(deps: Deps, server: string, token: string): Promise<Result<Me>> {
  const me = await deps.call({ url: server, token }, 'me.get', {});
  if (!me.ok) return explain(deps, server, me);
  const { store, keys } = deps;
  const last = await getMeta(store.db, 'me');
  const lastServer = await getMeta(store.db, 'server');
  const isSame =
    lastServer === server &&
    last?.user.id === me.value.user.id &&
    last.workspace.id === me.value.workspace.id;
  await store.write(async () => {
    // Another person's actions must never be pushed as this one's.
    if (!isSame) await forgetEverything(deps);
    await setMeta(store.db, 'me', me.value);
    await setMeta(store.db, 'server', server);
    const { lastSyncAt } = await getSync(store.db);
    await changeSync(store.db, {
      state: 'working',
      nextTryAt: null,
      failures: 0,
      firstSyncRows: lastSyncAt ? null : 0,
    });
  });
  await keys.setPending(null);
  await keys.setPairing({ server, token });
  void deps.sync.run({ force: true });
  return me;
}

/** Everything but the tabs that are open. Call inside `store.write`. */
async function forgetEverything({ store: { db } }: Deps): Promise<void> {
  const kept = [db.mailTabs, db.threads, db.meta];
  await Promise.all(
    db.tables.filter((table) => !kept.some(({ name }) => name === table.name)).map((table) => table.clear()),
  );
  for (const key of ['sync', 'me', 'round', 'server'] as const) await setMeta(db, key, null);
}
