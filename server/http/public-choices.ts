import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SubscriptionType } from '../../lib/contract/subscription.ts';
import { languageOfPage } from '../../lib/core/public-texts/languages.ts';
import type { Database } from '../db/open.ts';
import { type Chooser, findChooser, listTypesInUse } from '../db/queries/mailing-choices.ts';
import type { RecipientKey } from '../db/queries/mailing-events.ts';
import { minuteGate } from '../links/minute-gate.ts';
import { ONE_CLICK, paths } from '../mailings/addresses.ts';
import { choose, findStanding, takeBack, unsubscribe } from '../mailings/choices.ts';
import { isFresh, sendFreshLink } from '../mailings/fresh-link.ts';
import { sourceOf } from './caller.ts';
import type { Html } from './pages/layout.ts';
import * as pages from './pages/recipient-pages.ts';
import { linkHeaders, noSuchLink, tooManyLinks } from './public-links.ts';
import { recipientOf } from './public-mails.ts';

export interface PublicChoicesDeps {
  db: Database;
  publicUrl: string;
  trustProxy: boolean;
  now: () => Date;
}

/** Words that lead nowhere, by source in a minute: nobody's mails hold that many. */
const MOST_MISSES = 30;
/** Changes of one recipient in a minute, and pages that they look at. */
const MOST_CHANGES = 20;
const MOST_LOOKS = 120;
const MOST_BYTES = 16 * 1024;

const pagePolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/**
 * Where recipients of mailings leave, and choose what they get. To be mounted before any middleware: no session, no
 * cookie, no log line; the word in the address is all it takes. What asks with GET changes nothing, as scanners do.
 */
export function mountPublicChoices(app: Hono, deps: PublicChoicesDeps): void {
  const { db, now } = deps;
  const mayMiss = minuteGate(MOST_MISSES);
  const mayChange = minuteGate(MOST_CHANGES);
  const mayLook = minuteGate(MOST_LOOKS);
  const small = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (c) => c.text('Too much was sent.', 413, linkHeaders),
  });

  type Work = (found: Found) => Promise<Html | Response>;
  const answer = async (c: Context, isChange: boolean, work: Work): Promise<Response> => {
    const word = c.req.param('word') ?? '';
    const key = recipientOf(word);
    const who = key && (await findChooser(db.kysely, key));
    if (!key || !who)
      return await (mayMiss(sourceOf(c, deps.trustProxy), now()) ? noSuchLink(c) : tooManyLinks(c));
    const isFew = (isChange ? mayChange : mayLook)(word, now());
    if (!isFew) return tooManyLinks(c);
    const page = await work({ key, who, page: frameOf(c, word, who) });
    if (page instanceof Response) return page;
    return c.html(page, 200, { ...linkHeaders, 'Content-Security-Policy': pagePolicy });
  };
  const ask = async ({ key, who, page }: Found) => {
    const type = typeName(who, page);
    return type === null ? await manage({ key, who, page }) : pages.askPage(page, type);
  };
  const manage = async ({ key, who, page }: Found) => {
    if (!isFresh(who, key, now())) return pages.oldPage(page);
    const { consent, declined } = await findStanding(db.kysely, who);
    const types = (await listTypesInUse(db.kysely, who.workspaceId)).map((type) => ({
      id: type.id,
      name: nameIn(page)(type),
      wanted: !declined.includes(type.id),
    }));
    return pages.managePage(page, { name: who.name, consent: consent.status === 'given', types });
  };

  app.get(`${paths.unsubscribe}:word`, (c) => answer(c, false, ask));
  app.get(`${paths.unsubscribe}:word${ONE_CLICK}`, (c) => answer(c, false, ask));
  // RFC 8058 §3.1: whatever the body says, without a redirect.
  app.post(`${paths.unsubscribe}:word${ONE_CLICK}`, (c) =>
    answer(c, true, async ({ who }) => {
      await unsubscribe(db, who, null, now());
      return c.text('You are unsubscribed.', 200, linkHeaders);
    }),
  );
  app.post(`${paths.unsubscribe}:word`, small, (c) =>
    answer(c, true, async ({ who, page }) => {
      const form = await formOf(c);
      if (!form) return noForm(c);
      const { undo } = form;
      const type = typeName(who, page);
      if (undo === undefined) await unsubscribe(db, who, pages.saidByAsk(page, type), now());
      else await takeBack(db, who, pages.saidByUndo(page), now());
      return undo === undefined ? pages.donePage(page, type) : pages.undonePage(page);
    }),
  );

  app.get(`${paths.manage}:word`, (c) => answer(c, false, manage));
  app.post(`${paths.manage}:word`, small, (c) =>
    answer(c, true, async ({ key, who, page }) => {
      if (!isFresh(who, key, now())) return pages.oldPage(page);
      const form = await formOf(c);
      if (!form) return noForm(c);
      const { undo, consent, type } = form;
      if (undo !== undefined) {
        await takeBack(db, who, pages.saidByUndo(page), now());
        return pages.undonePage(page);
      }
      const wanted = new Set([type ?? []].flat());
      const types = await listTypesInUse(db.kysely, who.workspaceId);
      const shown = types.map(({ id }) => id);
      const standing = await findStanding(db.kysely, who);
      // What the page does not show stays as it is.
      const hidden = standing.declined.filter((id) => !shown.includes(id));
      const declined = [...hidden, ...shown.filter((id) => !wanted.has(id))];
      const choice = { consent: consent !== undefined, declined };
      await choose(db, who, choice, pages.saidByManage(page, types.map(nameIn(page))), now());
      return pages.savedPage(page);
    }),
  );
  app.post(`${paths.manage}:word/fresh`, small, (c) =>
    answer(c, true, async ({ who, page }) => {
      const { publicUrl } = deps;
      await sendFreshLink(db, who, { publicUrl, language: page.language }, now());
      return pages.freshPage(page);
    }),
  );
}

/** @returns null for what cannot be read as a form */
async function formOf(c: Context) {
  return await c.req.parseBody({ all: true }).catch(() => null);
}

function noForm(c: Context): Response {
  return c.text('What was sent cannot be read as a form.', 400, linkHeaders);
}

interface Found {
  /** As the word names them. */
  key: RecipientKey;
  who: Chooser;
  page: pages.RecipientFrame;
}

function frameOf(c: Context, word: string, { language, sender, address }: Chooser): pages.RecipientFrame {
  const picked = languageOfPage(c.req.query('lang'), language, c.req.header('accept-language'));
  const at = (path: string) => path + word;
  return { language: picked, sender, address, unsubscribe: at(paths.unsubscribe), manage: at(paths.manage) };
}

const nameIn =
  ({ language }: pages.RecipientFrame) =>
  ({ name, names }: Pick<SubscriptionType, 'name' | 'names'>): string =>
    names[language] ?? name;

/** Name of the type of a recipient's mailing, in the language of the page; null: it is of none. */
function typeName({ type }: Chooser, page: pages.RecipientFrame): string | null {
  return type && nameIn(page)(type);
}
