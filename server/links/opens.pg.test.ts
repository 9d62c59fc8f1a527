import { beforeEach, expect, test } from 'vitest';
import { anApp, aToken, publicUrl, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { Device, launch, newStep, openTask, unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { addTemplate } from '../../tests/support/templates.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { countCampaignSteps, countTemplates } from '../analytics/count.ts';
import { createCampaign } from '../campaigns/create.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import type { TrackingAddress } from '../campaigns/engine/track-mail.ts';
import { lookAtRuns } from '../campaigns/look.ts';
import { setTracking } from '../campaigns/tracking.ts';
import type { Database } from '../db/open.ts';
import { cancelLateSends } from '../db/queries/sends-plan.ts';
import { listFeed } from '../feed/list.ts';
import { doToMail } from '../mails/do.ts';
import { searchMails } from '../mails/list.ts';
import { createPerson } from '../people/people.ts';
import { releaseTask } from '../tasks/release.ts';
import { figuresOf } from '../templates/figures.ts';
import { formatLinkKey, newLinkKey } from './public-key.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');
/** In Stockholm. */
const on = (day: string, time: string) => new Date(`2026-06-${day}T${time}:00.000+02:00`);
const noon = on('04', '12:00');
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const gmail = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
const tour = 'https://fjord.example/tour?a=1&b=2';
const html =
  '<p>See <a href="https://fjord.example/tour?a=1&amp;b=2">the tour</a> or <a href="mailto:a@b.example">write</a></p>';
const abroad: TrackingAddress = { publicUrl, staysHere: false };

describeOnEachEngine('openings of automatic mails', (open) => {
  let db: Database;
  let app: TestApp;
  let alva: Member & { role: 'admin' };

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    app = await anApp(db, noon);
    const [first] = await addColleagues(db);
    alva = { ...first, role: 'admin' };
  });

  const rows = async (table: 'tracked_links' | 'opening_images' | 'mail_opens') =>
    (await db.kysely.selectFrom(table).selectAll().where('workspace_id', '=', alva.workspaceId).execute())
      .length;
  const sends = () =>
    db.kysely
      .selectFrom('sends')
      .selectAll()
      .where('workspace_id', '=', alva.workspaceId)
      .orderBy('created_at')
      .orderBy('source')
      .execute();
  const texts = async (recipient = 'anna@fjord.example') => {
    const found = (await sends()).filter((send) => send.recipient === recipient).at(-1);
    if (!found) throw new Error(`expected a mail to ${recipient}`);
    return { html: found.content.html, text: found.content.text ?? '' };
  };
  const linkIn = (text: string): string => /http:\/\/utskick\.test\/t\/[\w-]{43}/.exec(text)?.[0] ?? '';
  const imageIn = (text: string): string => /http:\/\/utskick\.test\/o\/[\w-]{43}\.gif/.exec(text)?.[0] ?? '';
  const load = (address: string, userAgent = gmail, method = 'GET') =>
    app.call(method, address, { headers: { 'user-agent': userAgent } });
  const plan = (at = on('04', '09:00'), tracking: TrackingAddress | null = abroad) =>
    sendDue(db, 10, at, undefined, tracking);

  /** Anna is on a campaign with one mail out of a template, and a follow-up the day after. */
  async function begin(over = {}, settings = {}) {
    const template = await addTemplate(db, alva, thursday);
    const fromTemplate = { id: template.id, version: 1 };
    const email = { subject: 'Hej', html, alsoTo: [], cc: [], bcc: [], fromTemplate, ...over };
    const mail = (title: string, more = {}) => newStep({ type: 'email', title, send: 'fixed_time', ...more });
    const days = [
      { number: 1, steps: [mail('Intro', { email })] },
      { number: 2, steps: [mail('Nudge', { followUp: true, email: { ...email, html: '<p>Well?</p>' } })] },
    ];
    const all = { name: 'Spring', category: '', settings: { skipWeekends: true, ...settings }, days };
    const campaign = unwrap(await createCampaign(db, alva.workspaceId, all, thursday));
    const who = { firstName: 'Anna', lastName: 'Ek', email: 'anna@fjord.example' };
    const person = await createPerson(db, alva.workspaceId, who, thursday);
    await launch(db, alva, campaign, [person], thursday);
    return { campaign, person, template };
  }
  async function sent(over = {}) {
    const begun = await begin(over);
    await plan();
    await handOver(db, 'accept', on('04', '09:01'));
    return { ...begun, ...(await texts()) };
  }
  async function lines() {
    const device = new Device(db, alva);
    await device.pull(noon);
    return device.all('activity').filter(({ kind }) => kind === 'mail.opened');
  }

  test('§16 links lead over the server in both parts, and one image stands at the end; the rest stays to the letter', async () => {
    await begin();
    await plan();
    const mail = await texts();
    const link = linkIn(mail.html);
    const image = imageIn(mail.html);
    expect(mail.html).toBe(
      html.replace('https://fjord.example/tour?a=1&amp;b=2', link) +
        `<img src="${image}" width="1" height="1" alt="" style="border:0;width:1px;height:1px">`,
    );
    expect(mail.text).toContain(link);
    expect(mail.text).not.toContain('fjord.example/tour');
    expect((await load(link, firefox)).headers.get('location')).toBe(tour);
  });

  test('§16 what is not wanted is not tracked, and copies to others never are', async () => {
    await setTracking(db, alva, { links: false, opens: true }, thursday);
    await begin({ cc: [{ email: 'boss@fjord.example' }] });
    await plan();
    expect(linkIn((await texts()).html)).toBe('');
    expect(imageIn((await texts()).html)).not.toBe('');
    expect((await texts('boss@fjord.example')).html).toBe(html);
    expect([await rows('tracked_links'), await rows('opening_images')]).toEqual([0, 1]);
    await setTracking(db, alva, { links: true, opens: false }, thursday);
    await begin();
    await plan();
    expect([await rows('tracked_links'), await rows('opening_images')]).toEqual([1, 1]);
  });

  test.each([
    [{ publicUrl: 'http://127.0.0.1:8420', staysHere: false }, 0],
    [{ publicUrl: 'http://127.0.0.1:8420', staysHere: true }, 1],
    [null, 0], // a rehearsal
  ])('§16 a mail whose reader cannot reach the server is sent as it is (%o)', async (tracking, expected) => {
    await begin();
    await plan(on('04', '09:00'), tracking);
    expect([await rows('tracked_links'), await rows('opening_images')]).toEqual([expected, expected]);
    if (expected === 0) expect((await texts()).html).toBe(html);
  });

  test('§5 the same mail keeps its keys: cut off before the commit, planned at once by many, taken back and planned anew', async () => {
    await begin({}, { lateHours: 2 });
    await db.kysely.schema.alterTable('opening_images').renameTo('opening_images_away').execute();
    try {
      await expect(plan()).rejects.toThrow();
    } finally {
      await db.kysely.schema.alterTable('opening_images_away').renameTo('opening_images').execute();
    }
    expect([await rows('tracked_links'), (await sends()).length]).toEqual([0, 0]);
    await Promise.all(Array.from({ length: 4 }, () => plan()));
    const before = await texts();
    await cancelLateSends(db.kysely, 10, on('04', '11:01'));
    while ((await lookAtRuns(db, on('04', '11:03'))) > 0);
    const task = await openTask(db, alva);
    unwrap(await releaseTask(db, alva, task.id, noon));
    while ((await lookAtRuns(db, noon)) > 0);
    await plan(noon);
    expect((await sends()).map(({ state }) => state)).toEqual(['cancelled', 'planned']);
    expect(await texts()).toEqual(before);
    expect([await rows('tracked_links'), await rows('opening_images')]).toEqual([1, 1]);
  });

  test('§16 a follow-up quotes the mail without its image, and has one of its own', async () => {
    const { html: first } = await sent();
    await plan(on('05', '09:00'));
    const { html: second } = await texts();
    expect(second).toContain('the tour');
    expect(second.match(/\/o\/[\w-]{43}\.gif/g)).toHaveLength(1);
    expect(imageIn(second)).not.toBe(imageIn(first));
    // What it quotes leads over the first mail's own link.
    expect(linkIn(second)).toBe(linkIn(first));
  });

  test('§16 the image is the same for everybody, known or not: quick, never kept, without a cookie', async () => {
    const { html: mail } = await sent();
    const unknown = `${publicUrl}/o/${formatLinkKey({ workspaceId: alva.workspaceId, key: newLinkKey() })}.gif`;
    const answers = await Promise.all(
      [imageIn(mail), unknown, `${publicUrl}/o/x.gif`, `${publicUrl}/o/%00`].map((address) => load(address)),
    );
    const told = answers.map((answer) => [answer.status, Object.fromEntries(answer.headers)]);
    for (const one of told) expect(one).toEqual(told[0]);
    expect(told[0]).toEqual([
      200,
      {
        'content-type': 'image/gif',
        'content-length': '42',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow',
        'cross-origin-resource-policy': 'cross-origin',
      },
    ]);
    for (const answer of answers)
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, 10)
          .toString('base64'),
      ).toBe('R0lGODlhAQABAA==');
    expect(await rows('mail_opens')).toBe(1);
  });

  test('§16 the first opening makes a line with the subject, further ones are counted in it', async () => {
    const { html: mail, person, campaign } = await sent();
    await load(imageIn(mail));
    const [line] = await lines();
    expect(line).toMatchObject({ personId: person.id, campaignId: campaign.id, title: 'Hej', byName: null });
    expect(line?.count).toBeUndefined();
    await Promise.all([load(imageIn(mail)), load(imageIn(mail), firefox)]);
    expect(await lines()).toEqual([{ ...line, count: 3 }]);
  });

  test('G9 machines are stored with the rest and count nothing; so is what was asked for in an archived mail', async () => {
    const { html: mail } = await sent();
    await load(imageIn(mail), 'Mozilla/5.0');
    await load(imageIn(mail), firefox, 'HEAD');
    app.setNow(new Date(on('04', '09:01').getTime() + 1500));
    await load(imageIn(mail), firefox);
    app.setNow(noon);
    expect(await lines()).toEqual([]);
    const [send] = await sends();
    unwrap(await doToMail(db, alva, { id: send?.id ?? '', deed: 'archive' }, noon));
    await load(imageIn(mail), firefox);
    expect(await lines()).toEqual([]);
    const stored = await db.kysely
      .selectFrom('mail_opens')
      .select(['agent', 'tracked'])
      .where('workspace_id', '=', alva.workspaceId)
      .execute();
    expect(stored.map(({ agent, tracked }) => `${agent} ${tracked}`).sort()).toEqual([
      'desktop false',
      'machine true',
      'machine true',
      'machine true',
    ]);
    const feed = async (kinds?: string) =>
      unwrap(await listFeed(db, alva, { query: { limit: 100, ...(kinds && { kinds }) } }, noon)).entries;
    expect((await feed()).filter(({ kind }) => kind === 'opened')).toEqual([]);
    expect(await feed('scanned')).toHaveLength(3);
  });

  test('an image that is asked for without end still comes, and stops counting', async () => {
    const { html: mail } = await sent();
    for (let n = 0; n < 65; n += 1) expect((await load(imageIn(mail))).status).toBe(200);
    expect(await rows('mail_opens')).toBe(60);
  });

  test('an opening that cannot be stored still gets its image', async () => {
    const { html: mail } = await sent();
    await db.kysely.schema.alterTable('mail_opens').renameTo('mail_opens_away').execute();
    try {
      expect((await load(imageIn(mail))).status).toBe(200);
    } finally {
      await db.kysely.schema.alterTable('mail_opens_away').renameTo('mail_opens').execute();
    }
  });

  test('openings and clicks stand where they are due: feed, Command Center, steps and templates', async () => {
    const { html: mail, campaign, template } = await sent();
    expect(await figuresOf(db, alva.workspaceId, template.id)).toMatchObject({
      sent: 1,
      opened: 0,
      clicked: 0,
    });
    app.setNow(on('04', '10:00'));
    await load(imageIn(mail));
    await load(imageIn(mail), firefox);
    app.setNow(on('04', '10:30'));
    await load(linkIn(mail), firefox);
    const { entries } = unwrap(await listFeed(db, alva, { query: { limit: 100 } }, noon));
    expect(entries.slice(0, 3)).toMatchObject([
      { kind: 'clicked', title: 'fjord.example/tour' },
      { kind: 'opened', title: 'Hej', personName: 'Anna Ek', campaignName: 'Spring' },
      { kind: 'opened', title: 'Hej' },
    ]);
    expect(new Set(entries.slice(1, 3).map(({ clickedBy }) => clickedBy))).toEqual(
      new Set(['unknown', 'desktop']),
    );
    expect(await figuresOf(db, alva.workspaceId, template.id)).toMatchObject({
      sent: 1,
      opened: 1,
      clicked: 1,
    });
    const query = { period: 'last7' } as const;
    const counts = { withImage: 1, opened: { total: 2, unique: 1 }, clicked: { total: 1, unique: 1 } };
    const steps = unwrap(await countCampaignSteps(db, alva, campaign.id, query, noon));
    expect(steps.steps[0]?.mails).toMatchObject(counts);
    const templates = unwrap(await countTemplates(db, alva, query, noon));
    expect(templates.templates[0]?.mails).toMatchObject(counts);
    const search = { limit: 10, sort: 'at', order: 'descending', opened: 'yes' } as const;
    const { mails } = unwrap(await searchMails(db, alva, { query: search }, noon));
    expect(mails).toMatchObject([{ opens: 2, clicks: 1, lastActivityAt: on('04', '10:30').toISOString() }]);
  });

  test('what is followed is the admin’s to say', async () => {
    const token = await aToken(db, alva, noon);
    const body = { links: false, opens: true };
    expect(await app.json('GET', '/api/v2/tracking', { token })).toMatchObject({
      body: { links: true, opens: true, onlyHere: null },
    });
    const changed = await app.json('PUT', '/api/v2/tracking', { token, body });
    const { role } = await db.kysely
      .selectFrom('memberships')
      .select('role')
      .where('user_id', '=', alva.userId)
      .executeTakeFirstOrThrow();
    expect([role, changed.status]).toEqual([role, role === 'admin' ? 200 : 403]);
  });
});
