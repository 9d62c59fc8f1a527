import { createAuth } from '../../server/accounts/auth.ts';
import { issueToken } from '../../server/accounts/tokens.ts';
import type { Database } from '../../server/db/open.ts';
import type { SendingOptions } from '../../server/delivery/channels/manage.ts';
import { createApp } from '../../server/http/app.ts';
import { createLog } from '../../server/log.ts';
import { EventQueue } from '../../server/mailings/event-queue.ts';
import { storeEvents } from '../../server/mailings/store-events.ts';
import { Writers } from '../../server/mailings/writers.ts';
import { startNudges } from '../../server/sync/nudges.ts';
import { testSending } from './sending.ts';

export const publicUrl = 'http://utskick.test';

export interface TestApp {
  /** Sends a request without a socket; a body that is neither text nor bytes is sent as JSON. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  /** The same, answering with status and parsed JSON. */
  json(method: string, path: string, options?: CallOptions): Promise<{ status: number; body: unknown }>;
  /** Who redeemed pairing links. */
  redeemed: string[];
  /** As a server hands requests over. */
  fetch(request: Request, env: object): Response | Promise<Response>;
  /** Waits until what recipients did is written. */
  flush(): Promise<void>;
  /** Moves the clock. */
  setNow(now: Date): void;
}

export interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The whole app on a test database, with a clock that stands still; answers are checked against their schemas. */
export async function anApp(
  db: Database,
  startedAt: Date,
  sending: Omit<SendingOptions, 'db'> = testSending,
): Promise<TestApp> {
  let now = startedAt;
  const redeemed: string[] = [];
  const events = new EventQueue({
    store: (some) => storeEvents(db, some, now),
    onError: (error) => {
      throw error;
    },
  });
  const app = createApp({
    db,
    auth: createAuth(db, { secret: 'a secret of the tests, 32 characters', publicUrl }),
    nudges: await startNudges(db),
    log: createLog('silent'),
    version: '0.0.0',
    publicUrl,
    trustProxy: true,
    sink: null,
    sending: { ...sending, now: () => now },
    now: () => now,
    events,
    writers: new Writers(publicUrl),
    stopping: new AbortController().signal,
    redeemed: (userId) => redeemed.push(userId),
    checkAnswers: true,
  });
  const call: TestApp['call'] = async (method, path, { token, body, headers = {} } = {}) => {
    const bytes = body instanceof Uint8Array ? new Uint8Array(body) : null;
    const written = bytes ?? (typeof body === 'string' ? body : null);
    const type = body === undefined || written !== null ? {} : { 'content-type': 'application/json' };
    const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return await app.request(path.startsWith('/') ? publicUrl + path : path, {
      method,
      headers: { ...type, ...bearer, ...headers },
      ...(body !== undefined && { body: written ?? JSON.stringify(body) }),
    });
  };
  return {
    call,
    fetch: (request, env) => app.fetch(request, env),
    flush: () => events.flush(),
    redeemed,
    json: async (...request) => {
      const answer = await call(...request);
      return { status: answer.status, body: await answer.json() };
    },
    setNow: (later) => {
      now = later;
    },
  };
}

/** A device token of the member, made without pairing. */
export function aToken(
  db: Database,
  member: { workspaceId: string; userId: string },
  now: Date,
): Promise<string> {
  return issueToken(db.kysely, { ...member, name: 'A test' }, now);
}

/** Signs a person in to the server's own pages. @returns the cookie */
export async function signInAt(app: TestApp, email: string, password: string): Promise<string> {
  const answer = await app.call('POST', '/signin', {
    body: new URLSearchParams({ email, password }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
