import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { CONTENT_PATH } from '../../lib/core/links/content-links.ts';
import { mediaTypes } from '../content/media-types.ts';
import type { Database } from '../db/open.ts';
import { findServed, readServed, type ServedContent } from '../db/queries/content.ts';
import { minuteGate } from '../links/minute-gate.ts';
import { parseLinkKey } from '../links/public-key.ts';
import { sourceOf } from './caller.ts';
import { fileNameOf } from './file-name.ts';

export interface PublicContentDeps {
  db: Database;
  trustProxy: boolean;
  now: () => Date;
}

/** Keys that lead nowhere, by source in a minute: nobody's mails hold that many. */
const MOST_MISSES = 30;
/** Files, by source in a minute: a whole office may read at once, and each is sent from memory. */
const MOST_FILES = 120;

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Asked again each time, so that what is deleted is gone; what was loaded is not loaded twice.
  'Cache-Control': 'private, no-cache',
};
/** No script, no form, no origin: whatever it holds, it acts on nothing. */
const filePolicy = "default-src 'none'; sandbox";
const pagePolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Files that mails link to, for whoever has got one. To be mounted before any middleware: no session, no cookie, no log
 * line. What a file is its bytes have said when it was added, never its name or whoever asks.
 */
export function mountPublicContent(app: Hono, deps: PublicContentDeps): void {
  const mayMiss = minuteGate(MOST_MISSES);
  const mayLoad = minuteGate(MOST_FILES);
  app.get(`${CONTENT_PATH}:word`, async (c) => {
    const word = c.req.param('word');
    const id = parseLinkKey(word);
    const found = id && (await findServed(deps.db.kysely, id.workspaceId, id.key));
    const source = sourceOf(c, deps.trustProxy);
    if (!id || !found) return mayMiss(source, deps.now()) ? noSuchFile(c, 404) : tooMany(c);
    if (found.isDeleted) return noSuchFile(c, 410);
    const about = { ...headers, ETag: `"${word}"`, ...headersOf(found) };
    if (c.req.header('if-none-match')?.includes(about.ETag)) return c.body(null, 304, about);
    if (c.req.raw.method === 'HEAD')
      return c.body(null, 200, { ...about, 'Content-Length': String(found.bytes) });
    if (!mayLoad(source, deps.now())) return tooMany(c);
    const content = await readServed(deps.db.kysely, id.workspaceId, id.key);
    if (!content) return noSuchFile(c, 410);
    return c.body(content, 200, { ...about, 'Content-Length': String(content.byteLength) });
  });
}

/** Pictures and PDF are shown, which browsers do in a viewer of their own; everything else is saved. */
function headersOf({ name, type }: ServedContent) {
  const way = type === 'other' ? 'attachment' : 'inline';
  return {
    'Content-Type': mediaTypes[type],
    'Content-Disposition': `${way}; ${fileNameOf(name)}`,
    'Content-Security-Policy': filePolicy,
  };
}

/** 410: it was there. */
function noSuchFile(c: Context, status: 404 | 410): Response | Promise<Response> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>This file is not here</title>
<link rel="stylesheet" href="/assets/site.css">
</head>
<body>
<main id="main">
<div class="card"><h1>This file is not here</h1>
<p>${status === 410 ? 'It has been taken away.' : 'The link may have been cut off when it was copied.'} Please ask whoever sent it to you.</p></div>
</main>
</body>
</html>`;
  return c.html(page, status, {
    ...headers,
    'Cache-Control': 'no-store',
    'Content-Security-Policy': pagePolicy,
  });
}

function tooMany(c: Context): Response {
  return c.text('Too much was asked for from here. Please try again in a minute.', 429, {
    ...headers,
    'Cache-Control': 'no-store',
    'Retry-After': '60',
  });
}
