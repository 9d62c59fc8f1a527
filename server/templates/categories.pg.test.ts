import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { NewTemplate } from '../../lib/contract/template.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { Device, unwrap } from '../../tests/support/domain.ts';
import { addReaders, addTemplate } from '../../tests/support/templates.ts';
import type { Database } from '../db/open.ts';
import { listCategories } from '../db/queries/template-categories.ts';
import { createCategory, deleteCategory, mergeCategory, renameCategory } from './categories.ts';
import type { TemplateUser } from './refusals.ts';
import { archiveTemplate } from './templates.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('categories of templates', (open) => {
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
  const categories = async (who = member) =>
    (await listCategories(db.kysely, who.workspaceId, who.userId)).map(({ name, templates, held }) => [
      name,
      templates,
      held,
    ]);

  test('categories: made by being named, once whatever the capitals', async () => {
    await create({ name: 'A', category: 'Offers' });
    const other = await create({ name: 'B', category: 'OFFERS' });
    expect(other.category).toBe('Offers');
    await create({ name: 'C', category: 'Offers' }, colleague);
    expect(await categories()).toEqual([['Offers', 2, 3]]);
    expect(await createCategory(db, member, { name: 'offers' }, now)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'name' }],
    });
    const id = randomUUID();
    const made = unwrap(await createCategory(db, member, { id, name: 'Empty' }, now));
    expect(unwrap(await createCategory(db, member, { id, name: 'Empty' }, now))).toEqual(made);
  });

  test('a category is renamed with its templates, and devices hear of it', async () => {
    const template = await create({ category: 'Ofers', shared: true });
    const [category] = await listCategories(db.kysely, member.workspaceId, member.userId);
    const id = category?.id ?? '';
    const device = new Device(db, colleague);
    await device.pull(now);
    expect(await renameCategory(db, colleague, id, 'Mine', now)).toMatchObject({ code: 'NOT_ALLOWED' });
    unwrap(await renameCategory(db, member, id, 'Offers', now));
    expect(await device.pull(now)).toMatchObject([
      { id: template.id, data: { category: 'Offers', version: 1 } },
    ]);
    expect(unwrap(await renameCategory(db, manager, id, 'OFFERS', now)).name).toBe('OFFERS');
  });

  test('two categories become one, private and archived templates included', async () => {
    const [one, two] = [
      unwrap(await createCategory(db, manager, { name: 'One' }, now)),
      unwrap(await createCategory(db, manager, { name: 'Two' }, now)),
    ];
    await create({ name: 'A', category: 'One' }, colleague);
    unwrap(await archiveTemplate(db, member, (await create({ name: 'B', category: 'One' })).id, true, now));
    expect(await deleteCategory(db, manager, one.id)).toMatchObject({
      code: 'CATEGORY_NOT_EMPTY',
      message: '“One” still holds 2 templates, 2 of them archived or private to others',
    });
    expect(await mergeCategory(db, manager, one.id, one.id, now)).toMatchObject({
      fields: [{ path: 'into' }],
    });
    expect(unwrap(await mergeCategory(db, manager, one.id, two.id, now))).toMatchObject({
      moved: 2,
      held: 2,
    });
    expect(await categories()).toEqual([['Two', 0, 2]]);
    const empty = unwrap(await createCategory(db, member, { name: 'Empty' }, now));
    unwrap(await deleteCategory(db, member, empty.id));
    expect(await categories()).toEqual([['Two', 0, 2]]);
  });
});
