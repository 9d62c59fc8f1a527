import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ActivityKind, NewTask } from '../../lib/contract/task.ts';
import { anApp, aToken, publicUrl, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { addCampaign, addPerson, Device, launch, openTask, unwrap } from '../../tests/support/domain.ts';
import { addColleagues, addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { createTask } from '../tasks/create.ts';
import { createLinks } from './create.ts';
import { formatLinkKey, newLinkKey, parseLinkKey } from './public-key.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const desktop = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const target = 'https://fyrskepp.example/tour?ref=secret#board';

describeOnEachEngine('tracked links', (open) => {
  let db: Database;
  let app: TestApp;
  let member: Member;
  let colleague: Member;
  let personId: string;
  let device: Device;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    app = await anApp(db, now);
    [member, colleague] = await addColleagues(db);
    personId = (await addPerson(db, member.workspaceId, now)).id;
    const task = NewTask.parse({ type: 'call', title: 'x', dueAt: now.toISOString(), personId });
    unwrap(await createTask(db, member.workspaceId, member.userId, task, now));
    device = new Device(db, member);
    await device.pull(now);
  });

  const links = async (urls: string[], about: { personId?: string; taskId?: string } = { personId }) =>
    unwrap(await createLinks(db, member, { ...about, urls }, publicUrl, now));
  const link = async (url = target): Promise<string> => (await links([url]))[0]?.tracked ?? '';
  const click = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.call(method, address, { headers: { 'user-agent': desktop, ...headers } });
  const lines = async () => {
    await device.pull(now);
    return device.all('activity').filter((one) => one.kind === ('link.clicked' satisfies ActivityKind));
  };
  const clicks = (address: string) =>
    db.kysely
      .selectFrom('link_clicks')
      .selectAll()
      .where('link_key', '=', parseLinkKey(address.split('/t/')[1] ?? '')?.key ?? '')
      .execute();

  describe('making', () => {
    test('one for each address in order, the same for the same, none for what is tracked already', async () => {
      const already = await link();
      const made = await links([target, 'http://example.com', target, already]);
      expect(made.map(({ url }) => url)).toEqual([target, 'http://example.com', target, already]);
      const [first, second, third, last] = made.map(({ tracked }) => tracked);
      expect(first).toMatch(/^http:\/\/utskick\.test\/t\/[\w-]{43}$/);
      expect(third).toBe(first);
      expect(second).not.toBe(first);
      expect(last).toBe(already);
    });

    test('the address holds nothing of the target, the person or the task', async () => {
      const address = await link();
      for (const secret of ['fyrskepp', 'secret', personId, member.userId])
        expect(address).not.toContain(secret);
      expect(parseLinkKey(address.split('/t/')[1] ?? '')?.workspaceId).toBe(member.workspaceId);
    });

    test('a task names its person; somebody else’s task is unknown', async () => {
      const campaign = await addCampaign(db, member.workspaceId, now);
      const bo = await addPerson(db, member.workspaceId, now, 'Bo');
      await launch(db, colleague, campaign, [bo], now);
      const task = await openTask(db, colleague);
      const urls = [target];
      expect(await createLinks(db, member, { taskId: task.id, urls }, publicUrl, now)).toMatchObject({
        code: 'NOT_FOUND',
      });
      const wrong = { taskId: task.id, personId, urls };
      expect(await createLinks(db, colleague, wrong, publicUrl, now)).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'personId' }],
      });
      const [made] = unwrap(await createLinks(db, colleague, { taskId: task.id, urls }, publicUrl, now));
      await click(made?.tracked ?? '');
      const theirs = new Device(db, colleague);
      await theirs.pull(now);
      expect(theirs.all('activity').find((one) => one.kind === 'link.clicked')).toMatchObject({
        personId: bo.id,
        taskId: task.id,
        campaignId: campaign.id,
      });
    });

    test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://example.com', '/tour', 'https://', ''])(
      '“%s” is refused by its place in the list',
      async (url) => {
        const token = await aToken(db, member, now);
        const body = { personId, urls: ['https://example.com', url] };
        expect(await app.json('POST', '/api/v2/links', { token, body })).toMatchObject({
          status: 422,
          body: { code: 'INVALID_INPUT', fields: [{ path: 'urls.1' }] },
        });
      },
    );
  });

  describe('following', () => {
    test('leads to the stored target, tells it nothing, and leaves nothing behind', async () => {
      const answer = await click(await link(), { cookie: 'utskick.session_token=x' });
      expect([answer.status, await answer.text()]).toEqual([302, '']);
      expect(Object.fromEntries(answer.headers)).toEqual({
        location: target,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex, nofollow',
      });
    });

    test('nothing in the request can change where it leads', async () => {
      const address = await link();
      const answer = await click(`${address}?url=https://evil.example&to=//evil.example`, {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
      });
      expect(answer.headers.get('location')).toBe(target);
    });

    test('letters beyond ASCII are written as a header can hold them', async () => {
      const answer = await click(await link('https://åkerbär.example/sök?q=ö'));
      expect(answer.headers.get('location')).toBe('https://xn--kerbr-jrac.example/s%C3%B6k?q=%C3%B6');
    });

    test('the first click makes a line with host and path, further ones are counted in it', async () => {
      const address = await link();
      await click(address);
      const [line] = await lines();
      expect(line).toMatchObject({
        personId,
        title: 'fyrskepp.example/tour',
        byName: null,
        note: null,
        at: now.toISOString(),
      });
      expect(line?.count).toBeUndefined();
      app.setNow(new Date(now.getTime() + 3_600_000));
      await click(address);
      await click(address);
      expect(await lines()).toEqual([{ ...line, count: 3 }]);
    });

    test('clicks at the same time make one line', async () => {
      const address = await link();
      await Promise.all(Array.from({ length: 8 }, () => click(address)));
      expect((await lines()).map((line) => line.count)).toEqual([8]);
    });

    test('of who clicked nothing is kept but the kind of program', async () => {
      const address = await link();
      await click(address, { 'x-forwarded-for': '192.0.2.77', referer: 'https://mail.example/inbox' });
      const [stored] = await clicks(address);
      expect(stored).toMatchObject({ agent: 'desktop', workspace_id: member.workspaceId });
      expect(Object.keys(stored ?? {}).sort()).toEqual([
        'agent',
        'at',
        'id',
        'link_key',
        'tracked',
        'workspace_id',
      ]);
    });

    test('a machine is led on and counted for nothing', async () => {
      const address = await link();
      expect((await click(address, { 'user-agent': 'Slackbot-LinkExpanding 1.0' })).status).toBe(302);
      expect((await clicks(address)).map((one) => one.agent)).toEqual(['machine']);
      expect(await lines()).toEqual([]);
    });

    test.each([{ 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }, { 'x-moz': 'prefetch' }])(
      'a look ahead (%o) is no click',
      async (headers) => {
        const address = await link();
        expect((await click(address, headers)).status).toBe(302);
        expect(await clicks(address)).toEqual([]);
      },
    );

    test('HEAD answers alike and counts nothing', async () => {
      const address = await link();
      const [head, get] = [await click(address, {}, 'HEAD'), await click(address)];
      expect([head.status, ...head.headers]).toEqual([get.status, ...get.headers]);
      expect(await clicks(address)).toHaveLength(1);
      const unknown = `${publicUrl}/t/${formatLinkKey({ workspaceId: member.workspaceId, key: newLinkKey() })}`;
      expect((await click(unknown, {}, 'HEAD')).status).toBe(404);
    });

    test('a click of nobody in particular is counted and makes no line', async () => {
      const [made] = await links([target], {});
      await click(made?.tracked ?? '');
      expect(await clicks(made?.tracked ?? '')).toHaveLength(1);
      expect(await lines()).toEqual([]);
    });

    test('a link that is pressed without end still leads on, and stops counting', async () => {
      const address = await link();
      for (let n = 0; n < 65; n += 1) expect((await click(address)).status).toBe(302);
      expect(await clicks(address)).toHaveLength(60);
    });

    test('a click that cannot be stored still leads on', async () => {
      const address = await link();
      await db.kysely.schema.alterTable('link_clicks').renameTo('link_clicks_away').execute();
      try {
        expect((await click(address)).headers.get('location')).toBe(target);
      } finally {
        await db.kysely.schema.alterTable('link_clicks_away').renameTo('link_clicks').execute();
      }
    });
  });

  describe('what leads nowhere', () => {
    const unknown = () => formatLinkKey({ workspaceId: member.workspaceId, key: newLinkKey() });

    test('is a page that says so, without a script or a word about the product’s users', async () => {
      for (const word of [unknown(), 'x', encodeURIComponent('../../etc'), `${unknown()}x`, '%00']) {
        const answer = await click(`${publicUrl}/t/${word}`, { 'x-forwarded-for': word.slice(0, 8) });
        const text = await answer.text();
        expect([word, answer.status]).toEqual([word, 404]);
        expect(text).toContain('This link leads nowhere');
        expect(text).not.toMatch(/<script|Sign in|https?:/i);
        expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
    });

    test('a key of one workspace opens nothing in another', async () => {
      const key = parseLinkKey((await link()).split('/t/')[1] ?? '')?.key ?? '';
      const other = await addWorkspace(db, 'Theirs');
      const word = formatLinkKey({ workspaceId: other.workspaceId, key });
      expect((await click(`${publicUrl}/t/${word}`)).status).toBe(404);
      expect(
        (await click(`${publicUrl}/t/${formatLinkKey({ workspaceId: randomUUID(), key })}`)).status,
      ).toBe(404);
    });

    test('who tries many keys is asked to wait; real links still work from there, and so do others', async () => {
      const from = { 'x-forwarded-for': '192.0.2.9' };
      for (let n = 0; n < 30; n += 1)
        expect((await click(`${publicUrl}/t/${unknown()}`, from)).status).toBe(404);
      const refused = await click(`${publicUrl}/t/${unknown()}`, from);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
      expect((await click(await link(), from)).status).toBe(302);
      expect((await click(`${publicUrl}/t/${unknown()}`, { 'x-forwarded-for': '192.0.2.10' })).status).toBe(
        404,
      );
    });
  });
});
