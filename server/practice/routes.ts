import { type Context, Hono } from 'hono';
import { findPracticeArrival } from '../db/queries/practice-arrivals.ts';
import { findPracticeMessage } from '../db/queries/practice-messages.ts';
import { type PracticeApiDeps, practiceApi } from './api.ts';
import { APP_POLICY, BUILT_WEBMAIL, findBuiltFile, mailPage, mailPolicy, NOT_BUILT } from './pages.ts';
import type { PracticeEnv, PracticeUser } from './user.ts';

export interface PracticeDeps extends PracticeApiDeps {
  /** Who is signed in to the server's own pages; null when nobody is. */
  currentUser(c: Context): Promise<PracticeUser | null>;
  /** Folder of the built webmail; only tests give another. */
  webDir?: string;
}

/**
 * The practice mailbox: its pages, its API and the viewer of what arrived. Mount it at `/practice`.
 * Everything but the built scripts needs a sign-in; pages redirect there, the API answers 401.
 */
export function practiceRoutes(deps: PracticeDeps): Hono<PracticeEnv> {
  const webDir = deps.webDir ?? BUILT_WEBMAIL;
  const app = new Hono<PracticeEnv>();
  app.use(async (c, next) => {
    if (c.req.path.endsWith('/')) return c.redirect(c.req.path.replace(/\/+$/, ''));
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'same-origin');
    return undefined;
  });
  app.get('/assets/:name', (c) => serveAsset(c, webDir));
  app.use(async (c, next) => {
    const user = await deps.currentUser(c);
    if (!user) return refuse(c);
    c.set('user', user);
    await next();
    return undefined;
  });
  app.route('/api', practiceApi(deps));
  mountFrames(app, deps);
  app.get('/', (c) => servePage(c, webDir));
  for (const path of ['/sent', '/drafts', '/thread/:id', '/sink', '/sink/:id']) {
    app.get(path, (c) => servePage(c, webDir));
  }
  return app;
}

function refuse(c: Context): Response {
  if (c.req.path.includes('/practice/api/')) {
    return c.json(
      { code: 'NOT_SIGNED_IN', message: 'You are signed out. Sign in again; your draft is kept.' },
      401,
    );
  }
  return c.redirect(`/signin?to=${encodeURIComponent(c.req.path)}`);
}

async function serveAsset(c: Context, webDir: string): Promise<Response> {
  const file = await findBuiltFile(webDir, `assets/${c.req.param('name')}`);
  if (!file) return c.text('no such file', 404);
  // The name holds a hash of the content.
  return c.body(file.body, 200, {
    'Content-Type': file.type,
    'Cache-Control': 'public, max-age=31536000, immutable',
  });
}

async function servePage(c: Context, webDir: string): Promise<Response> {
  const file = await findBuiltFile(webDir, 'index.html');
  if (!file) return c.text(NOT_BUILT, 503);
  return c.body(file.body, 200, {
    'Content-Type': file.type,
    'Content-Security-Policy': APP_POLICY,
    'Cache-Control': 'no-store',
  });
}

/** Bodies of mails, each a page of its own without scripts, shown in a frame. */
function mountFrames(app: Hono<PracticeEnv>, { db }: PracticeDeps): void {
  app.get('/frame/message/:id', async (c) => {
    const message = await findPracticeMessage(db.kysely, c.get('user'), idOf(c));
    return message ? serveMail(c, message.html, true) : c.text('no such message', 404);
  });
  app.get('/frame/arrival/:id', async (c) => {
    const arrival = await findPracticeArrival(db.kysely, c.get('user').workspaceId, idOf(c));
    return arrival?.html ? serveMail(c, arrival.html, false) : c.text('no such message', 404);
  });
  app.get('/source/:id', async (c) => {
    const arrival = await findPracticeArrival(db.kysely, c.get('user').workspaceId, idOf(c));
    if (!arrival) return c.text('no such message', 404);
    return c.body(new Uint8Array(arrival.source), 200, {
      'Content-Type': 'message/rfc822',
      'Content-Disposition': `attachment; filename="${arrival.id}.eml"`,
    });
  });
}

function serveMail(c: Context, html: string, measurable: boolean): Response {
  return c.html(mailPage(html), 200, {
    'Content-Security-Policy': mailPolicy(measurable),
    'Cache-Control': 'private, max-age=3600',
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** The path's id; one that is malformed is an id of nothing, so that the answer is the same 404. */
function idOf(c: Context): string {
  const id = c.req.param('id') ?? '';
  return UUID.test(id) ? id : NO_ID;
}
