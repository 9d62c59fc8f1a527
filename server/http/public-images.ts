import type { Context, Hono } from 'hono';
import type { Database } from '../db/open.ts';
import { findImage, findImageContent, type ImageRow } from '../db/queries/images.ts';
import { IMAGE_PATH, parseImageName } from '../images/address.ts';
import { minuteGate } from '../links/minute-gate.ts';
import { sourceOf } from './caller.ts';

export interface PublicImagesDeps {
  db: Database;
  trustProxy: boolean;
  now: () => Date;
}

/** Names that lead nowhere, by source in a minute: nobody's mails hold that many. */
const MOST_MISSES = 30;

const headers = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  'Referrer-Policy': 'no-referrer',
  // Mails are read on other people's pages, some of which take nothing that does not say this.
  'Cross-Origin-Resource-Policy': 'cross-origin',
};
/** What an address holds never changes: other bytes have another address. */
const forEver = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/**
 * Pictures of mails, for whoever has got one. To be mounted before any middleware: no session, no cookie, no log line;
 * who loads a picture is nobody's business.
 */
export function mountPublicImages(app: Hono, deps: PublicImagesDeps): void {
  const mayMiss = minuteGate(MOST_MISSES);
  app.get(`${IMAGE_PATH}:name`, async (c) => {
    const asked = parseImageName(c.req.param('name'));
    const image = asked && (await findImage(deps.db.kysely, asked.workspaceId, asked.key));
    if (!image || image.type !== asked.type)
      return noSuchImage(c, mayMiss(sourceOf(c, deps.trustProxy), deps.now()));
    const about = { ...headers, ...forEver, ETag: tagOf(image) };
    if (isKnown(c, image)) return c.body(null, 304, about);
    const whole = { ...about, 'Content-Type': `image/${image.type}`, 'Content-Length': String(image.bytes) };
    if (c.req.raw.method === 'HEAD') return c.body(null, 200, whole);
    const content = await findImageContent(deps.db.kysely, asked.workspaceId, asked.key);
    return content ? c.body(content, 200, whole) : noSuchImage(c, true);
  });
}

function tagOf({ sha256 }: ImageRow): string {
  return `"${Buffer.from(sha256).toString('base64url')}"`;
}

/** @see RFC 9110 §13.1.2 (If-None-Match compares weakly) */
function isKnown(c: Context, image: ImageRow): boolean {
  const known = c.req.header('if-none-match');
  if (known === undefined) return false;
  const tags = known.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(tagOf(image));
}

function noSuchImage(c: Context, isFew: boolean): Response {
  const never = { ...headers, 'Cache-Control': 'no-store' };
  if (isFew) return c.text('There is no picture at this address.', 404, never);
  const message = 'Too many unknown pictures from here. Please try again in a minute.';
  return c.text(message, 429, { ...never, 'Retry-After': '60' });
}
