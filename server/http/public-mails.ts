import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { withUtm } from '../../lib/core/mailing/links.ts';
import { evidenceOf, type TrackedKind } from '../../lib/core/mailing/machine.ts';
import { targetOf } from '../../lib/core/mailing/target.ts';
import type { Database } from '../db/open.ts';
import {
  findRecipientLink,
  findRecipientMail,
  type RecipientKey,
  type RecipientLink,
} from '../db/queries/mailing-events.ts';
import { findLinkPage } from '../db/queries/registered-links.ts';
import { minuteGate } from '../links/minute-gate.ts';
import { parseLinkKey } from '../links/public-key.ts';
import type { Log } from '../log.ts';
import { linksOf, paths } from '../mailings/addresses.ts';
import type { EventQueue } from '../mailings/event-queue.ts';
import { LOCALE, type Writers } from '../mailings/writers.ts';
import { sourceOf } from './caller.ts';
import { linkPage } from './pages/link-page.ts';
import { linkHeaders, noSuchLink, tooManyLinks } from './public-links.ts';
import { purposeOf } from './purpose.ts';

export interface PublicMailsDeps {
  db: Database;
  log: Log;
  events: Pick<EventQueue, 'add'>;
  writers: Writers;
  publicUrl: string;
  trustProxy: boolean;
  now: () => Date;
}

/** What one recipient's links count in a minute; whoever clicks more often still gets where they lead. */
const MOST_COUNTED = 60;
/** Mails shown online, by recipient in a minute: each is written anew. */
const MOST_VIEWS = 30;
/** Words that lead nowhere, by source in a minute: nobody's mails hold that many. */
const MOST_MISSES = 30;

/** Pictures and styles alone: nothing in it acts, and its links leave it as from a mail program. */
const mailPolicy =
  "default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline' https:; font-src https: data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  'sandbox allow-popups allow-popups-to-escape-sandbox';

/** The same of a page of ours, which has our styles too. */
const pagePolicy = mailPolicy.replace("style-src 'unsafe-inline' https:", "style-src 'self' 'unsafe-inline'");

/** The recipient that a word names; null: it is none of ours. */
export function recipientOf(word: string): RecipientKey | null {
  const found = parseLinkKey(word);
  return found && { workspaceId: found.workspaceId, recipientId: found.key };
}

/**
 * Tracked links of mailings, and their mails in a browser. To be mounted before any middleware: no session, no cookie, no
 * log line. Where a link leads was stored with its mailing; nothing in the request can change it.
 */
export function mountPublicMails(app: Hono, deps: PublicMailsDeps): void {
  const mayCount = minuteGate(MOST_COUNTED);
  const mayView = minuteGate(MOST_VIEWS);
  const mayMiss = minuteGate(MOST_MISSES);
  const miss = (c: Context) =>
    mayMiss(sourceOf(c, deps.trustProxy), deps.now()) ? noSuchLink(c) : tooManyLinks(c);
  app.get(`${paths.link}:word/:number`, async (c) => {
    const word = c.req.param('word');
    const recipient = recipientOf(word);
    const [number] = /^[1-9]\d{0,5}$/.exec(c.req.param('number')) ?? [];
    if (!recipient || number === undefined) return miss(c);
    const link = await findRecipientLink(deps.db.kysely, recipient, Number(number));
    const answer = link && (await answerOf(link));
    if (!link || !answer) return miss(c);
    if (mayCount(word, deps.now()))
      count(c, deps, { ...recipient, ...link, kind: 'click', number: Number(number) });
    return answer;

    async function answerOf(found: RecipientLink): Promise<Response | null> {
      if (found.registered?.response.kind === 'page')
        return await showLinkPage(c, deps, recipient?.workspaceId ?? '', found.registered.id);
      const target = whereTo(found);
      return target === null ? null : c.body(null, 302, { ...linkHeaders, Location: target });
    }
  });
  // For whoever looks at a mail, or tries it out: nothing here is counted.
  app.get(`${paths.page}:word`, async (c) => {
    const link = parseLinkKey(c.req.param('word'));
    return (link && (await showLinkPage(c, deps, link.workspaceId, link.key))) ?? miss(c);
  });
  app.get(`${paths.view}:word`, async (c) => {
    const word = c.req.param('word');
    const recipient = recipientOf(word);
    const mail = recipient && (await findRecipientMail(deps.db.kysely, recipient));
    if (!recipient || !mail) return miss(c);
    if (!mayView(word, deps.now())) return tooManyLinks(c);
    const { mailingId, edition, fields, trackOpens } = mail;
    const key = { workspaceId: recipient.workspaceId, mailingId, number: edition };
    const writer = await deps.writers.of(deps.db.kysely, key);
    // Seen here it counts as seen; its image need not say so once more.
    const { subject, html } = writer.write(fields, linksOf(deps.publicUrl, recipient, false));
    if (trackOpens) count(c, deps, { ...recipient, ...mail, kind: 'view', number: null });
    return c.html(asDocument(subject, html), 200, { ...linkHeaders, 'Content-Security-Policy': mailPolicy });
  });
}

/** @returns null: there is no such page */
async function showLinkPage(
  c: Context,
  { db }: PublicMailsDeps,
  workspaceId: string,
  id: string,
): Promise<Response | null> {
  const found = await findLinkPage(db.kysely, workspaceId, id);
  if (found?.response.kind !== 'page') return null;
  const { title, html: text } = found.response;
  const page = linkPage({ title, text, sender: found.sender });
  return c.html(page, 200, { ...linkHeaders, 'Content-Security-Policy': pagePolicy });
}

function whereTo({ url, fields, timeZone, registered }: RecipientLink): string | null {
  if (registered?.response.kind === 'redirect') return withUtm(registered.response.url, registered.utm);
  const locale = fields?.[LOCALE];
  return targetOf(url, fields ?? {}, { locale: typeof locale === 'string' ? locale : 'en', timeZone });
}

function count(
  c: Context,
  { events, now }: PublicMailsDeps,
  event: RecipientKey & { kind: TrackedKind; number: number | null; sentAt: Date | null },
): void {
  const { workspaceId, recipientId, kind, number: link, sentAt } = event;
  const at = now();
  // The router answers HEAD by the handler of GET.
  const asked = { method: c.req.raw.method, purpose: purposeOf(c), userAgent: c.req.header('user-agent') };
  const evidence = evidenceOf(kind, { ...asked, sinceSentMs: sentAt && at.getTime() - sentAt.getTime() });
  events.add({ workspaceId, recipientId, id: randomUUID(), kind, link, at, ...evidence });
}

/** A mail that is no whole document stands in one. */
function asDocument(subject: string, html: string): string {
  if (/<html[\s>]/i.test(html)) return html;
  const title = subject.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
</head>
<body>
${html}
</body>
</html>`;
}
