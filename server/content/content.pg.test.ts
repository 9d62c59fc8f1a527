import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ContentItem, contentLimits } from '../../lib/contract/content.ts';
import { anApp, aToken, publicUrl, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { launch, newStep, unwrap } from '../../tests/support/domain.ts';
import { pngOf } from '../../tests/support/images.ts';
import { addTemplate } from '../../tests/support/templates.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import type { Database } from '../db/open.ts';
import { listFeed } from '../feed/list.ts';
import { formatLinkKey, newLinkKey } from '../links/public-key.ts';
import type { Asker } from '../mails/list.ts';
import { createPerson } from '../people/people.ts';
import { createTeam } from '../teams/teams.ts';
import { addContent, type ContentUser } from './content.ts';
import { deleteContent, forgetDeleted, restoreContent } from './delete.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');
const noon = new Date('2026-06-04T10:00:00.000Z');
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const pdf = new TextEncoder().encode('%PDF-1.7 prices');
const page = new TextEncoder().encode('<!doctype html><script>fetch("/api/v2/people")</script>');
const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

describeOnEachEngine('content', (open) => {
  let db: Database;
  let app: TestApp;
  let alva: Asker & ContentUser;
  let bo: Asker & ContentUser;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    await db.kysely.updateTable('tasks').set({ automatic: false }).execute();
    app = await anApp(db, noon);
    const [first, second] = await addColleagues(db);
    alva = { ...first, role: 'admin', publicUrl };
    bo = { ...second, role: 'user', publicUrl };
  });

  const add = async (user: ContentUser, name = 'Prices 2027.pdf', content: Uint8Array = pdf) =>
    unwrap(await addContent(db, user, { id: randomUUID(), name, content }, thursday));
  const ask = async (user: ContentUser, method: string, path: string, body?: unknown) => {
    const token = await aToken(db, user, thursday);
    return await app.json(method, path, { token, ...(body !== undefined && { body }) });
  };
  const listed = async (user: ContentUser) =>
    ((await ask(user, 'GET', '/api/v2/content')).body as { items: ContentItem[] }).items;
  const load = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.call(method, url, { headers: { 'user-agent': firefox, ...headers } });
  const missing = () =>
    `${publicUrl}/c/${formatLinkKey({ workspaceId: alva.workspaceId, key: newLinkKey() })}`;

  describe('what is served', () => {
    test('§2.6 content: a file is served to whoever has its address, without cookie or origin', async () => {
      const item = await add(alva, 'Priser å “nu”.pdf');
      expect(item.url).toMatch(/^http:\/\/utskick\.test\/c\/[\w-]{43}$/);
      const answer = await load(item.url);
      expect(answer.status).toBe(200);
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(pdf);
      expect(Object.fromEntries(answer.headers)).toEqual({
        'cache-control': 'private, no-cache',
        'content-disposition': `inline; filename="Priser _ _nu_.pdf"; filename*=UTF-8''Priser%20%C3%A5%20%E2%80%9Cnu%E2%80%9D.pdf`,
        'content-length': String(pdf.byteLength),
        'content-security-policy': "default-src 'none'; sandbox",
        'content-type': 'application/pdf',
        'cross-origin-resource-policy': 'same-origin',
        etag: expect.any(String),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow',
      });
    });

    test.each([
      ['prices.pdf', page],
      ['drawing.svg', svg],
      ['page.html', page],
    ])('§2.6 content: %s that is none of what is shown is only saved', async (name, content) => {
      const { url, type } = await add(alva, name, content);
      expect(type).toBe('other');
      const answer = await load(url, { accept: 'text/html' });
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    });

    test('what was loaded is not loaded twice, and HEAD asks how large it is', async () => {
      const { url } = await add(alva, 'harbour.png', pngOf(4, 2));
      const first = await load(url);
      expect(first.headers.get('content-type')).toBe('image/png');
      const again = await load(url, { 'if-none-match': first.headers.get('etag') ?? '' });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const head = await load(url, {}, 'HEAD');
      expect(head.headers.get('content-length')).toBe(String(pngOf(4, 2).byteLength));
    });

    test('an address that leads nowhere is a page, and guessing is held back', async () => {
      const answer = await load(missing());
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
      for (let time = 0; time < 30; time += 1) await load(missing());
      expect((await load(missing())).status).toBe(429);
      expect((await load((await add(alva)).url)).status).toBe(200);
    });
  });

  describe('giving', () => {
    const send = async (body: Uint8Array, query: string) =>
      app.json('POST', `/api/v2/content?${query}`, {
        token: await aToken(db, alva, thursday),
        body,
        headers: { 'content-type': 'text/html' },
      });

    test('§2.6 content: what is too large, empty or ill-named is refused with the field', async () => {
      const named = `contentId=${randomUUID()}&name=a.pdf`;
      expect(await send(new Uint8Array(contentLimits.bytes + 1), named)).toMatchObject({
        status: 422,
        body: {
          message: 'body: expected a file of at most 20.0 MB; this one is 20.0 MB',
          fields: [{ path: 'body' }],
        },
      });
      expect(await send(new Uint8Array(0), named)).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'body' }] },
      });
      expect(await send(pdf, `contentId=${randomUUID()}&name=..%2Fa.pdf`)).toMatchObject({
        status: 422,
        body: { fields: [{ path: 'name' }] },
      });
    });

    test('the same id once more adds nothing, and is nobody else’s', async () => {
      const id = randomUUID();
      const first = await send(pdf, `contentId=${id}&name=a.pdf`);
      expect(first).toMatchObject({ status: 200, body: { id, type: 'pdf', looks: 0, people: 0 } });
      expect(await send(page, `contentId=${id}&name=b.pdf`)).toEqual(first);
      expect(await addContent(db, bo, { id, name: 'c.pdf', content: pdf }, thursday)).toMatchObject({
        fields: [{ path: 'contentId' }],
      });
    });
  });

  test('§2.6 content: it is private, shared with teams or with everybody, and its owner’s or an admin’s to change', async () => {
    const theirs = await add(bo, 'Theirs.pdf');
    const ours = await add(alva, 'Ours.pdf');
    expect((await listed(alva)).map(({ name, mayChange }) => [name, mayChange])).toEqual(
      expect.arrayContaining([
        ['Ours.pdf', true],
        ['Theirs.pdf', true],
      ]),
    );
    expect((await listed(bo)).map(({ name }) => name)).toEqual(['Theirs.pdf']);
    const team = { id: randomUUID(), name: 'North', memberIds: [bo.userId] };
    unwrap(await createTeam(db, alva, team, thursday));
    const path = `/api/v2/content/${ours.id}`;
    expect((await ask(bo, 'DELETE', path)).status).toBe(404);
    const shared = { shared: false, teamIds: [team.id] };
    expect((await ask(alva, 'PUT', `${path}/sharing`, shared)).body).toMatchObject(shared);
    expect((await listed(bo)).map(({ name, mayChange }) => [name, mayChange])).toContainEqual([
      'Ours.pdf',
      false,
    ]);
    expect(await ask(bo, 'DELETE', path)).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    expect((await ask(alva, 'GET', `/api/v2/teams/${team.id}/deletion`)).body).toMatchObject({ content: 1 });
    expect((await load(theirs.url)).status).toBe(200);
  });

  test('§2.6 content: deleting says where it is used; its links lead to a page that says it is gone', async () => {
    const item = await add(alva);
    const html = `<p><a href="${item.url}">Prices</a></p>`;
    const template = await addTemplate(db, alva, thursday, { name: 'Quote', html });
    await addTemplate(db, bo, thursday, { name: 'Mine', variants: [{ ...template, html, language: 'sv' }] });
    const email = { subject: 'Hi', html, alsoTo: [], cc: [], bcc: [] };
    const days = [{ number: 1, steps: [newStep({ type: 'email', title: 'Intro', email })] }];
    const all = { name: 'Spring', category: '', settings: { skipWeekends: true }, days };
    const campaign = unwrap(await createCampaign(db, alva.workspaceId, all, thursday));
    const uses = (user: ContentUser) => ask(user, 'GET', `/api/v2/content/${item.id}/uses`);
    expect((await uses(alva)).body).toEqual({
      templates: [
        { id: expect.any(String), name: 'Mine' },
        { id: template.id, name: 'Quote' },
      ],
      campaigns: [{ id: campaign.id, name: 'Spring' }],
      hidden: 0,
      mails: 0,
    });
    await ask(alva, 'PUT', `/api/v2/content/${item.id}/sharing`, { shared: true, teamIds: [] });
    expect((await uses(bo)).body).toMatchObject({ templates: [{ name: 'Mine' }], hidden: 1 });
    expect((await ask(alva, 'DELETE', `/api/v2/content/${item.id}`)).status).toBe(200);
    expect(await listed(alva)).toEqual([]);
    const gone = await load(item.url);
    expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining('taken away')]);
    expect((await uses(alva)).status).toBe(404);
  });

  describe('taken back', () => {
    const afterNoon = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
    const held = async (id: string) => {
      const rows = db.kysely.selectFrom('content_items').selectAll().where('id', '=', id);
      const { name, content, shared, team_ids } = await rows.executeTakeFirstOrThrow();
      return { name, bytes: content.length, shared, teams: team_ids.length };
    };

    test('§2.6 content: a deleted file comes back as it was for ten minutes; then its name alone is left', async () => {
      const item = await add(bo);
      const team = { id: randomUUID(), name: randomUUID(), memberIds: [alva.userId] };
      unwrap(await createTeam(db, alva, team, thursday));
      const path = `/api/v2/content/${item.id}`;
      await ask(alva, 'PUT', `${path}/sharing`, { shared: false, teamIds: [team.id] });
      const before = (await listed(bo)).find(({ id }) => id === item.id);
      await ask(bo, 'DELETE', path);
      expect((await load(item.url)).status).toBe(410);
      expect((await ask(alva, 'GET', `/api/v2/teams/${team.id}/deletion`)).body).toMatchObject({
        content: 0,
      });
      expect((await ask(bo, 'POST', `${path}/restore`)).body).toEqual(before);
      expect(await (await load(item.url)).text()).toBe('%PDF-1.7 prices');
      // Said twice, it is there all the same.
      expect((await ask(bo, 'POST', `${path}/restore`)).body).toEqual(before);

      unwrap(await deleteContent(db, bo, item.id, noon));
      await forgetDeleted(db, afterNoon(10));
      expect(unwrap(await restoreContent(db, bo, item.id, afterNoon(10)))).toEqual(before);
      unwrap(await deleteContent(db, bo, item.id, noon));
      expect(await restoreContent(db, bo, item.id, afterNoon(11))).toMatchObject({ code: 'NOT_FOUND' });
      await forgetDeleted(db, afterNoon(11));
      expect(await held(item.id)).toEqual({ name: item.name, bytes: 0, shared: false, teams: 0 });
      expect(await restoreContent(db, bo, item.id, noon)).toMatchObject({ code: 'NOT_FOUND' });
    });

    test('§2.6 content: only its owner or an admin brings it back, and only where there is room', async () => {
      const item = await add(alva);
      const other = await add(alva, 'Other.pdf');
      await ask(alva, 'PUT', `/api/v2/content/${item.id}/sharing`, { shared: true, teamIds: [] });
      unwrap(await deleteContent(db, alva, item.id, noon));
      expect(await restoreContent(db, bo, item.id, noon)).toMatchObject({ code: 'NOT_FOUND' });
      const claim = (bytes: number) =>
        db.kysely.updateTable('content_items').set({ bytes }).where('id', '=', other.id).execute();
      await claim(contentLimits.workspaceBytes - 1);
      expect(await restoreContent(db, alva, item.id, noon)).toMatchObject({ code: 'LIMIT_REACHED' });
      await claim(contentLimits.workspaceBytes - item.bytes);
      // What is given needs the room that the deleted one has.
      unwrap(await addContent(db, alva, { id: randomUUID(), name: 'New.pdf', content: pdf }, afterNoon(1)));
      expect(await restoreContent(db, alva, item.id, afterNoon(1))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await held(item.id)).toMatchObject({ bytes: 0 });
    });
  });

  describe('in an automatic mail', () => {
    async function mailed(user: Asker & ContentUser, item: ContentItem): Promise<string> {
      const html = `<p>Hi, see <a href="${item.url}">our prices</a></p>`;
      const email = { subject: 'Prices', html, alsoTo: [], cc: [], bcc: [] };
      const step = newStep({ type: 'email', title: 'Prices', send: 'fixed_time', dueTime: '09:00', email });
      const all = {
        name: 'Spring',
        category: '',
        settings: { skipWeekends: true },
        days: [{ number: 1, steps: [step] }],
      };
      const campaign = unwrap(await createCampaign(db, user.workspaceId, all, thursday));
      const who = { firstName: 'Anna', lastName: 'Ek', email: 'anna@fjord.example' };
      const person = await createPerson(db, user.workspaceId, who, thursday);
      await launch(db, user, campaign, [person], thursday);
      const due = new Date('2026-06-04T07:00:00.000Z');
      expect(await sendDue(db, 10, due, undefined, { publicUrl, staysHere: false })).toBe(1);
      const { content } = await db.kysely.selectFrom('sends').select('content').executeTakeFirstOrThrow();
      expect(content.html).not.toContain('/c/');
      return /http:\/\/utskick\.test\/t\/[\w-]{43}/.exec(content.html)?.[0] ?? '';
    }
    const feed = async (query = {}) =>
      unwrap(await listFeed(db, alva, { query: { limit: 100, ...query } }, noon)).entries;

    test('§2.6 content: the link in a mail that leaves is tracked, and a click says who looked at which file', async () => {
      const item = await add(alva);
      const link = await mailed(alva, item);
      await load(link, { 'user-agent': 'Barracuda Link Protection bot' });
      expect((await load(link)).headers.get('location')).toBe(item.url);
      await load(link);
      expect((await load(item.url)).status).toBe(200);
      const looks = (await feed()).filter(({ kind }) => kind === 'looked');
      expect(looks).toHaveLength(2);
      expect(looks[0]).toMatchObject({
        title: 'Prices 2027.pdf',
        personName: 'Anna Ek',
        campaignName: 'Spring',
        clickedBy: 'desktop',
      });
      expect(await feed({ kinds: 'clicked' })).toEqual([]);
      expect(await feed({ kinds: 'looked' })).toEqual(looks);
      const lines = await db.kysely
        .selectFrom('activities')
        .select(['kind', 'title'])
        .where('workspace_id', '=', alva.workspaceId)
        .where('kind', 'in', ['content.opened', 'link.clicked'])
        .execute();
      expect(lines).toEqual([{ kind: 'content.opened', title: 'Prices 2027.pdf' }]);
      expect(await listed(alva)).toMatchObject([{ looks: 2, people: 1 }]);
    });

    test('§7.1 looks: clicks, openings and looks at files change nothing in a run', async () => {
      const state = async () =>
        await db.kysely
          .selectFrom('enrolments')
          .selectAll()
          .where('workspace_id', '=', alva.workspaceId)
          .executeTakeFirstOrThrow();
      const link = await mailed(alva, await add(alva));
      const { content } = await db.kysely.selectFrom('sends').select('content').executeTakeFirstOrThrow();
      const before = await state();
      await load(link);
      await load(/http:\/\/utskick\.test\/o\/[\w-]{43}\.gif/.exec(content.html)?.[0] ?? '');
      expect((await feed()).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['looked', 'opened']));
      expect(await state()).toEqual(before);
    });

    test('§2.6 content: a file that is gone keeps its name in what has happened', async () => {
      const item = await add(alva);
      const link = await mailed(alva, item);
      await load(link);
      expect((await ask(alva, 'GET', `/api/v2/content/${item.id}/uses`)).body).toMatchObject({ mails: 1 });
      await ask(alva, 'DELETE', `/api/v2/content/${item.id}`);
      await load(link);
      expect((await feed({ kinds: 'looked' })).map(({ title }) => title)).toEqual([item.name, item.name]);
    });
  });
});
