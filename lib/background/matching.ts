import type { ComposeSession } from '../contract/compose.ts';
import {
  type Candidate,
  matchRequest,
  PRESS_MS,
  type Prints,
  printsOf,
  resembles,
  type SendRequest,
} from '../core/compose/match.ts';
import { watchedSites } from '../mailbox/watched.ts';
import type { LocalDatabase, SeenRequest } from '../store/db.ts';
import { getMeta, setMeta } from '../store/meta.ts';
import { findSessionOfDraft, listChangedSince, listUnmatched } from '../store/sessions.ts';
import type { Deps } from './deps.ts';

type Site = ComposeSession['site'];
type Message = Parameters<typeof printsOf>[1];

/** Is a request of this site matched to its session by the press on Send? */
function isByPress(site: Site): boolean {
  return watchedSites.some((watched) => watched.site === site && watched.byPress);
}

/**
 * The session a request belongs to: by the id of its draft, or, where the page shows none, by the press. Call inside
 * `store.write`.
 */
export async function findSessionOfRequest(
  deps: Deps,
  site: Site,
  request: SendRequest,
): Promise<ComposeSession | null> {
  const { db } = deps.store;
  const known = request.message === '' ? null : await findSessionOfDraft(db, request.message);
  if (known || !isByPress(site)) return known;
  const sessions = await listChangedSince(db, site, before(request.seenAt, PRESS_MS));
  const key = await printKey(deps);
  const matched = matchRequest(
    request,
    sessions.map((session) => asCandidate(session, key)),
  );
  return sessions.find(({ id }) => id === matched) ?? null;
}

/** Requests that were seen before the press they belong to. Call inside `store.write`. */
export async function takeUnmatched(deps: Deps, session: ComposeSession): Promise<SeenRequest[]> {
  const { db } = deps.store;
  const { site, pressedAt } = session;
  if (!isByPress(site) || !pressedAt) return [];
  const taken: SeenRequest[] = [];
  for (const request of await listUnmatched(db, site, before(pressedAt, PRESS_MS))) {
    const owner = await findSessionOfRequest(deps, site, { ...request, message: request.draft });
    if (owner?.id !== session.id) continue;
    const matched = { ...request, sessionId: session.id };
    await db.requests.put(matched);
    taken.push(matched);
  }
  return taken;
}

/** Sessions whose window went without a press that we saw, and said what this request of nobody's sends. */
export async function listResembled(deps: Deps, site: Site, request: SendRequest): Promise<ComposeSession[]> {
  const key = await printKey(deps);
  const sessions = await listChangedSince(deps.store.db, site, before(request.seenAt, PRESS_MS));
  return sessions.filter(
    (session) => session.state === 'closed' && resembles(asCandidate(session, key), request),
  );
}

/** Has a request of nobody's sent what this window said, just before it went? Call inside `store.write`. */
export async function wasResembled(deps: Deps, session: ComposeSession): Promise<boolean> {
  const { site, changedAt } = session;
  if (session.state !== 'closed') return false;
  const candidate = asCandidate(session, await printKey(deps));
  const unmatched = await listUnmatched(deps.store.db, site, before(changedAt, PRESS_MS));
  return unmatched.some((request) => resembles(candidate, { ...request, message: request.draft }));
}

/** Fingerprints of a message under the key of this browser session. Call inside `store.write`. */
export async function makePrints(deps: Deps, message: Message): Promise<Prints> {
  return printsOf(await printKey(deps), message);
}

async function printKey({ store, newId }: Deps): Promise<string> {
  const kept = await getMeta(store.db, 'printKey');
  if (kept) return kept;
  const key = newId().replaceAll('-', '');
  await setMeta(store.db, 'printKey', key);
  return key;
}

/** Numbers of tabs, and with them all unmatched requests, mean nothing in the next browser session. */
export function forgetPrintKey(db: LocalDatabase): Promise<void> {
  return setMeta(db, 'printKey', null);
}

const nothing = { to: null, cc: null, bcc: null, subject: null };

function asCandidate(session: ComposeSession, key: string): Candidate {
  const { id, tabId, openerTabId, ids, pressedAt, requestId, state, subject, recipients, addressees } =
    session;
  const { to, cc, bcc } = (session.partial ? null : recipients) ?? { to: null, cc: null, bcc: null };
  return {
    sessionId: id,
    tabIds: openerTabId === undefined ? [tabId] : [tabId, openerTabId],
    messages: [ids.draft, ids.message].filter((one) => one !== undefined),
    pressedAt: pressedAt ?? null,
    isSettled: requestId !== null || ['sent', 'refused', 'discarded', 'scheduled'].includes(state),
    prints: printsOf(key, { to, cc, bcc, subject }),
    meantFor: recipients
      ? []
      : (addressees ?? []).map((address) => printsOf(key, { ...nothing, to: [address] }).to),
  };
}

function before(instant: string, ms: number): string {
  return new Date(Date.parse(instant) - ms).toISOString();
}
