import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { evidenceOf } from '../../lib/core/mailing/machine.ts';
import type { Database } from '../db/open.ts';
import { findImageOwner } from '../db/queries/mailing-events.ts';
import { minuteGate } from '../links/minute-gate.ts';
import { OPEN_PATH, storeOpen } from '../links/open.ts';
import { type LinkKey, parseLinkKey } from '../links/public-key.ts';
import type { Log } from '../log.ts';
import type { EventQueue } from '../mailings/event-queue.ts';
import { purposeOf } from './purpose.ts';

export interface PublicOpensDeps {
  db: Database;
  log: Log;
  events: Pick<EventQueue, 'add'>;
  now: () => Date;
}

/** What one image counts in a minute; whoever asks more often still gets it. */
const MOST_OPENS = 60;
/** One transparent pixel. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const headers = {
  'Content-Type': 'image/gif',
  'Content-Length': String(gif.length),
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  // Mail that is read in a browser shows it, too.
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/**
 * Opening images, for whoever has got a mail. To be mounted before any middleware: no session, no cookie, no log line. The
 * answer is the same whether the image is known or not.
 */
export function mountPublicOpens(app: Hono, deps: PublicOpensDeps): void {
  const mayCount = minuteGate(MOST_OPENS);
  app.get(`${OPEN_PATH}:name`, async (c) => {
    const word = c.req.param('name').replace(/\.gif$/, '');
    const image = parseLinkKey(word);
    if (image && mayCount(word, deps.now())) await store(c, deps, image);
    return c.body(new Uint8Array(gif), 200, headers);
  });
}

/** The reader gets the image even when the opening cannot be stored. */
async function store(c: Context, { db, log, events, now }: PublicOpensDeps, image: LinkKey): Promise<void> {
  try {
    // The router answers HEAD by the handler of GET.
    const asked = { method: c.req.raw.method, purpose: purposeOf(c), userAgent: c.req.header('user-agent') };
    const at = now();
    const recipient = { workspaceId: image.workspaceId, recipientId: image.key };
    const owner = await findImageOwner(db.kysely, recipient);
    if (!owner) return;
    if (!owner.ofRecipient) return await storeOpen(db, image, asked, at);
    const sinceSentMs = owner.sentAt && at.getTime() - owner.sentAt.getTime();
    const evidence = evidenceOf('open', { ...asked, sinceSentMs });
    events.add({ ...recipient, id: randomUUID(), kind: 'open', link: null, at, ...evidence });
  } catch (err) {
    log.error({ err }, 'an opening could not be stored');
  }
}
