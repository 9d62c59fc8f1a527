import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { imageLimits, type StoredImage } from '../../lib/contract/image.ts';
import { anApp, aToken, publicUrl, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { type Member, unwrap } from '../../tests/support/domain.ts';
import { gifOf, jpegOf, pngOf, webpOf } from '../../tests/support/images.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { formatLinkKey, newLinkKey, parseLinkKey } from '../links/public-key.ts';
import { addImage } from './add.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const address = /^http:\/\/utskick\.test\/i\/[\w-]{43}\.(?:png|jpg|gif|webp)$/;

describeOnEachEngine('pictures of mails', (open) => {
  let db: Database;
  let app: TestApp;
  let member: Member;
  let token: string;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    app = await anApp(db, now);
    const added = await addWorkspace(db, 'Nordby');
    member = { workspaceId: added.workspaceId, userId: firstUser(added) };
    token = await aToken(db, member, now);
  });

  const send = (body: Uint8Array, type = 'image/png', as: string | undefined = token) =>
    app.json('POST', '/api/v2/images', {
      ...(as !== undefined && { token: as }),
      body,
      headers: { 'content-type': type },
    });
  const add = async (content: Uint8Array, whose = member): Promise<StoredImage> =>
    unwrap(await addImage(db, whose, content, publicUrl, now));
  const load = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.call(method, url, { headers });

  describe('adding', () => {
    test.each([
      ['png', pngOf(6, 2)],
      ['jpeg', jpegOf(2, 6, 6)],
      ['gif', gifOf(6, 2)],
      ['webp', webpOf.lossless(6, 2)],
    ] as const)('%s is told by its bytes, whatever the caller says', async (type, content) => {
      const { status, body } = await send(content, 'text/html');
      expect(status).toBe(200);
      expect(body).toEqual({
        url: expect.stringMatching(address),
        type,
        bytes: content.byteLength,
        width: 6,
        height: 2,
      });
      const loaded = await load((body as StoredImage).url);
      expect(loaded.headers.get('content-type')).toBe(`image/${type}`);
      expect(new Uint8Array(await loaded.arrayBuffer())).toEqual(content);
    });

    test.each([
      ['an empty file', new Uint8Array(0), /body: expected a picture, and the file is empty/],
      ['a page', new TextEncoder().encode('<svg onload="x()"/>'), /body: expected a PNG, JPEG, GIF or WebP/],
      [
        'a large one',
        pngOf(6, 2, 'x'.repeat(imageLimits.bytes)),
        /body: .* at most 2 MB; this one is 2\.0 MB/,
      ],
      ['a wide one', pngOf(10_001, 1), /body: .* at most 10000 pixels; this picture is 10001 × 1/],
    ])('%s is refused with the field and the reason', async (_, content, says) => {
      const answer = await send(content);
      expect(answer).toMatchObject({
        status: 422,
        body: { code: 'INVALID_INPUT', fields: [{ path: 'body' }] },
      });
      expect(answer.body).toMatchObject({ message: expect.stringMatching(says) });
    });

    test('is for members only', async () => {
      expect(await app.json('POST', '/api/v2/images', { body: pngOf(6, 2) })).toMatchObject({ status: 401 });
      expect((await send(pngOf(6, 2), 'image/png', 'no such token')).status).toBe(401);
    });

    test('the same picture once more has the same address and is kept once, also at the same time', async () => {
      const content = pngOf(6, 2);
      const first = await add(content);
      const again = await Promise.all([add(content), add(content), add(pngOf(6, 2, 'another'))]);
      expect(again.map(({ url }) => url === first.url)).toEqual([true, true, false]);
      const fresh = await Promise.all([1, 2, 3].map(() => add(pngOf(7, 2))));
      expect(new Set(fresh.map(({ url }) => url)).size).toBe(1);
      const rows = await db.kysely
        .selectFrom('images')
        .select('key')
        .where('workspace_id', '=', member.workspaceId)
        .execute();
      expect(rows).toHaveLength(3);
    });

    test('of another workspace nothing is seen: the same picture has an address of its own there', async () => {
      const theirs = await addWorkspace(db, 'Theirs');
      const mine = await add(pngOf(6, 2));
      const other = await add(pngOf(6, 2), { workspaceId: theirs.workspaceId, userId: firstUser(theirs) });
      expect(other.url).not.toBe(mine.url);
      await db.kysely.deleteFrom('workspaces').where('id', '=', theirs.workspaceId).execute();
      expect((await load(other.url)).status).toBe(404);
      expect((await load(mine.url)).status).toBe(200);
    });

    test('is refused when the room of the workspace is used up; what is there already is still answered', async () => {
      const first = await add(pngOf(6, 2));
      await db.kysely
        .updateTable('images')
        .set({ bytes: imageLimits.workspaceBytes - 10 })
        .where('workspace_id', '=', member.workspaceId)
        .execute();
      expect(await send(pngOf(8, 2))).toMatchObject({ body: { code: 'LIMIT_REACHED' } });
      expect((await add(pngOf(6, 2))).url).toBe(first.url);
    });
  });

  describe('loading', () => {
    test('needs nobody signed in, tells the browser to run nothing, and is kept for ever', async () => {
      const answer = await load((await add(pngOf(6, 2))).url);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-length': String(pngOf(6, 2).byteLength),
        'content-security-policy': expect.stringMatching(/^default-src 'none'/),
        'content-type': 'image/png',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      });
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    });

    test('HEAD says the same without the picture', async () => {
      const { url } = await add(pngOf(6, 2));
      const [whole, head] = [await load(url), await load(url, {}, 'HEAD')];
      expect(head.status).toBe(200);
      expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(whole.headers));
      expect((await head.arrayBuffer()).byteLength).toBe(0);
    });

    test('what the reader has already is not sent again', async () => {
      const { url } = await add(pngOf(6, 2));
      const tag = (await load(url)).headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[\w-]{43}"$/);
      for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const answer = await load(url, { 'if-none-match': known });
        expect([known, answer.status, answer.headers.get('etag')]).toEqual([known, 304, tag]);
        expect(answer.headers.get('cache-control')).toContain('immutable');
        expect((await answer.arrayBuffer()).byteLength).toBe(0);
      }
      expect((await load(url, { 'if-none-match': '"other"' })).status).toBe(200);
      expect((await load(url, { 'if-none-match': tag }, 'HEAD')).status).toBe(304);
    });

    test('nothing else changes or lists anything at such an address', async () => {
      const { url } = await add(pngOf(6, 2));
      for (const method of ['POST', 'PUT', 'DELETE']) expect((await load(url, {}, method)).status).toBe(404);
      for (const path of ['/i', '/i/']) expect((await load(publicUrl + path)).status).toBe(404);
    });

    test('another ending, another workspace, and what is no name at all lead nowhere', async () => {
      const { url } = await add(pngOf(6, 2));
      const word = /\/i\/([\w-]+)/.exec(url)?.[1] ?? '';
      const key = parseLinkKey(word)?.key ?? '';
      const names = [
        `${word}.gif`,
        word,
        `${word}.png.html`,
        `${formatLinkKey({ workspaceId: randomUUID(), key })}.png`,
        `${formatLinkKey({ workspaceId: member.workspaceId, key: newLinkKey() })}.png`,
        '%00.png',
        '..%2f..%2fetc.png',
      ];
      for (const name of names) {
        const answer = await load(`${publicUrl}/i/${name}`, { 'x-forwarded-for': '192.0.2.1' });
        expect([name, answer.status]).toEqual([name, 404]);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      }
    });

    test('who tries many names is asked to wait; real pictures still load from there', async () => {
      const { url } = await add(pngOf(6, 2));
      const from = { 'x-forwarded-for': '192.0.2.9' };
      const miss = () =>
        load(`${publicUrl}/i/${formatLinkKey({ workspaceId: randomUUID(), key: newLinkKey() })}.png`, from);
      for (let n = 0; n < 30; n += 1) expect((await miss()).status).toBe(404);
      const refused = await miss();
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
      expect((await load(url, from)).status).toBe(200);
    });
  });
});
