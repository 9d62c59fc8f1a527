import { readTraffic, type Traffic } from '../mailbox/gmail/traffic.ts';
import type { SeenRequest } from '../store/db.ts';
import { findRequests, findSessionOfDraft } from '../store/sessions.ts';
import { startPending } from './compose.ts';
import type { Deps } from './deps.ts';
import { eventsOf, tellSession } from './session-events.ts';

/** How a request of the mail page ended: its status, or null when the browser gave up on it. */
interface Ended {
  requestId: string;
  status: number | null;
}

/** The send watcher, without the browser's events around it. */
export interface Watcher {
  asked(requestId: string, url: string, body: string): Promise<void>;
  ended(ended: Ended): Promise<void>;
}

/**
 * Sees what the mail client asks its server, and what came of it. Of a request only ids, account and outcome are kept
 * (recipients and subject only with the session whose draft it is); both halves find each other through the
 * database, so the worker may stop between them.
 */
export function makeWatcher(deps: Deps, ready: Promise<void> = Promise.resolve()): Watcher {
  // The end of a request must not overtake the writing of its beginning.
  let last: Promise<void> = ready;
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work, work);
    return last;
  };
  return {
    asked: (requestId, url, body) => {
      const traffic = readTraffic(url, body).filter(isOurs);
      return traffic.length > 0 ? inOrder(() => noteAsked(deps, requestId, traffic)) : Promise.resolve();
    },
    ended: (ended) => inOrder(() => noteEnded(deps, ended)),
  };
}

type Watched = Traffic & { kind: SeenRequest['kind'] };

function isOurs(traffic: Traffic): traffic is Watched {
  return traffic.kind !== 'draft' && traffic.kind !== 'other';
}

async function noteAsked(deps: Deps, requestId: string, traffic: readonly Watched[]): Promise<void> {
  const { store, now } = deps;
  const seenAt = now().toISOString();
  await store.write(async () => {
    for (const [index, { kind, ids, account, to, cc, bcc, subject }] of traffic.entries()) {
      const { message: draft, thread } = ids;
      const id = `${requestId}:${index}`;
      await store.db.requests.put({
        id,
        requestId,
        kind,
        draft,
        thread,
        account,
        state: 'asked',
        status: null,
        seenAt,
      });
      const session = kind === 'send' ? await findSessionOfDraft(store.db, draft) : null;
      if (!session) continue;
      const known = { message: draft, ...(thread && { thread }) };
      const event = {
        type: 'traffic.send',
        requestId,
        ids: known,
        account,
        recipients: { to, cc, bcc },
        subject,
      } as const;
      await tellSession(deps, session.id, event);
    }
  });
}

async function noteEnded(deps: Deps, { requestId, status }: Ended): Promise<void> {
  const { store } = deps;
  const open = (await findRequests(store.db, requestId)).filter(({ state }) => state === 'asked');
  if (open.length === 0) return;
  const state = status !== null && status >= 200 && status < 300 ? 'done' : 'failed';
  await store.write(async () => {
    for (const request of open) {
      const ended: SeenRequest = { ...request, state, status };
      await store.db.requests.put(ended);
      const session = await findSessionOfDraft(store.db, request.draft);
      // The request itself was told when it was seen; a repeat changes nothing.
      for (const event of session ? eventsOf(deps, ended) : [])
        await tellSession(deps, session?.id ?? '', event);
    }
  });
  void deps.sync.run();
  void startPending(deps);
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
