import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Template } from '../../lib/contract/template.ts';
import { NewTemplate } from '../../lib/contract/template.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { Device, unwrap } from '../../tests/support/domain.ts';
import { addReaders, addTemplate, changeOf } from '../../tests/support/templates.ts';
import { addUser } from '../accounts/users.ts';
import type { Database } from '../db/open.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { pruneAll } from '../sync/prune.ts';
import type { TemplateUser } from './refusals.ts';
import { archiveTemplate, createTemplate, updateTemplate } from './templates.ts';
import { useTemplate } from './use.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-05T06:00:00.000Z');

describeOnEachEngine('templates', (open) => {
  let db: Database;
  let member: TemplateUser;
  let colleague: TemplateUser;
  let manager: TemplateUser;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    ({ manager, member, colleague } = await addReaders(db));
  });

  const create = (over: Partial<NewTemplate> = {}, who = member) => addTemplate(db, who, now, over);
  const find = (template: Template, who: TemplateUser) =>
    findTemplate(db.kysely, who.workspaceId, who.userId, template.id);
  const held = async (device: Device) => {
    await device.pull(now);
    return device
      .all('template')
      .map((template) => template.name)
      .sort();
  };

  test('an own one is seen by its owner alone, a shared one by everybody', async () => {
    const own = await create({ name: 'Mine' });
    const shared = await create({ name: 'Ours', shared: true, language: 'sv' });
    expect(shared).toMatchObject({ ownerId: member.userId, ownerName: 'Alva', version: 1, useCount: 0 });
    expect(await find(own, member)).toEqual(own);
    expect(await find(own, colleague)).toBeNull();
    expect(await find(own, manager)).toBeNull();
    expect(await find(shared, colleague)).toEqual(shared);
  });

  test('added again by the same id it stands once, as it was; an id of somebody else’s is refused', async () => {
    const id = randomUUID();
    const once = await create({ id });
    expect(await create({ id, name: 'Another' })).toEqual(once);
    const theirs = NewTemplate.parse({ id, name: 'x', category: '', subject: '', html: '' });
    expect(await createTemplate(db, colleague, theirs, now)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'id' }],
    });
    expect(await find(once, member)).toEqual(once);
  });

  test.each([
    { text: { subject: '{{#if first_name}}' }, path: 'subject' },
    { text: { html: '<p>{{first_name</p>' }, path: 'html' },
  ])('a text that the renderer cannot read is refused by its field: $path', async ({ text, path }) => {
    const refused = { code: 'INVALID_INPUT', fields: [{ path, message: expect.stringMatching(/\S/) }] };
    const fresh = NewTemplate.parse({ name: 'x', category: '', subject: '', html: '', ...text });
    expect(await createTemplate(db, member, fresh, now)).toMatchObject(refused);
    const template = await create();
    const change = { ...changeOf(template), ...text };
    expect(await updateTemplate(db, member, template.id, change, now)).toMatchObject(refused);
    expect(await find(template, member)).toEqual(template);
  });

  test('a change counts from the version that was read', async () => {
    const template = await create({ shared: true });
    const first = unwrap(
      await updateTemplate(db, member, template.id, { ...changeOf(template), subject: 'New' }, later),
    );
    expect(first).toMatchObject({ subject: 'New', version: 2, updatedAt: later.toISOString() });
    const stale = { ...changeOf(template), subject: 'Lost' };
    expect(await updateTemplate(db, manager, template.id, stale, later)).toMatchObject({
      code: 'TEMPLATE_CHANGED',
    });
    expect(await find(template, member)).toEqual(first);
  });

  test('a shared one is changed by its owner and by managers', async () => {
    const template = await create({ shared: true });
    const change = changeOf(template);
    expect(await updateTemplate(db, colleague, template.id, change, now)).toMatchObject({
      code: 'NOT_ALLOWED',
      message: '“Hello” belongs to Alva; they or a manager can change it',
    });
    expect(await archiveTemplate(db, colleague, template.id, true, now)).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const { version } = unwrap(await updateTemplate(db, manager, template.id, change, now));
    const own = unwrap(
      await updateTemplate(db, manager, template.id, { ...change, shared: false, baseVersion: version }, now),
    );
    expect(own).toMatchObject({ id: template.id, shared: false });
    expect(await find(template, manager)).toBeNull();
  });

  test('category and sharing are not written over unseen, and the answer says what is stored', async () => {
    const template = await create({ shared: true });
    const mine = changeOf(template, { category: 'B', shared: false });
    unwrap(await updateTemplate(db, member, template.id, changeOf(template, { category: 'A' }), now));
    expect(await updateTemplate(db, manager, template.id, mine, later)).toMatchObject({
      code: 'TEMPLATE_CHANGED',
      message: '“Hello” has been moved since it was read: it is shared and in the category “A” now',
    });
    const seen = await find(template, manager);
    if (!seen) throw new Error('expected a shared template');
    const again = changeOf(seen, { category: 'B', shared: false });
    expect(unwrap(await updateTemplate(db, manager, template.id, again, later))).toMatchObject({
      category: 'B',
      shared: false,
    });
    expect(await find(template, manager)).toBeNull();
    expect(await find(template, member)).toMatchObject({ category: 'B', shared: false, version: 1 });
  });

  test('uses are counted for each user, the same one once', async () => {
    const template = await create({ shared: true });
    const use = { templateId: template.id, useId: randomUUID() };
    expect(unwrap(await useTemplate(db, colleague, use, now))).toMatchObject({
      useCount: 1,
      lastUsedAt: now.toISOString(),
    });
    expect(unwrap(await useTemplate(db, colleague, use, later))).toMatchObject({
      useCount: 1,
      lastUsedAt: now.toISOString(),
    });
    const again = { ...use, useId: randomUUID() };
    expect(unwrap(await useTemplate(db, colleague, again, later))).toMatchObject({ useCount: 2, version: 1 });
    expect(await find(template, member)).toMatchObject({ useCount: 0, lastUsedAt: null });
  });

  test('devices hold what their user may take, and hear of every change', async () => {
    const [mine, theirs] = [new Device(db, member), new Device(db, colleague)];
    const own = await create({ name: 'Mine' });
    const shared = await create({ name: 'Ours', shared: true });
    expect([await held(mine), await held(theirs)]).toEqual([['Mine', 'Ours'], ['Ours']]);
    unwrap(await updateTemplate(db, member, own.id, { ...changeOf(own), shared: true }, now));
    expect(await held(theirs)).toEqual(['Mine', 'Ours']);
    unwrap(await updateTemplate(db, member, shared.id, { ...changeOf(shared), shared: false }, now));
    expect([await held(mine), await held(theirs)]).toEqual([['Mine', 'Ours'], ['Mine']]);
    unwrap(await archiveTemplate(db, member, own.id, true, now));
    expect([await held(mine), await held(theirs)]).toEqual([['Ours'], []]);
    unwrap(await archiveTemplate(db, member, own.id, false, now));
    expect(await held(theirs)).toEqual(['Mine']);
  });

  test('a use is told to the user’s own devices only', async () => {
    const template = await create({ shared: true });
    const [mine, theirs] = [new Device(db, member), new Device(db, colleague)];
    await held(mine);
    await held(theirs);
    unwrap(await useTemplate(db, colleague, { templateId: template.id, useId: randomUUID() }, now));
    expect(await mine.pull(now)).toEqual([]);
    expect(await theirs.pull(now)).toMatchObject([{ kind: 'template', data: { useCount: 1 } }]);
  });

  test('who joins later gets what is shared', async () => {
    await create({ name: 'Ours', shared: true });
    await create({ name: 'Mine' });
    const { workspaceId } = member;
    const email = `new-${randomUUID()}@example.com`;
    const user = { workspaceId, name: 'Nils', email, role: 'user', password: null } as const;
    const { userId } = unwrap(await addUser(db, user, now));
    expect(await held(new Device(db, { workspaceId, userId }))).toEqual(['Ours']);
  });

  test('clearing away forgets only what nobody may take any more', async () => {
    const gone = await create({ name: 'Gone', shared: true });
    await create({ name: 'Ours', shared: true });
    const device = new Device(db, colleague);
    await held(device);
    unwrap(await archiveTemplate(db, member, gone.id, true, now));
    expect(await held(device)).toEqual(['Ours']);
    await pruneAll(db, now);
    const rows = await db.kysely
      .selectFrom('changes')
      .select('id')
      .where('workspace_id', '=', member.workspaceId)
      .where('kind', '=', 'template')
      .execute();
    expect(rows).toHaveLength(3);
    expect(await held(device)).toEqual(['Ours']);
    expect(await held(new Device(db, colleague))).toEqual(['Ours']);
  });
});
