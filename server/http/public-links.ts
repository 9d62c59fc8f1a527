import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { agentKind } from '../../lib/core/tracking/agent-kind.ts';
import { isLookAhead } from '../../lib/core/tracking/opened-by.ts';
import type { Database } from '../db/open.ts';
import { findLinkTarget } from '../db/queries/links.ts';
import { storeClick } from '../links/click.ts';
import { LINK_PATH } from '../links/create.ts';
import { minuteGate } from '../links/minute-gate.ts';
import { type LinkKey, parseLinkKey } from '../links/public-key.ts';
import type { Log } from '../log.ts';
import { sourceOf } from './caller.ts';
import { purposeOf } from './purpose.ts';

export interface PublicLinksDeps {
  db: Database;
  log: Log;
  trustProxy: boolean;
  now: () => Date;
}

/** What one link counts in a minute; whoever clicks more often still gets where it leads. */
const MOST_CLICKS = 60;
/** Keys that lead nowhere, by source in a minute: nobody's mails hold that many. */
const MOST_MISSES = 30;

export const linkHeaders = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
};
const pagePolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Tracked links, for whoever has got a mail. To be mounted before any middleware: no session, no cookie, no log line.
 * Where a link leads was stored when it was made; nothing in the request can change it.
 */
export function mountPublicLinks(app: Hono, deps: PublicLinksDeps): void {
  const mayCount = minuteGate(MOST_CLICKS);
  const mayMiss = minuteGate(MOST_MISSES);
  app.get(`${LINK_PATH}:key`, async (c) => {
    const word = c.req.param('key');
    const link = parseLinkKey(word);
    const target = link && (await findLinkTarget(deps.db.kysely, link.workspaceId, link.key));
    if (!link || target === null) {
      const known = mayMiss(sourceOf(c, deps.trustProxy), deps.now());
      return known ? noSuchLink(c) : tooManyLinks(c);
    }
    // The router answers HEAD by the handler of GET.
    const isClick = !isLookAhead(c.req.raw.method, purposeOf(c));
    if (isClick && mayCount(word, deps.now())) await count(c, deps, link);
    return c.body(null, 302, { ...linkHeaders, Location: target });
  });
}

/** The reader gets on even when the click cannot be stored. */
async function count(c: Context, { db, log, now }: PublicLinksDeps, link: LinkKey): Promise<void> {
  try {
    await storeClick(db, link, agentKind(c.req.header('user-agent')), now());
  } catch (err) {
    log.error({ err }, 'a click could not be stored');
  }
}

/** The answer to whatever is no link of ours. */
export function noSuchLink(c: Context): Response | Promise<Response> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>This link leads nowhere</title>
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<main id="main">
<div class="card"><h1>This link leads nowhere</h1>
<p>It may have been cut off when it was copied, or it is no longer in use. Please ask whoever sent it to you.</p></div>
</main>
</body>
</html>`;
  return c.html(page, 404, { ...linkHeaders, 'Content-Security-Policy': pagePolicy });
}

export function tooManyLinks(c: Context): Response {
  return c.text('Too many unknown links from here. Please try again in a minute.', 429, {
    ...linkHeaders,
    'Retry-After': '60',
  });
}
