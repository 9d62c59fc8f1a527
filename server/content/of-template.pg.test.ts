import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { type ContentItem, contentLimits } from '../../lib/contract/content.ts';
import type { Template } from '../../lib/contract/template.ts';
import { anApp, aToken, publicUrl, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { addTemplate, swedish } from '../../tests/support/templates.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { findAttachment } from '../db/queries/template-attachments.ts';
import { setLockdown } from '../teams/lockdown.ts';
import { attach } from '../templates/attachments.ts';
import { archiveTemplate } from '../templates/templates.ts';
import { addContent, type ContentUser, listContent } from './content.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const pdf = new TextEncoder().encode('%PDF-1.7 prices');
const prices = { name: 'Prices & terms.pdf', type: 'application/pdf', content: pdf };

describeOnEachEngine('content of a template', (open) => {
  let db: Database;
  let app: TestApp;
  let alva: ContentUser;
  let bo: ContentUser;

  beforeEach(async () => {
    db ??= await open();
    app = await anApp(db, now);
    const [first, second] = await addColleagues(db);
    alva = { ...first, role: 'admin', publicUrl };
    bo = { ...second, role: 'user', publicUrl };
  });

  const change = async (user: ContentUser, template: Template, way: 'tracked' | 'untracked', body: object) =>
    await app.json('POST', `/api/v2/templates/${template.id}/${way}`, {
      token: await aToken(db, user, now),
      body: { baseVersion: template.version, ...body },
    });
  const changed = async (...asked: Parameters<typeof change>): Promise<Template> => {
    const { status, body } = await change(...asked);
    expect([status, body]).toMatchObject([200, {}]);
    return body as Template;
  };
  async function withFile(over = {}): Promise<{ template: Template; attachmentId: string }> {
    const texts = { html: '<p>Hi</p>', text: 'Hi\n', language: 'en', variants: [swedish], ...over };
    const template = await addTemplate(db, bo, now, texts);
    const attachmentId = randomUUID();
    unwrap(await attach(db, bo, template.id, { ...prices, id: attachmentId }, now));
    return { template, attachmentId };
  }

  test('§2.6 tracked: an attachment becomes a link at the end of each text, and an attachment again', async () => {
    const { template, attachmentId } = await withFile({ shared: true });
    const linked = await changed(bo, template, 'tracked', { attachmentId });
    const [item] = (await listContent(db.kysely, bo)) as [ContentItem];
    expect(item).toMatchObject({ name: prices.name, type: 'pdf', shared: true, ownerId: bo.userId });
    const link = `<p><a href="${item.url}">Prices &amp; terms.pdf</a></p>`;
    expect(linked).toMatchObject({ version: 2, attachments: [], html: `<p>Hi</p>${link}` });
    expect(linked.text).toBe(`Hi\n\nPrices & terms.pdf: ${item.url}\n`);
    expect(linked.variants[0]?.html).toBe(swedish.html + link);
    const answer = await app.call('GET', item.url);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(pdf);

    const back = await changed(bo, linked, 'untracked', { contentId: item.id });
    const { html, text, variants } = template;
    expect(back).toMatchObject({ version: 3, html, text, variants });
    expect(back.attachments).toMatchObject([
      { name: prices.name, type: 'application/pdf', bytes: pdf.byteLength },
    ]);
    const [file] = back.attachments;
    const kept = await findAttachment(db.kysely, bo.workspaceId, template.id, file?.id ?? '');
    expect(new Uint8Array(kept?.content ?? [])).toEqual(pdf);
    expect(await listContent(db.kysely, bo)).toHaveLength(1);
  });

  test('§2.6 tracked: what has changed meanwhile, is archived or locked is left alone, and nothing with it', async () => {
    const { template, attachmentId } = await withFile({ shared: true });
    expect((await change(bo, template, 'tracked', { attachmentId, baseVersion: 9 })).body).toMatchObject({
      code: 'TEMPLATE_CHANGED',
    });
    expect((await change(bo, template, 'tracked', { attachmentId: randomUUID() })).body).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'attachmentId' }],
    });
    await setLockdown(db, alva, { templates: true, campaigns: false }, now);
    expect((await change(bo, template, 'tracked', { attachmentId })).body).toMatchObject({
      code: 'CONTENT_LOCKED',
    });
    await setLockdown(db, alva, { templates: false, campaigns: false }, now);
    unwrap(await archiveTemplate(db, bo, template.id, true, now));
    expect((await change(bo, template, 'tracked', { attachmentId })).body).toMatchObject({
      code: 'TEMPLATE_ARCHIVED',
    });
    expect(await listContent(db.kysely, alva)).toEqual([]);
  });

  test('§2.6 tracked: a file that the text does not link to, or that is too much, is not attached', async () => {
    const { template } = await withFile();
    const file = { id: randomUUID(), name: 'Big.pdf', content: new Uint8Array(contentLimits.bytes) };
    const item = unwrap(await addContent(db, bo, file, now));
    expect((await change(bo, template, 'untracked', { contentId: item.id })).body).toMatchObject({
      fields: [{ path: 'contentId' }],
    });
    const { template: linked } = await withFile({ html: `<a href="${item.url}">Big</a>` });
    const more = { ...prices, id: randomUUID(), content: new Uint8Array(1_000_000) };
    unwrap(await attach(db, bo, linked.id, more, now));
    expect((await change(bo, linked, 'untracked', { contentId: item.id })).body).toMatchObject({
      code: 'LIMIT_REACHED',
    });
  });
});
