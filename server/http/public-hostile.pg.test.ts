import { afterEach, beforeEach, expect, test } from 'vitest';
import { anApp, publicUrl } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { mailingTests } from '../../tests/support/mailings.ts';
import { publicMails } from '../../tests/support/public-mails.ts';
import { rawRequest, startRawServer } from '../../tests/support/raw-http.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { sendMailing } from '../mailings/send.ts';
import type { TeamUser } from '../teams/teams.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const SHOP = 'https://shop.example/new';
/** Stands in whatever is asked for; no answer may say it. */
const PROBE = 'pr0be7';

/** What somebody may put in place of a recipient's word, or behind it. */
const tails = [
  '//evil.example/pr0be7',
  '/..%2f..%2fevil.example%2fpr0be7',
  '%0d%0aLocation:%20https://evil.example/pr0be7',
  '%0d%0aSet-Cookie:%20pr0be7=1%0d%0a%0d%0a<script>pr0be7</script>',
  '?url=https://evil.example/pr0be7',
  '?lang=%22%3E%3Cscript%3Epr0be7%3C/script%3E',
  '?lang=../../pr0be7',
  '#pr0be7',
  '/1?to=//evil.example/pr0be7',
  '/99999999999999999999',
  '/-1',
  '/1e3',
  '/0x1',
  '/%31',
  '/1/pr0be7',
  '/now/pr0be7',
  '/fresh/pr0be7',
  '%00pr0be7',
  '%e2%80%aepr0be7',
  '%ff%fepr0be7',
  ';pr0be7',
  '.gif.pr0be7',
  `${'A'.repeat(7000)}pr0be7`,
  `?${'a=pr0be7&'.repeat(700)}`,
];

describeOnEachEngine('public pages and whoever means them ill', (open) => {
  let db: Database;
  let alva: TeamUser;
  let app: Awaited<ReturnType<typeof anApp>>;
  let server: Awaited<ReturnType<typeof startRawServer>>;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    await db.kysely.deleteFrom('mailings').execute();
    app = await anApp(db, now);
    server = await startRawServer((request, env) => app.fetch(request, env));
  });
  afterEach(async () => {
    server.stop();
    await app.flush();
  });

  const { consenting, draft, settle } = mailingTests(() => ({ db, alva, now }));
  const { linksFor, events } = publicMails(() => ({ db, app }));

  /** A workspace of which Anna has got a mail with a link. */
  async function arrivedAt(name: string) {
    const workspace = await addWorkspace(db, name, ['Alva']);
    alva = { workspaceId: workspace.workspaceId, userId: firstUser(workspace), role: 'admin' };
    const html = `<p><a href="${SHOP}">New</a> <a href="{{unsubscribe_link}}">No more</a></p>`;
    const mailing = await draft([await consenting()], { setup: { trackAll: true }, content: { html } });
    await settle();
    unwrap(await sendMailing(db, alva, mailing.id, { at: null, timeZone: null }, publicUrl, now));
    await settle();
    await handOver(db, 'accept', now);
    await settle();
    return await linksFor(mailing.id, 'Anna');
  }
  const pathOf = (address: string) => new URL(address).pathname;
  const pathsOf = (links: Awaited<ReturnType<typeof arrivedAt>>) =>
    [links.link(1), links.view, links.unsubscribe, links.oneClick, links.manage, links.image ?? '']
      .map(pathOf)
      .concat(`${pathOf(links.manage)}/fresh`);
  const statusOf = (said: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(said)?.[1]);
  const headOf = (said: string) => said.slice(0, said.indexOf('\r\n\r\n'));

  /** It says nothing of what was asked, sends nobody elsewhere, and keeps nothing in the browser. */
  const isInert = (request: string, said: string) => {
    const about = request.slice(0, 120);
    expect([200, 302, 400, 404, 405, 413, 414, 429, 431], about).toContain(statusOf(said));
    expect(headOf(said), about).not.toMatch(/^set-cookie:/im);
    expect(said, about).not.toContain(PROBE);
    expect(said, about).not.toMatch(/evil\.example/i);
    const location = /^location: ?(.*)$/im.exec(headOf(said))?.[1]?.trim();
    if (location !== undefined) expect([SHOP], about).toContain(location);
  };

  test('mailings §14.1 hostile: whatever is put behind an address leads nowhere else, is not repeated, and sets no cookie', async () => {
    const links = await arrivedAt('Nordby');
    for (const path of pathsOf(links)) {
      for (const [minute, tail] of tails.entries()) {
        // Many at once are refused, which is tried elsewhere.
        app.setNow(new Date(now.getTime() + minute * 61_000));
        for (const method of ['GET', 'HEAD', 'PUT', 'OPTIONS']) {
          const request = rawRequest(method, path + tail);
          isInert(request, await server.say(request));
        }
      }
    }
  }, 120_000);

  test('mailings §14.1 hostile: bodies of forms, of any length and kind, are not repeated either', async () => {
    const links = await arrivedAt('Nordby');
    const bodies: [string, string][] = [
      ['application/x-www-form-urlencoded', `consent=${PROBE}&type=${PROBE}&undo%5b%5d=${PROBE}`],
      ['application/x-www-form-urlencoded', `type=${'x'.repeat(15_000)}${PROBE}`],
      ['application/x-www-form-urlencoded', `type=${'x'.repeat(200_000)}${PROBE}`],
      ['multipart/form-data; boundary=x', `--x\r\nContent-Disposition: form-data; name="${PROBE}"\r\n\r\n`],
      ['multipart/form-data', PROBE],
      ['application/json', `{"__proto__":{"consent":"${PROBE}"}}`],
      [`text/html; charset="${PROBE}"`, `\u0000${PROBE}`],
    ];
    for (const path of pathsOf(links)) {
      for (const [minute, [type, body]] of bodies.entries()) {
        app.setNow(new Date(now.getTime() + minute * 61_000));
        const request = rawRequest('POST', path, { type, body });
        isInert(request, await server.say(request));
      }
    }
  }, 120_000);

  test('mailings §14.1 hostile: a word that is changed, cut, or put together of two is answered as one that never was', async () => {
    const ours = await arrivedAt('Nordby');
    const theirs = await arrivedAt('Fjord');
    const wordOf = ({ view }: typeof ours) => view.slice(view.lastIndexOf('/') + 1);
    const [word, other] = [wordOf(ours), wordOf(theirs)];
    const swapped = Buffer.concat([
      Buffer.from(word, 'base64url').subarray(0, 16),
      Buffer.from(other, 'base64url').subarray(16),
    ]).toString('base64url');
    const flipped = [...word].map((letter, at) => {
      const changed = letter === 'A' ? 'Q' : 'A';
      return word.slice(0, at) + changed + word.slice(at + 1);
    });
    const wrong = [
      swapped,
      word.slice(1),
      `${word}A`,
      word.toUpperCase(),
      other.slice(0, 20) + word.slice(20),
      ...flipped,
    ];
    const never = Buffer.alloc(32, 7).toString('base64url');
    // The day is told in each answer, and nothing else may differ.
    const told = (said: string) => said.replace(/^date: .*\r\n/im, '');
    let minute = 0;
    for (const path of pathsOf(ours)) {
      const method = path.endsWith('/fresh') ? 'POST' : 'GET';
      const ask = (instead: string) => {
        minute += 1;
        app.setNow(new Date(now.getTime() + minute * 61_000));
        return server.say(rawRequest(method, path.replace(word, instead)));
      };
      const nothing = told(await ask(never));
      for (const one of wrong) if (one !== word) expect(told(await ask(one)), path).toBe(nothing);
    }
    await app.flush();
    expect([...(await events(ours.id)), ...(await events(theirs.id))]).toEqual([]);
  }, 120_000);

  test('mailings §14.1 hostile: who tries many words is told to wait, and those who have one are not kept from it', async () => {
    const links = await arrivedAt('Nordby');
    const path = pathOf(links.view);
    const wrong = (count: number) =>
      path.replace(/[\w-]{43}$/, Buffer.alloc(32, count).toString('base64url'));
    const statuses: number[] = [];
    for (let count = 1; count <= 40; count += 1)
      statuses.push(statusOf(await server.say(rawRequest('GET', wrong(count)))));
    expect(new Set(statuses.slice(0, 30))).toEqual(new Set([404]));
    expect(statuses.at(-1)).toBe(429);
    expect(statusOf(await server.say(rawRequest('GET', path)))).toBe(200);
  });
});
