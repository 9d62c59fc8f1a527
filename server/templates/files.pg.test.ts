import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { NewTemplate } from '../../lib/contract/template.ts';
import { TemplateFile } from '../../lib/contract/template-file.ts';
import { anApp, aToken, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { addReaders, addTemplate, swedish } from '../../tests/support/templates.ts';
import type { Database } from '../db/open.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { attach, detach, readAttachment } from './attachments.ts';
import { exportTemplates } from './export.ts';
import { importHtml, importTemplates } from './import.ts';
import type { TemplateUser } from './refusals.ts';
import { archiveTemplate, duplicateTemplate } from './templates.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const MB = 1024 * 1024;

describeOnEachEngine('templates as files', (open) => {
  let db: Database;
  let member: TemplateUser;
  let colleague: TemplateUser;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    ({ member, colleague } = await addReaders(db));
  });

  const create = (over: Partial<NewTemplate> = {}, who = member) => addTemplate(db, who, now, over);
  const find = (id: string, who = member) => findTemplate(db.kysely, who.workspaceId, who.userId, id);
  const aFile = (content: Uint8Array, over: object = {}) => ({
    id: randomUUID(),
    name: 'Prices.pdf',
    type: 'application/pdf',
    content,
    ...over,
  });

  test('what goes out comes in elsewhere as it was, private to whoever imports it', async () => {
    const rule = {
      match: 'all' as const,
      criteria: [{ field: 'title', operator: 'contains' as const, value: 'Head' }],
    };
    const template = await create({
      category: 'Offers',
      shared: true,
      language: 'en',
      variants: [swedish],
      recommendation: rule,
      nonCommercial: true,
    });
    await create({ name: 'Secret' }, colleague);
    const file = unwrap(await exportTemplates(db, member, {}, now));
    expect(TemplateFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
    expect(file.templates).toHaveLength(1);
    expect(JSON.stringify(file)).not.toContain(member.userId);
    const asked = { id: randomUUID(), shared: false, file };
    const report = unwrap(await importTemplates(db, colleague, asked, now));
    expect(report).toMatchObject({ added: [{ index: 0, name: 'Hello', removed: [] }], refused: [] });
    const made = await find(report.added[0]?.id ?? '', colleague);
    const { id: _, ownerId: __, ownerName: ___, shared: ____, ...written } = template;
    expect(made).toMatchObject({ ...written, ownerId: colleague.userId, shared: false });
    // The same import once more.
    expect(unwrap(await importTemplates(db, colleague, asked, now))).toEqual(report);
    const renamed = {
      ...asked.file,
      templates: asked.file.templates.map((one) => ({ ...Object(one), name: 'X' })),
    };
    expect(unwrap(await importTemplates(db, colleague, { ...asked, file: renamed }, now))).toEqual(report);
    const again = unwrap(await exportTemplates(db, colleague, { ids: [made?.id ?? ''] }, now));
    expect(again).toEqual(file);
  });

  test('archived ones go out by name only; an unknown one is named', async () => {
    const gone = await create();
    unwrap(await archiveTemplate(db, member, gone.id, true, now));
    expect(await exportTemplates(db, member, {}, now)).toMatchObject({ code: 'NOT_FOUND' });
    expect(unwrap(await exportTemplates(db, member, { ids: [gone.id] }, now)).templates).toHaveLength(1);
    expect(await exportTemplates(db, colleague, { ids: [gone.id] }, now)).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(gone.id),
    });
  });

  test('one that is wrong is refused by its fields, the others are added, and what acts is taken out', async () => {
    const base = { name: 'Good', subject: '', html: '<p>a</p><script>x</script>' };
    const templates = [
      base,
      { ...base, name: 'Open', subject: '{{#if a}}' },
      { ...base, name: '', html: 7 },
      'nonsense',
    ];
    const file = {
      format: 'utskick.templates',
      formatVersion: 1,
      exportedAt: now.toISOString(),
      templates,
    } as const;
    const report = unwrap(await importTemplates(db, member, { id: randomUUID(), shared: true, file }, now));
    expect(report.added).toMatchObject([{ index: 0, name: 'Good', removed: ['<script>'] }]);
    expect(await find(report.added[0]?.id ?? '')).toMatchObject({ html: '<p>a</p>', shared: true });
    expect(
      report.refused.map(({ index, name, fields }) => [index, name, fields.map(({ path }) => path)]),
    ).toEqual([
      [1, 'Open', ['subject']],
      [2, '', ['name', 'html']],
      [3, null, ['']],
    ]);
  });

  test('a page becomes a template: its body, its title as the subject', async () => {
    const source =
      '<html><head><title>Spring news</title><style>p{}</style></head><body onload="x()"><h1>Hi {{first_name}}</h1></body></html>';
    const asked = { id: randomUUID(), name: 'Spring', category: 'News', source };
    const made = unwrap(await importHtml(db, member, asked, now));
    expect(made.template).toMatchObject({
      subject: 'Spring news',
      html: '<h1>Hi {{first_name}}</h1>',
      category: 'News',
    });
    expect(made.removed.sort()).toEqual(['<style>', 'onload']);
    expect(unwrap(await importHtml(db, member, asked, now)).template).toEqual(made.template);
    const long = { ...asked, id: randomUUID(), source: `<p>${'x'.repeat(600_000)}</p>` };
    expect(await importHtml(db, member, long, now)).toMatchObject({ fields: [{ path: 'source' }] });
  });

  test('a title that is too long for a subject ends before a field, not inside it', async () => {
    const source = `<title>${'x'.repeat(980)}{{first_name | default: "there"}} and more</title><p>a</p>`;
    const made = unwrap(
      await importHtml(db, member, { id: randomUUID(), name: 'Long', category: '', source }, now),
    );
    expect(made.template.subject).toBe('x'.repeat(980));
  });

  test('attachments: kept as they are, copied along, gone when deleted', async () => {
    const template = await create({ shared: true });
    const content = new Uint8Array([0, 1, 2, 255]);
    const file = aFile(content);
    const info = unwrap(await attach(db, member, template.id, file, now));
    expect(info).toEqual({ id: file.id, name: 'Prices.pdf', type: 'application/pdf', bytes: 4 });
    expect(unwrap(await attach(db, member, template.id, file, now))).toEqual(info);
    expect(await attach(db, colleague, template.id, aFile(content), now)).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await find(template.id)).toMatchObject({ attachments: [info], version: 1 });
    const read = unwrap(await readAttachment(db, colleague, template.id, file.id));
    expect(new Uint8Array(read.content)).toEqual(content);
    const copy = { id: randomUUID(), name: 'Copy' };
    const made = unwrap(await duplicateTemplate(db, colleague, template.id, copy, now));
    expect(made.attachments).toMatchObject([{ name: 'Prices.pdf', bytes: 4 }]);
    unwrap(await detach(db, member, template.id, file.id, now));
    expect(await detach(db, member, template.id, file.id, now)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await readAttachment(db, member, template.id, file.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await find(made.id, colleague))?.attachments).toHaveLength(1);
  });

  test('an archived template keeps its files as they are', async () => {
    const template = await create();
    const file = aFile(new Uint8Array(1));
    unwrap(await attach(db, member, template.id, file, now));
    unwrap(await archiveTemplate(db, member, template.id, true, now));
    const archived = { code: 'TEMPLATE_ARCHIVED' };
    expect(await attach(db, member, template.id, aFile(new Uint8Array(1)), now)).toMatchObject(archived);
    expect(await detach(db, member, template.id, file.id, now)).toMatchObject(archived);
    expect(unwrap(await readAttachment(db, member, template.id, file.id)).bytes).toBe(1);
  });

  test('no more than 20 MB and 25 files of one template', async () => {
    const template = await create();
    expect(await attach(db, member, template.id, aFile(new Uint8Array()), now)).toMatchObject({
      fields: [{ path: 'body' }],
    });
    unwrap(await attach(db, member, template.id, aFile(new Uint8Array(15 * MB)), now));
    expect(await attach(db, member, template.id, aFile(new Uint8Array(6 * MB)), now)).toMatchObject({
      code: 'LIMIT_REACHED',
      message: expect.stringContaining('20 MB'),
    });
    for (let index = 1; index < 25; index += 1)
      unwrap(await attach(db, member, template.id, aFile(new Uint8Array(1)), now));
    expect(await attach(db, member, template.id, aFile(new Uint8Array(1)), now)).toMatchObject({
      code: 'LIMIT_REACHED',
    });
  });

  test('over HTTP a file goes up as it is, and comes down to be saved', async () => {
    const app: TestApp = await anApp(db, now);
    const token = await aToken(db, member, now);
    const template = await create();
    const id = randomUUID();
    const path = `/api/v2/templates/${template.id}/attachments`;
    const query = `attachmentId=${id}&name=${encodeURIComponent('Pris "ny" å.html')}`;
    const up = (headers: Record<string, string>, body: string, of = query) =>
      app.json('POST', `${path}?${of}`, { token, body, headers });
    expect(await up({ 'content-type': 'text/html' }, '<b>x</b>')).toMatchObject({
      status: 200,
      body: { id, bytes: 8, type: 'text/html' },
    });
    const down = await app.call('GET', `${path}/${id}`, { token });
    expect(await down.text()).toBe('<b>x</b>');
    expect(down.headers.get('content-disposition')).toBe(
      `attachment; filename="Pris _ny_ _.html"; filename*=UTF-8''Pris%20%22ny%22%20%C3%A5.html`,
    );
    expect(down.headers.get('content-security-policy')).toContain('sandbox');
    expect(down.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await up({ 'content-type': 'nonsense' }, 'x')).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'Content-Type' }] },
    });
    const outside = `attachmentId=${randomUUID()}&name=${encodeURIComponent('../x')}`;
    expect(await up({ 'content-type': 'text/html' }, 'x', outside)).toMatchObject({
      body: { fields: [{ path: 'name' }] },
    });
    const large = 'x'.repeat(20 * MB + 1);
    const headers = { 'content-type': 'text/plain', 'content-length': String(large.length) };
    expect((await up(headers, large)).status).toBe(413);
    expect((await app.call('GET', `${path}/${id}`)).status).toBe(401);
  });
});
