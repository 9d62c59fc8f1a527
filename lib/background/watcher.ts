import type { SendRequest } from '../core/compose/match.ts';
import type { PageRequest, Traffic } from '../mailbox/traffic.ts';
import { type WatchedSite, watchedSiteOf } from '../mailbox/watched.ts';
import type { SeenRequest } from '../store/db.ts';
import { findRequests, findSessionOfDraft } from '../store/sessions.ts';
import { followUp } from './compose.ts';
import type { Deps } from './deps.ts';
import { findSessionOfRequest, listResembled, makePrints } from './matching.ts';
import { eventsOf, lookAgain, sendEvent, tellSession } from './session-events.ts';

/** A request of the mail page, as it goes out. */
export interface Asked extends PageRequest {
  /** The browser's number of the request. */
  requestId: string;
  /** -1 where the browser names none. */
  tabId: number;
}

/** How it ended: the status of its answer, or null when none came. */
export interface Ended {
  requestId: string;
  status: number | null;
  /** The page called it off, or was closed: the server may have it all the same. */
  isCancelled?: boolean;
}

/** The send watcher, without the browser's events around it. */
export interface Watcher {
  asked(asked: Asked): Promise<void>;
  ended(ended: Ended): Promise<void>;
}

/**
 * Sees what the mail client asks its server, and what came of it. Of a request only ids, account, outcome and keyed
 * fingerprints are kept (recipients and subject only with the session it belongs to); both halves find each other
 * through the database, so the worker may stop between them.
 */
export function makeWatcher(deps: Deps, ready: Promise<void> = Promise.resolve()): Watcher {
  // The end of a request must not overtake the writing of its beginning.
  let last: Promise<void> = ready;
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work, work);
    return last;
  };
  return {
    asked: (asked) => {
      const watched = watchedSiteOf(asked.url);
      const traffic = watched?.read(asked).filter(isOurs) ?? [];
      if (!watched || traffic.length === 0) return Promise.resolve();
      return inOrder(() => noteAsked(deps, watched, asked, traffic));
    },
    ended: (ended) => inOrder(() => noteEnded(deps, ended)),
  };
}

type Watched = Traffic & { kind: SeenRequest['kind'] };

function isOurs(traffic: Traffic): traffic is Watched {
  return traffic.kind !== 'draft' && traffic.kind !== 'other';
}

async function noteAsked(
  deps: Deps,
  { site }: WatchedSite,
  { requestId, tabId }: Asked,
  traffic: readonly Watched[],
): Promise<void> {
  const { store, now } = deps;
  const seenAt = now().toISOString();
  await store.write(async () => {
    for (const [index, message] of traffic.entries()) {
      const { kind, ids, account } = message;
      const prints = await makePrints(deps, message);
      const asked = { tabId, message: ids.message, seenAt, prints };
      const isSend = kind === 'send' || kind === 'schedule';
      const session = isSend ? await findSessionOfRequest(deps, site, asked) : null;
      const request: SeenRequest = {
        id: `${requestId}:${index}`,
        requestId,
        kind,
        site,
        tabId,
        draft: ids.message,
        thread: ids.thread,
        account,
        sessionId: session?.id ?? null,
        prints,
        state: 'asked',
        status: null,
        seenAt,
      };
      await store.db.requests.put(request);
      if (kind !== 'send') continue;
      if (session) await tellSession(deps, session.id, sendEvent(request, message));
      else await tellResembled(deps, site, asked);
    }
  });
}

/** A window that went as if it was closed may have been sent where we did not see the press: the person is asked. */
async function tellResembled(deps: Deps, site: SeenRequest['site'], asked: SendRequest): Promise<void> {
  for (const { id } of await listResembled(deps, site, asked))
    await tellSession(deps, id, { type: 'traffic.resembled' });
}

async function noteEnded(deps: Deps, ended: Ended): Promise<void> {
  const { requestId, status } = ended;
  const { store } = deps;
  const open = (await findRequests(store.db, requestId)).filter(({ state }) => state === 'asked');
  if (open.length === 0) return;
  const state = endOf(ended);
  await store.write(async () => {
    for (const request of open) {
      const known: SeenRequest = { ...request, state, status };
      await store.db.requests.put(known);
      const sessionId = known.sessionId ?? (await sessionOfDraft(deps, known));
      // The request itself was told when it was seen; a repeat changes nothing.
      for (const event of sessionId ? eventsOf(deps, known) : [])
        lookAgain(deps, await tellSession(deps, sessionId ?? '', event), followUp);
    }
  });
  followUp(deps);
}

function endOf({ status, isCancelled }: Ended): SeenRequest['state'] {
  if (isCancelled) return 'cancelled';
  return status !== null && status >= 200 && status < 300 ? 'done' : 'failed';
}

async function sessionOfDraft({ store }: Deps, { draft }: SeenRequest): Promise<string | null> {
  return draft === '' ? null : ((await findSessionOfDraft(store.db, draft))?.id ?? null);
}

/** The text of a request's body as `webRequest` gives it; empty when it cannot be read (a file, a stream). */
export function bodyText(
  body: { raw?: { bytes?: ArrayBuffer }[]; formData?: Record<string, unknown[]> } | null | undefined,
): string {
  if (body?.raw) {
    const decoder = new TextDecoder();
    return (
      body.raw.map(({ bytes }) => (bytes ? decoder.decode(bytes, { stream: true }) : '')).join('') +
      decoder.decode()
    );
  }
  const [value] = Object.values(body?.formData ?? {}).flat();
  return typeof value === 'string' ? value : '';
}
