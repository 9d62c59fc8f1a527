import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { api, type EndpointName, nudgePath } from '../../lib/contract/api.ts';
import type { Endpoint } from '../../lib/contract/endpoint.ts';
import { type Failure, fail, invalidField, type Result } from '../../lib/contract/result.ts';
import type { Auth } from '../accounts/auth.ts';
import type { Database } from '../db/open.ts';
import { refuseLocked } from '../teams/lockdown.ts';
import { type Caller, findCaller, isFromOwnPage, sourceOf } from './caller.ts';
import { fileNameOf } from './file-name.ts';
import type { Handlers, StreamHandler } from './handlers.ts';
import { mountOlder } from './older.ts';
import { type ParsedParts, parseRequest } from './parse-request.ts';
import { bodyOf, statusOf } from './status.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** Extensions call with a bearer token; cookies are never allowed to travel, and ordinary pages may not call. */
const EXTENSION_ORIGIN = /^(chrome|moz)-extension:\/\/[a-z0-9-]+$/;

export interface ApiDeps {
  db: Database;
  auth: Auth;
  publicUrl: string;
  handlers: Handlers;
  events: StreamHandler;
  now: () => Date;
  /** Aborts when the server stops; streams end then. */
  stopping: AbortSignal;
  trustProxy: boolean;
  /** Tests: an answer that does not match its schema is a defect. */
  checkAnswers: boolean;
}

/** Every endpoint of the table, validated, authorised and answered in the same way. */
export function mountApi(app: Hono, deps: ApiDeps): void {
  app.use(
    '/api/*',
    cors({
      origin: (origin) => (EXTENSION_ORIGIN.test(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type'],
      maxAge: 600,
    }),
  );
  app.use('/api/*', async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('Cache-Control', 'no-store');
  });
  mountOlder(app);
  app.get(nudgePath, (c) => stream(c, deps));
  for (const name of Object.keys(api) as EndpointName[]) mountEndpoint(app, deps, name); // keys of the table itself
}

/** A handler as the table's loop sees it: `name` ties context, request and answer together, which a loop cannot say. */
type AnyHandler = (context: object, request: ParsedParts) => Promise<Result<unknown>>;

function mountEndpoint(app: Hono, deps: ApiDeps, name: EndpointName): void {
  const endpoint: Endpoint = api[name];
  const handler = deps.handlers[name] as AnyHandler;
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const maxSize = endpoint.maxBytes ?? MAX_BODY_BYTES;
  const limit = bodyLimit({ maxSize, onError: (c) => refuseLarge(c, maxSize) });
  app.on(endpoint.method.toUpperCase(), path, limit, async (c) => {
    const context = await contextOf(c, deps, name);
    if (!context.ok) return refuse(c, context);
    const request = await parseRequest(c, endpoint);
    if ('status' in request) return c.json(bodyOf(request.failure), request.status);
    if (!request.ok) return refuse(c, request);
    const result = await handler(context.value, request.value);
    if (!result.ok) return refuse(c, result);
    if (endpoint.file === 'out') return fileAnswer(c, result.value);
    return c.json(deps.checkAnswers ? checked(name, endpoint, result.value) : result.value);
  });
}

/** Who may not call learns nothing about the request's form: this comes before validation. */
async function contextOf(c: Context, deps: ApiDeps, name: EndpointName): Promise<Result<object>> {
  const endpoint: Endpoint = api[name];
  const now = deps.now();
  const { db } = deps;
  if (endpoint.auth === 'public')
    return { ok: true, value: { db, now, source: sourceOf(c, deps.trustProxy) } };
  const caller = await authorise(c, deps, endpoint, now);
  const locked = caller.ok ? await refuseLocked(db.kysely, caller.value, name) : null;
  if (locked) return locked;
  return caller.ok ? { ok: true, value: { db, now, ...only(caller.value) } } : caller;
}

async function authorise(c: Context, deps: ApiDeps, endpoint: Endpoint, now: Date): Promise<Result<Caller>> {
  const caller = await findCaller(c, deps.db, deps.auth, now);
  if (!caller) return fail('NOT_SIGNED_IN', 'sign in or pair this device again');
  const changes = endpoint.method !== 'get';
  if (caller.tokenId === null && changes && !isFromOwnPage(c, deps.publicUrl)) {
    return fail('NOT_ALLOWED', 'a browser session may change something from the pages of this server only');
  }
  if (endpoint.roles && !endpoint.roles.includes(caller.role)) {
    return fail('NOT_ALLOWED', `this needs the role ${endpoint.roles.join(' or ')}; yours is ${caller.role}`);
  }
  return { ok: true, value: caller };
}

const only = ({ workspaceId, userId, role, tokenId }: Caller) => ({ workspaceId, userId, role, tokenId });

async function stream(c: Context, deps: ApiDeps): Promise<Response> {
  const now = deps.now();
  const caller = await findCaller(c, deps.db, deps.auth, now);
  if (!caller) return refuse(c, fail('NOT_SIGNED_IN', 'sign in or pair this device again'));
  const stop = AbortSignal.any([c.req.raw.signal, deps.stopping]);
  return deps.events({ db: deps.db, now, ...only(caller) }, stop);
}

function refuse(c: Context, failure: Failure): Response {
  const status = statusOf(failure.code);
  if (status === 401) c.header('WWW-Authenticate', 'Bearer');
  if (status === 429) c.header('Retry-After', '600');
  return c.json(bodyOf(failure), status);
}

/** To be saved, never to be shown on our own address: what it holds is somebody's. */
function fileAnswer(c: Context, value: unknown): Response {
  // Answered by a handler of an endpoint whose answer is a file, which its type demands.
  const { content, name, type } = value as { content: Uint8Array<ArrayBuffer>; name: string; type: string };
  return c.body(content, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; ${fileNameOf(name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
}

function refuseLarge(c: Context, maxBytes: number): Response {
  const message = `the body is larger than ${maxBytes / 1024 / 1024} MB`;
  return c.json(bodyOf(invalidField('', message)), 413);
}

function checked(name: string, endpoint: Endpoint, answer: unknown): object {
  const parsed = endpoint.response.safeParse(answer);
  if (!parsed.success)
    throw new Error(`${name}: the answer does not match its schema: ${parsed.error.message}`);
  return Object(parsed.data);
}
