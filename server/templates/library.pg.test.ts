import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { NewTemplate, type Template } from '../../lib/contract/template.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, Device, unwrap } from '../../tests/support/domain.ts';
import { addReaders, addTemplate, changeOf, swedish } from '../../tests/support/templates.ts';
import type { Database } from '../db/open.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { createCategory } from './categories.ts';
import { deleteTemplate } from './delete.ts';
import { listLibrary, listRecommended } from './list.ts';
import type { TemplateUser } from './refusals.ts';
import {
  addTemplates,
  archiveTemplate,
  createTemplate,
  type Draft,
  duplicateTemplate,
  moveTemplate,
  updateTemplate,
} from './templates.ts';
import { markFavourite, useTemplate } from './use.ts';
import { restoreVersion } from './versions.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-05T06:00:00.000Z');

describeOnEachEngine('library', (open) => {
  let db: Database;
  let member: TemplateUser;
  let colleague: TemplateUser;
  let manager: TemplateUser;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    ({ member, colleague, manager } = await addReaders(db));
  });

  const create = (over: Partial<NewTemplate> = {}, who = member, at = now) => addTemplate(db, who, at, over);
  const names = async (page: object = {}, who = member, at = now) => {
    const all = { view: 'all', sort: 'name', limit: 50, offset: 0, ...page } as const;
    return (await listLibrary(db, who, all, at)).templates.map(({ name }) => name);
  };
  const find = (template: Template, who = member) =>
    findTemplate(db.kysely, who.workspaceId, who.userId, template.id);

  test('everything that is written comes back as it was written', async () => {
    const written = {
      text: 'Hi {{first_name}}',
      preheader: 'One minute',
      language: 'en',
      variants: [swedish],
      recommendation: {
        match: 'any' as const,
        criteria: [{ field: 'title', operator: 'contains' as const, value: 'Head' }],
      },
      nonCommercial: true,
      category: 'Offers',
    };
    const template = await create(written);
    expect(template).toMatchObject({ ...written, favourite: false, attachments: [] });
    const device = new Device(db, member);
    await device.pull(now);
    expect(device.all('template')).toEqual([template]);
  });

  test('views, searches and orders', async () => {
    const zebra = await create({ name: 'zebra', category: 'Offers', subject: 'Price', language: 'en' });
    await create({ name: 'Apple', shared: true, html: '<p class="hidden">Twelve <b>vans</b></p>' });
    const old = await create({ name: 'Old', variants: [swedish] });
    unwrap(await archiveTemplate(db, member, (await create({ name: 'Gone' })).id, true, now));
    await create({ name: 'Theirs', category: 'Secret' }, colleague);
    unwrap(await markFavourite(db, member, { templateId: old.id, favourite: true }, now));
    unwrap(await useTemplate(db, member, { templateId: zebra.id, useId: randomUUID() }, later));
    expect(await names()).toEqual(['Apple', 'Old', 'zebra']);
    expect(await names({ limit: 1, offset: 1 })).toEqual(['Old']);
    expect(await names({ view: 'shared' })).toEqual(['Apple']);
    expect(await names({ view: 'unshared' })).toEqual(['Old', 'zebra']);
    expect(await names({ view: 'favourite' })).toEqual(['Old']);
    expect(await names({ view: 'favourite' }, colleague)).toEqual([]);
    expect(await names({ view: 'mine' }, colleague)).toEqual(['Theirs']);
    expect(await names({ view: 'archived' })).toEqual(['Gone']);
    expect(await names({ sort: 'used' })).toEqual(['zebra', 'Apple', 'Old']);
    expect(await names({ category: 'offers' })).toEqual(['zebra']);
    expect(await names({ language: 'SV' })).toEqual(['Old']);
    expect(await names({ search: 'VANS twelve' })).toEqual(['Apple']);
    expect(await names({ search: 'tolv' })).toEqual(['Old']);
    for (const search of ['hidden', '%', 'secret', 'price tolv'])
      expect([search, await names({ search })]).toEqual([search, []]);
  });

  test('a search looks at the text as it is read, of templates from before that too', async () => {
    await create({ name: 'One', html: '<p>R&amp;D: Hel<b>lo</b> f&ouml;rst&aring;r</p>' });
    const expectFound = async () => {
      for (const search of ['R&D', 'hello', 'förstår', 'FÖRSTÅR r&d'])
        expect([search, await names({ search })]).toEqual([search, ['One']]);
      expect(await names({ search: 'amp' })).toEqual([]);
    };
    await expectFound();
    await db.kysely
      .updateTable('templates')
      .set({ search_text: null })
      .where('workspace_id', '=', member.workspaceId)
      .execute();
    await expectFound();
  });

  test('what nobody has used for 90 days is unused', async () => {
    const [one, two] = [await create({ name: 'One', shared: true }), await create({ name: 'Two' })];
    const then = new Date('2026-10-01T06:00:00.000Z');
    await create({ name: 'Young' }, member, then);
    expect(await names({ view: 'unused' })).toEqual([]);
    expect(await names({ view: 'unused' }, member, then)).toEqual(['One', 'Two']);
    unwrap(await useTemplate(db, colleague, { templateId: one.id, useId: randomUUID() }, then));
    expect(await names({ view: 'unused' }, member, then)).toEqual(['Two']);
    const page = { view: 'all', sort: 'name', limit: 50, offset: 0 } as const;
    const { templates } = await listLibrary(db, member, page, then);
    expect(templates.map(({ id, unused }) => [id === two.id, unused])).toEqual([
      [false, false],
      [true, true],
      [false, false],
    ]);
  });

  test('what is recommended for a person', async () => {
    const person = await addPerson(db, member.workspaceId, now);
    const rule = (value: string) => ({
      match: 'all' as const,
      criteria: [{ field: 'last_name', operator: 'equals' as const, value }],
    });
    await create({ name: 'Fits', recommendation: rule('ek') });
    await create({ name: 'Not', recommendation: rule('Berg') });
    await create({ name: 'Private', recommendation: rule('ek') }, colleague);
    const found = unwrap(await listRecommended(db, member, person.id, now));
    expect(found.map(({ name }) => name)).toEqual(['Fits']);
    expect(await listRecommended(db, member, randomUUID(), now)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a favourite is one’s own, told to one’s own devices, and may be said twice', async () => {
    const template = await create({ shared: true });
    const [mine, theirs] = [new Device(db, member), new Device(db, colleague)];
    await mine.pull(now);
    await theirs.pull(now);
    const mark = (favourite: boolean) =>
      markFavourite(db, colleague, { templateId: template.id, favourite }, now);
    // Two devices of one person at the same moment.
    const both = await Promise.all([mark(true), mark(true)]);
    expect(both.map((result) => unwrap(result).favourite)).toEqual([true, true]);
    expect(await mine.pull(now)).toEqual([]);
    expect(await theirs.pull(now)).toMatchObject([{ data: { favourite: true, version: 1 } }]);
    expect(await find(template)).toMatchObject({ favourite: false });
    expect(unwrap(await mark(false)).favourite).toBe(false);
    expect(unwrap(await mark(false)).favourite).toBe(false);
  });

  test('an archived template can neither be changed nor brought back to a version, but moved, which revives it', async () => {
    const template = await create();
    unwrap(await archiveTemplate(db, member, template.id, true, now));
    const archived = { code: 'TEMPLATE_ARCHIVED' };
    expect(await updateTemplate(db, member, template.id, changeOf(template), now)).toMatchObject(archived);
    const back = { version: 1, baseVersion: 1 };
    expect(await restoreVersion(db, member, template.id, back, now)).toMatchObject(archived);
    const moved = unwrap(await moveTemplate(db, member, template.id, 'Revived', now));
    expect(moved).toMatchObject({ archivedAt: null, category: 'Revived', version: 1 });
  });

  test('a copy is private and one’s own, and the same request makes one', async () => {
    const template = await create({ shared: true, category: 'X', preheader: 'P' });
    const copy = { id: randomUUID(), name: 'Mine' };
    const made = unwrap(await duplicateTemplate(db, colleague, template.id, copy, later));
    expect(made).toMatchObject({
      ...copy,
      ownerId: colleague.userId,
      shared: false,
      preheader: 'P',
      version: 1,
    });
    expect(unwrap(await duplicateTemplate(db, colleague, template.id, copy, later))).toEqual(made);
    expect(await names({}, colleague)).toEqual(['Hello', 'Mine']);
  });

  test('a library is full with 2,000 templates and 500 categories, and nothing is added beyond', async () => {
    const many = (count: number, category = (_: number) => ''): Draft[] =>
      Array.from({ length: count }, (_, index) => {
        const text = { name: `T${index}`, subject: '', html: '', category: category(index) };
        return { ...NewTemplate.parse(text), id: randomUUID() };
      });
    const full = { code: 'LIMIT_REACHED' };
    expect(
      await addTemplates(
        db,
        member,
        many(500, (index) => `C${index}`),
        now,
      ),
    ).toBeNull();
    const another = many(1, () => 'One more');
    expect(await addTemplates(db, member, another, now)).toMatchObject({
      ...full,
      fields: [{ path: 'category' }],
    });
    expect(await createCategory(db, member, { name: 'One more' }, now)).toMatchObject(full);
    expect(await addTemplates(db, colleague, many(1499), now)).toBeNull();
    expect(await addTemplates(db, member, many(2), now)).toMatchObject(full);
    // Two at the same moment, and room for one.
    const both = await Promise.all([member, colleague].map((who) => addTemplates(db, who, many(1), now)));
    expect(both.filter((refused) => refused === null)).toHaveLength(1);
  });

  test('a deleted template is gone for everybody, and for devices', async () => {
    const template = await create({ shared: true });
    const device = new Device(db, colleague);
    await device.pull(now);
    expect(await deleteTemplate(db, colleague, template.id, now)).toMatchObject({ code: 'NOT_ALLOWED' });
    unwrap(await deleteTemplate(db, manager, template.id, now));
    expect(await device.pull(now)).toEqual([{ kind: 'template', id: template.id, data: null }]);
    expect(await find(template)).toBeNull();
  });

  test.each([
    { text: { html: '<p>a</p><script>x</script>' }, path: 'html', says: '<script>' },
    { text: { html: '<p onclick="x()">a</p>' }, path: 'html', says: 'onclick' },
    { text: { preheader: '{{#if}}' }, path: 'preheader', says: 'if' },
    {
      text: { variants: [{ language: 'sv', subject: '{{', html: '', text: null, preheader: '' }] },
      path: 'variants.0.subject',
      says: '1',
    },
  ])('$text is refused by its field', async ({ text, path, says }) => {
    const draft = NewTemplate.parse({ name: 'x', subject: '', html: '', ...text });
    expect(await createTemplate(db, member, draft, now)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path, message: expect.stringContaining(says) }],
    });
  });
});
