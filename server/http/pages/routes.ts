import { readFileSync } from 'node:fs';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Id } from '../../../lib/contract/primitives.ts';
import type { Failure } from '../../../lib/contract/result.ts';
import { isStorable } from '../../../lib/core/text/storable.ts';
import { type Auth, signIn, signInByLink, signOut } from '../../accounts/auth.ts';
import { limit, refuseExhausted } from '../../accounts/limits.ts';
import { useWebLink } from '../../accounts/links.ts';
import { decide, findOpenPairing } from '../../accounts/pairing.ts';
import { hashOf } from '../../accounts/secret-code.ts';
import type { Database } from '../../db/open.ts';
import { findMember, type MemberDetails, writeAudit } from '../../db/queries/accounts.ts';
import { listDeviceTokens, revokeDeviceToken } from '../../db/queries/device-tokens.ts';
import type { SendingOptions } from '../../delivery/channels/manage.ts';
import { findSessionCaller, isFromOwnPage, sourceOf } from '../caller.ts';
import type { OpenApiDocument } from '../openapi.ts';
import { statusOf } from '../status.ts';
import {
  codePage,
  confirmPage,
  decidedPage,
  devicesPage,
  homePage,
  linkPage,
  messagePage,
  signInPage,
} from './account-pages.ts';
import { apiPage } from './api-page.ts';
import { mountConnect } from './connect.ts';
import { type Html, layout, mark } from './layout.ts';

export interface PageDeps {
  db: Database;
  auth: Auth;
  publicUrl: string;
  practice: boolean;
  trustProxy: boolean;
  now: () => Date;
  document: OpenApiDocument;
  sending: Omit<SendingOptions, 'db'>;
}

const stylesheet = readFileSync(new URL('./site.css', import.meta.url), 'utf8');

/** The server's own pages: rendered here, without scripts. */
export function mountPages(app: Hono, deps: PageDeps): void {
  mountAssets(app);
  app.get('/openapi.json', (c) => c.json(deps.document));
  app.get('/docs/api', (c) => show(c, deps, { title: 'API', body: apiPage(deps.document), wide: true }));
  app.get('/', async (c) => {
    const signedIn = (await memberOf(c, deps)) !== null;
    return show(c, deps, {
      title: 'Welcome',
      body: homePage({ practice: deps.practice, signedIn }),
      wide: true,
    });
  });
  mountSignIn(app, deps);
  mountPairing(app, deps);
  mountDevices(app, deps);
  mountConnect(app, {
    sending: { ...deps.sending, db: deps.db },
    now: deps.now,
    memberOf: (c) => memberOf(c, deps),
    show: (c, page) => show(c, deps, page),
    toSignIn,
  });
}

function mountAssets(app: Hono): void {
  const hour = { 'Cache-Control': 'public, max-age=3600' };
  app.get('/assets/site.css', (c) =>
    c.body(stylesheet, 200, { ...hour, 'Content-Type': 'text/css; charset=utf-8' }),
  );
  const svg = String(mark).replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  app.get('/assets/mark.svg', (c) => c.body(svg, 200, { ...hour, 'Content-Type': 'image/svg+xml' }));
  app.get('/favicon.ico', (c) => c.redirect('/assets/mark.svg', 301));
}

function mountSignIn(app: Hono, deps: PageDeps): void {
  app.get('/signin', (c) => {
    const body = signInPage({ email: '', to: localPath(c.req.query('to')), problem: null });
    return show(c, deps, { title: 'Sign in', body });
  });
  app.post('/signin', ownPagesOnly(deps), async (c) => {
    const form = await c.req.parseBody();
    const [email, password, to] = [textOf(form.email), textOf(form.password), localPath(textOf(form.to))];
    const cookies = await trySignIn(c, deps, email, password);
    if (Array.isArray(cookies)) return redirectWith(c, to, cookies);
    const body = signInPage({ email, to, problem: cookies.message });
    return show(c, deps, { title: 'Sign in', body, status: statusOf(cookies.code) });
  });
  app.post('/signout', ownPagesOnly(deps), async (c) =>
    redirectWith(c, '/', await signOut(deps.auth, c.req.raw.headers)),
  );
  app.get('/link', (c) => {
    const [code, to] = [c.req.query('code') ?? '', localPath(c.req.query('to'))];
    if (isOpenedHere(c)) return followLink(c, deps, code, to);
    return show(c, deps, { title: 'Sign in', body: linkPage({ code, to }) });
  });
  app.post('/link', ownPagesOnly(deps), async (c) => {
    const form = await c.req.parseBody();
    return followLink(c, deps, textOf(form.code), localPath(textOf(form.to)));
  });
}

/**
 * A code is good for one time only, and must not be used up by a mail program's scanner or a chat's preview: these, and
 * browsers that do not say how they came here, get a page with a button.
 */
function isOpenedHere(c: Context): boolean {
  const said = (name: string) => c.req.header(name);
  return (
    c.req.raw.method === 'GET' &&
    said('sec-fetch-site') === 'none' &&
    said('sec-fetch-mode') === 'navigate' &&
    said('sec-purpose') === undefined
  );
}

async function followLink(c: Context, deps: PageDeps, code: string, to: string): Promise<Response> {
  const used = await useWebLink(deps.db, code, deps.now());
  if (used.ok)
    return redirectWith(c, to, await signInByLink(deps.auth, used.value.userId, c.req.raw.headers));
  // Reloading a link that has done its work is no mistake.
  if (await memberOf(c, deps)) return c.redirect(to);
  const body = messagePage({
    title: 'This link does not work',
    message: used.message,
    to: `/signin?to=${encodeURIComponent(to)}`,
    toText: 'Sign in',
  });
  return show(c, deps, { title: 'Link', body, status: statusOf(used.code) });
}

/** Wrong passwords are counted by address and source together, so that nobody is locked out by a stranger. */
async function trySignIn(
  c: Context,
  deps: PageDeps,
  email: string,
  password: string,
): Promise<string[] | Failure> {
  const now = deps.now();
  const db = deps.db.kysely;
  const source = sourceOf(c, deps.trustProxy);
  const who = hashOf(`${email.toLowerCase()} ${source}`);
  const tooMany =
    (await refuseExhausted(db, 'signInWrong', who, now)) ??
    (await refuseExhausted(db, 'signInWrongFromOnePlace', source, now));
  if (tooMany) return tooMany;
  // An address that the database cannot hold is nobody's.
  const cookies = isStorable(email) && (await signIn(deps.auth, email, password, c.req.raw.headers));
  if (cookies) return cookies;
  await limit(db, 'signInWrong', who, now);
  await limit(db, 'signInWrongFromOnePlace', source, now);
  return { ok: false, code: 'NOT_SIGNED_IN', message: 'address or password is wrong' };
}

function mountPairing(app: Hono, deps: PageDeps): void {
  app.get('/pair', async (c) => {
    const member = await memberOf(c, deps);
    if (!member) return toSignIn(c);
    const typed = c.req.query('code') ?? '';
    if (typed === '')
      return show(c, deps, { title: 'Pair a device', body: codePage({ typed, problem: null }) });
    const found = await countingWrong(deps, member, () => findOpenPairing(deps.db, typed, deps.now()));
    if (!found.ok) return showCodeProblem(c, deps, typed, found);
    const { user_code: userCode, device_name: deviceName } = found.value;
    const body = confirmPage({
      userCode,
      deviceName,
      workspaceName: member.workspaceName,
      userName: member.name,
    });
    return show(c, deps, { title: 'Pair a device', body });
  });
  app.post('/pair', ownPagesOnly(deps), async (c) => {
    const member = await memberOf(c, deps);
    if (!member) return toSignIn(c);
    const form = await c.req.parseBody();
    const approved = form.decision === 'approve';
    const typed = textOf(form.code);
    const status = approved ? 'approved' : 'refused';
    const decided = await countingWrong(deps, member, () =>
      decide(deps.db, typed, only(member), status, deps.now()),
    );
    if (!decided.ok) return showCodeProblem(c, deps, typed, decided);
    return show(c, deps, {
      title: 'Pair a device',
      body: decidedPage({ deviceName: decided.value.device_name, approved }),
    });
  });
}

const only = ({ workspaceId, userId, role }: MemberDetails) => ({ workspaceId, userId, role });

function showCodeProblem(c: Context, deps: PageDeps, typed: string, problem: Failure): Promise<Response> {
  const body = codePage({ typed, problem: problem.message });
  return show(c, deps, { title: 'Pair a device', body, status: statusOf(problem.code) });
}

async function countingWrong<T extends { ok: true } | Failure>(
  deps: PageDeps,
  member: MemberDetails,
  work: () => Promise<T>,
): Promise<T | Failure> {
  const tooMany = await refuseExhausted(deps.db.kysely, 'userCodeWrong', member.userId, deps.now());
  if (tooMany) return tooMany;
  const result = await work();
  if (!result.ok && result.code === 'PAIRING_UNKNOWN') {
    await limit(deps.db.kysely, 'userCodeWrong', member.userId, deps.now());
  }
  return result;
}

function mountDevices(app: Hono, deps: PageDeps): void {
  app.get('/devices', async (c) => {
    const member = await memberOf(c, deps);
    if (!member) return toSignIn(c);
    const tokens = await listDeviceTokens(deps.db.kysely, member, null);
    const done = c.req.query('done') !== undefined;
    const body = devicesPage({ tokens, timeZone: member.timeZone, done });
    return show(c, deps, { title: 'Your devices', body, wide: true });
  });
  app.post('/devices/revoke', ownPagesOnly(deps), async (c) => {
    const member = await memberOf(c, deps);
    if (!member) return toSignIn(c);
    const id = Id.safeParse((await c.req.parseBody()).id);
    const now = deps.now();
    const { workspaceId, userId } = member;
    const revoked = id.success && (await revokeDeviceToken(deps.db.kysely, member, id.data, now));
    if (!revoked) return c.redirect('/devices', 303);
    await writeAudit(deps.db.kysely, {
      workspaceId,
      userId,
      action: 'token.revoke',
      subjectId: id.data,
      now,
    });
    return c.redirect('/devices?done', 303);
  });
}

async function memberOf(c: Context, { db, auth }: PageDeps): Promise<MemberDetails | null> {
  const caller = await findSessionCaller(c, db, auth);
  return caller && findMember(db.kysely, caller.workspaceId, caller.userId);
}

interface Shown {
  title: string;
  body: Html;
  wide?: boolean;
  status?: ContentfulStatusCode;
}

async function show(
  c: Context,
  deps: PageDeps,
  { title, body, wide = false, status = 200 }: Shown,
): Promise<Response> {
  const viewer = await memberOf(c, deps);
  const page = await layout({ title, body, viewer, path: c.req.path, practice: deps.practice, wide });
  return c.html(page, status, { 'Cache-Control': 'no-store' });
}

function ownPagesOnly(deps: PageDeps): MiddlewareHandler {
  return async (c, next) => {
    if (isFromOwnPage(c, deps.publicUrl)) return next();
    const message = 'this form was sent from another site, so nothing was done';
    const body = messagePage({ title: 'Refused', message, to: '/', toText: 'Go on' });
    return show(c, deps, { title: 'Refused', body, status: 403 });
  };
}

function toSignIn(c: Context): Response {
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/signin?to=${encodeURIComponent(pathname + search)}`, 303);
}

function redirectWith(c: Context, to: string, cookies: string[]): Response {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
  return c.redirect(to, 303);
}

/** A path of this server, never an address elsewhere. */
function localPath(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(to) ? to : '/';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
