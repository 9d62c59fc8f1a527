import { beforeEach, expect, test } from 'vitest';
import { anApp, publicUrl } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { freshAuthor, mailingTests } from '../../tests/support/mailings.ts';
import { publicMails } from '../../tests/support/public-mails.ts';
import type { Database } from '../db/open.ts';
import { recountHours } from '../db/queries/mailing-hours.ts';
import { withTransaction } from '../db/transaction.ts';
import { formatLinkKey, newLinkKey } from '../links/public-key.ts';
import { listOpenings } from '../mailings/openings.ts';
import { sendMailing } from '../mailings/send.ts';
import { findPersonContext } from '../people/contexts.ts';
import type { TeamUser } from '../teams/teams.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const html = `<p>Hello {{first_name}}</p>
<a href="https://fjord.example/tour?for={{first_name}}&amp;a=1">The tour</a>
<a href="https://fjord.example/boats">The boats</a><a href="https://fjord.example/food">The food</a>
<p><a href="{{view_link}}">See it online</a> <a href="{{unsubscribe_link}}">No more</a></p>`;

describeOnEachEngine('mails of mailings, where they have arrived', (open) => {
  let db: Database;
  let alva: TeamUser;
  let app: Awaited<ReturnType<typeof anApp>>;

  beforeEach(async () => {
    db ??= await open();
    alva = await freshAuthor(db);
    app = await anApp(db, now);
  });

  const { consenting, draft, settle, look, statuses } = mailingTests(() => ({ db, alva, now }));
  const { linksFor, ask, events } = publicMails(() => ({ db, app }));
  /** Anna has got a mail an hour ago. */
  async function arrived(content: { html: string } = { html }) {
    const anna = await consenting();
    const mailing = await draft([anna], { content });
    await settle();
    unwrap(await sendMailing(db, alva, mailing.id, { at: null, timeZone: null }, publicUrl, now));
    await settle();
    await handOver(db, 'accept', later(1));
    await settle(later(1));
    app.setNow(later(61));
    return { anna, mailing, links: await linksFor(mailing.id, 'Anna') };
  }
  const historyOf = async (personId: string) =>
    (await findPersonContext(db, alva, personId))?.activities
      .filter(({ kind }) => kind === 'mail.opened' || kind === 'link.clicked')
      .map(({ kind, title }) => `${kind} ${title}`)
      .toSorted();

  test('mailings §14.2 target: a tracked link leads to its stored target, printed for the recipient, and is counted', async () => {
    const { anna, mailing, links } = await arrived();
    const answer = await ask(links.link(1));
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('https://fjord.example/tour?for=Anna&a=1');
    expect(answer.headers.get('set-cookie')).toBeNull();
    app.setNow(later(62));
    await ask(links.link(1));
    app.setNow(later(63));
    await ask(links.link(2));
    expect(await look(mailing.id)).toMatchObject({
      figures: {
        'status.read': 1,
        'status.sent': 0,
        'total.opened': 1,
        'total.clicked': 1,
        'total.clicks': 3,
        'link.1.clicks': 2,
        'link.1.clickers': 1,
        'link.2.clicks': 1,
      },
    });
    expect(await statuses(mailing.id)).toEqual({ Anna: 'read' });
    expect(await historyOf(anna.id)).toEqual(['link.clicked Spring', 'mail.opened Spring']);
  });

  test('mailings §16 counted: many requests of one recipient at once count exactly', async () => {
    const { mailing, links } = await arrived();
    await Promise.all(Array.from({ length: 40 }, () => ask(links.link(2))));
    expect((await look(mailing.id)).figures).toMatchObject({
      'total.clicks': 40,
      'total.clicked': 1,
      'link.2.clicks': 40,
      'link.2.clickers': 1,
      'status.read': 1,
    });
  });

  test('mailings §16 counted: an opening is a person’s once, however often the image is loaded; the answer is always the same', async () => {
    const { anna, mailing, links } = await arrived();
    const known = await ask(links.image ?? '');
    await ask(links.image ?? '');
    const stranger = formatLinkKey({ workspaceId: alva.workspaceId, key: newLinkKey() });
    const unknown = await ask(`/o/${stranger}.gif`);
    expect([...unknown.headers]).toEqual([...known.headers]);
    expect(await unknown.text()).toBe(await known.text());
    expect((await look(mailing.id)).figures).toMatchObject({ 'total.opened': 1, 'status.read': 1 });
    expect(await events(links.id)).toHaveLength(2);
    expect(await historyOf(anna.id)).toEqual(['mail.opened Spring']);
  });

  test('mailings §16 apart: HEAD, prefetch, agents that say so, and what comes too soon count beside people', async () => {
    const { anna, mailing, links } = await arrived();
    await ask(links.link(1), { method: 'HEAD' });
    await ask(links.link(1), { headers: { 'sec-purpose': 'prefetch' } });
    await ask(links.link(1), { headers: { 'user-agent': 'Barracuda Sentinel' } });
    app.setNow(new Date(later(1).getTime() + 500));
    await ask(links.link(2));
    const found = (await events(links.id)).map(({ machine }) => machine).toSorted();
    expect(found).toEqual(['agent', 'head', 'prefetch', 'too_soon']);
    const { figures } = await look(mailing.id);
    expect(figures).toMatchObject({ 'machine.clicks': 4, 'link.1.machine': 3, 'link.2.machine': 1 });
    expect(figures['total.clicks'] ?? 0).toBe(0);
    expect(await statuses(mailing.id)).toEqual({ Anna: 'sent' });
    expect(await historyOf(anna.id)).toEqual([]);
  });

  test('mailings §16 apart: a burst over the links shows that its first click was a machine’s, too: all counts go back', async () => {
    const { anna, mailing, links } = await arrived();
    await ask(links.link(1));
    expect((await look(mailing.id)).figures).toMatchObject({ 'total.clicks': 1, 'total.clicked': 1 });
    expect(await historyOf(anna.id)).toHaveLength(2);
    app.setNow(new Date(later(61).getTime() + 400));
    await ask(links.link(2));
    expect(await look(mailing.id)).toMatchObject({
      figures: {
        'total.clicks': 0,
        'total.clicked': 0,
        'total.opened': 0,
        'machine.clicks': 2,
        'link.1.clickers': 0,
        'link.1.machine': 1,
        'status.read': 0,
        'status.sent': 1,
      },
    });
    expect(await statuses(mailing.id)).toEqual({ Anna: 'sent' });
    expect(await historyOf(anna.id)).toEqual([]);
    app.setNow(later(120));
    await ask(links.link(3));
    expect(await historyOf(anna.id)).toEqual(['link.clicked Spring', 'mail.opened Spring']);
  });

  test('mailings §16 hours: a person counts in the hour of the first opening; what shows to be a machine’s is taken out again', async () => {
    const { mailing, links } = await arrived();
    const openings = async () => unwrap(await listOpenings(db, alva, mailing.id));
    await ask(links.link(1));
    const { from, opened } = await openings();
    expect(from).toBe('2026-06-04T06:00:00.000Z');
    expect(opened).toHaveLength(48);
    expect(opened.slice(0, 3)).toEqual([0, 1, 0]);
    app.setNow(new Date(later(61).getTime() + 400));
    await ask(links.link(2));
    expect(new Set((await openings()).opened)).toEqual(new Set([0]));
    app.setNow(later(190));
    await ask(links.link(3));
    app.setNow(later(250));
    await ask(links.image ?? '');
    const counted = (await openings()).opened;
    expect(counted.slice(0, 5)).toEqual([0, 0, 0, 1, 0]);
    await withTransaction(db, (tx) => recountHours(tx, alva.workspaceId, mailing.id));
    expect((await openings()).opened).toEqual(counted);
  });

  test('mailings §11.4 online: the mail says what was sent, whatever has changed since; nothing in it acts', async () => {
    const { mailing, links } = await arrived({
      html: '<p>Hello {{first_name}}</p><a href="https://fjord.example/a">A</a>',
    });
    await db.kysely.updateTable('people').set({ first_name: 'Beate' }).execute();
    const answer = await ask(links.view);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain('Hello Anna');
    expect(text).toContain(links.link(1));
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'.*sandbox(?!.*allow-(scripts|same-origin|forms))/);
    expect((await look(mailing.id)).figures).toMatchObject({ 'total.opened': 1 });
  });
});
