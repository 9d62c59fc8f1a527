import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Auth } from '../accounts/auth.ts';
import type { Database } from '../db/open.ts';
import { findMember } from '../db/queries/accounts.ts';
import type { SendingOptions } from '../delivery/channels/manage.ts';
import type { Log } from '../log.ts';
import type { EventQueue } from '../mailings/event-queue.ts';
import type { Writers } from '../mailings/writers.ts';
import { practiceRoutes } from '../practice/routes.ts';
import type { Sink } from '../practice/sink.ts';
import type { PracticeUser } from '../practice/user.ts';
import { Rehearsals } from '../rehearsal/rehearsals.ts';
import type { Nudges } from '../sync/nudges.ts';
import { absenceHandlers } from './absences.ts';
import { accountHandlers } from './account.ts';
import { analyticsHandlers } from './analytics.ts';
import { mountApi } from './api.ts';
import { blockedAddressHandlers } from './blocked-addresses.ts';
import { blockedDomainHandlers } from './blocked-domains.ts';
import { calendarHandlers } from './calendar.ts';
import { findSessionCaller } from './caller.ts';
import { campaignHandlers } from './campaigns.ts';
import { channelHandlers } from './channels.ts';
import { companyHandlers } from './companies.ts';
import { companyDomainHandlers } from './company-domains.ts';
import { contentHandlers } from './content.ts';
import { dkimHandlers } from './dkim.ts';
import { enrolmentHandlers } from './enrolments.ts';
import { feedHandlers } from './feed.ts';
import { imageHandlers } from './images.ts';
import { importHandlers } from './imports.ts';
import { interestHandlers } from './interests.ts';
import { limitHandlers } from './limits.ts';
import { linkHandlers } from './links.ts';
import { mailingHandlers } from './mailings.ts';
import { mailHandlers } from './mails.ts';
import { openApiDocument } from './openapi.ts';
import { messagePage } from './pages/account-pages.ts';
import { layout } from './pages/layout.ts';
import { mountPages } from './pages/routes.ts';
import { peopleHandlers } from './people.ts';
import { projectHandlers } from './projects.ts';
import { mountPublicChoices } from './public-choices.ts';
import { mountPublicContent } from './public-content.ts';
import { mountPublicImages } from './public-images.ts';
import { mountPublicLinks } from './public-links.ts';
import { mountPublicMails } from './public-mails.ts';
import { mountPublicOpens } from './public-opens.ts';
import { registeredLinkHandlers } from './registered-links.ts';
import { rehearsalHandlers } from './rehearsals.ts';
import { selectionHandlers } from './selections.ts';
import { syncHandlers } from './sync.ts';
import { syncEvents } from './sync-events.ts';
import { taskHandlers } from './tasks.ts';
import { teamHandlers } from './teams.ts';
import { templateCategoryHandlers } from './template-categories.ts';
import { templateHandlers } from './templates.ts';
import { trackingHandlers } from './tracking.ts';

export interface AppDeps {
  db: Database;
  auth: Auth;
  nudges: Nudges;
  log: Log;
  version: string;
  /** Address under which people reach the server, without a slash at the end. */
  publicUrl: string;
  trustProxy: boolean;
  /** Null: no practice mailbox. */
  sink: Sink | null;
  now: () => Date;
  /** What recipients of mailings do, on its way to the database. */
  events: EventQueue;
  writers: Writers;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
  /** Which accounts mails may leave through, and what seals their secrets. */
  sending: Omit<SendingOptions, 'db'>;
  /** A pairing link was exchanged for a token. */
  redeemed(userId: string): void;
  /** Tests: an answer that does not match its schema is a defect. */
  checkAnswers?: boolean;
}

/** Everything the server answers over HTTP. */
export function createApp(deps: AppDeps): Hono {
  const { log, sink } = deps;
  const app = new Hono();
  mountPublicLinks(app, deps);
  mountPublicMails(app, deps);
  mountPublicChoices(app, deps);
  mountPublicOpens(app, deps);
  mountPublicImages(app, deps);
  mountPublicContent(app, deps);
  app.use(logged(log));
  app.use(securely());
  const handlers = {
    ...accountHandlers(deps),
    ...taskHandlers,
    ...peopleHandlers,
    ...campaignHandlers,
    ...rehearsalHandlers(new Rehearsals(deps)),
    ...absenceHandlers,
    ...calendarHandlers,
    ...channelHandlers(deps.sending),
    ...dkimHandlers(deps.sending),
    ...syncHandlers,
    ...enrolmentHandlers,
    ...limitHandlers,
    ...teamHandlers,
    ...companyHandlers,
    ...importHandlers,
    ...selectionHandlers,
    ...projectHandlers,
    ...registeredLinkHandlers,
    ...interestHandlers,
    ...blockedDomainHandlers,
    ...blockedAddressHandlers,
    ...companyDomainHandlers,
    ...mailHandlers,
    ...feedHandlers,
    ...analyticsHandlers,
    ...templateHandlers,
    ...templateCategoryHandlers,
    ...linkHandlers(deps),
    ...mailingHandlers(deps),
    ...trackingHandlers(deps),
    ...imageHandlers(deps),
    ...contentHandlers(deps),
  };
  mountApi(app, {
    ...deps,
    handlers,
    events: syncEvents(deps.nudges),
    checkAnswers: deps.checkAnswers ?? false,
  });
  const document = openApiDocument(deps.version, deps.publicUrl);
  mountPages(app, { ...deps, practice: sink !== null, document });
  if (sink)
    app.route('/practice', practiceRoutes({ ...deps, sink, currentUser: (c) => currentUser(c, deps) }));
  app.notFound((c) => notFound(c, sink !== null));
  app.onError((error, c) => broken(error, c, log));
  return app;
}

/** Who is signed in to the server's own pages. */
async function currentUser(c: Context, { db, auth }: AppDeps): Promise<PracticeUser | null> {
  const caller = await findSessionCaller(c, db, auth);
  const member = caller && (await findMember(db.kysely, caller.workspaceId, caller.userId));
  return (
    member && {
      workspaceId: member.workspaceId,
      userId: member.userId,
      name: member.name,
      email: member.email,
    }
  );
}

/** Paths without their queries: those may hold codes. */
function logged(log: Log) {
  return async (c: Context, next: () => Promise<void>) => {
    const startedAt = performance.now();
    await next();
    const ms = Math.round(performance.now() - startedAt);
    log.debug({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'answered');
  };
}

/** Strict by default; what serves scripts or frames of its own (the practice mailbox) says so itself. */
function securely() {
  const policy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  const headers = secureHeaders({
    xFrameOptions: false,
    referrerPolicy: false,
    strictTransportSecurity: false,
    crossOriginResourcePolicy: false,
  });
  return async (c: Context, next: () => Promise<void>) => {
    await headers(c, next);
    if (!c.res.headers.has('content-security-policy')) c.header('Content-Security-Policy', policy);
    // Not "no-referrer": browsers then send a form's Origin as null, and the check for own pages needs it.
    if (!c.res.headers.has('referrer-policy')) c.header('Referrer-Policy', 'same-origin');
  };
}

const isForPeople = (c: Context) =>
  !c.req.path.startsWith('/api/') && (c.req.header('accept') ?? '').includes('text/html');

async function notFound(c: Context, practice: boolean): Promise<Response> {
  const message = 'there is nothing at this address';
  if (!isForPeople(c)) return c.json({ code: 'NOT_FOUND', message }, 404);
  const body = messagePage({ title: 'Not found', message, to: '/', toText: 'To the start' });
  return c.html(await layout({ title: 'Not found', body, viewer: null, path: c.req.path, practice }), 404);
}

/** The one place where defects end: logged here with their cause, told to the caller without detail. */
async function broken(error: Error, c: Context, log: Log): Promise<Response> {
  log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed');
  const message = 'something went wrong on our side; it has been logged';
  if (!isForPeople(c)) return c.json({ code: 'BROKEN', message }, 500);
  const body = messagePage({ title: 'Something went wrong', message, to: '/', toText: 'To the start' });
  return c.html(await layout({ title: 'Error', body, viewer: null, path: c.req.path, practice: false }), 500);
}
