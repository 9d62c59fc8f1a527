import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { NewTemplate, Template } from '../../lib/contract/template.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { addReaders, addTemplate, changeOf } from '../../tests/support/templates.ts';
import type { Database } from '../db/open.ts';
import { findTemplate } from '../db/queries/templates.ts';
import type { TemplateUser } from './refusals.ts';
import { updateTemplate } from './templates.ts';
import { diffVersions, listVersions, readVersion, restoreVersion } from './versions.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-05T06:00:00.000Z');

describeOnEachEngine('versions of a template', (open) => {
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
  const find = (template: Template, who = member) =>
    findTemplate(db.kysely, who.workspaceId, who.userId, template.id);

  test('each change is a version; category and sharing are none', async () => {
    const template = await create();
    const changed = unwrap(
      await updateTemplate(db, member, template.id, changeOf(template, { subject: 'B' }), later),
    );
    const moved = unwrap(
      await updateTemplate(
        db,
        member,
        template.id,
        changeOf(changed, { shared: true, category: 'X' }),
        later,
      ),
    );
    expect(moved).toMatchObject({ version: 2, shared: true, category: 'X' });
    expect(unwrap(await listVersions(db, colleague, template.id))).toEqual([
      {
        version: 2,
        at: later.toISOString(),
        byName: 'Alva',
        name: 'Hello',
        subject: 'B',
        restoredFrom: null,
      },
      {
        version: 1,
        at: now.toISOString(),
        byName: 'Alva',
        name: 'Hello',
        subject: 'A question',
        restoredFrom: null,
      },
    ]);
    const { parts } = unwrap(await diffVersions(db, member, template.id, { from: 1, to: 2 }));
    expect(parts.map(({ part }) => part)).toEqual(['subject']);
    expect(await diffVersions(db, member, template.id, { from: 1, to: 7 })).toMatchObject({
      code: 'NOT_FOUND',
      fields: [{ path: 'to' }],
    });
    expect(unwrap(await readVersion(db, member, template.id, 1)).content.subject).toBe('A question');
  });

  test('an earlier version is brought back as a new one, in the category where the template stands', async () => {
    const first = await create({ preheader: 'Old' });
    const second = unwrap(
      await updateTemplate(db, member, first.id, changeOf(first, { preheader: '', category: 'X' }), later),
    );
    expect(await restoreVersion(db, member, first.id, { version: 1, baseVersion: 1 }, later)).toMatchObject({
      code: 'TEMPLATE_CHANGED',
    });
    const restored = unwrap(
      await restoreVersion(db, member, first.id, { version: 1, baseVersion: 2 }, later),
    );
    expect(restored).toMatchObject({ version: 3, preheader: 'Old', category: 'X' });
    expect(unwrap(await listVersions(db, member, first.id))[0]).toMatchObject({
      version: 3,
      restoredFrom: 1,
    });
    // Nothing is lost by it.
    const lost = unwrap(await readVersion(db, member, second.id, 2));
    expect(lost.content.preheader).toBe('');
  });

  test('of two writers at the same moment one is told, and the versions have no gap', async () => {
    const template = await create({ shared: true });
    for (let round = 1; round <= 5; round += 1) {
      const present = await find(template);
      if (!present) throw new Error('expected the template');
      const results = await Promise.all(
        [member, manager].map((who, index) =>
          updateTemplate(db, who, template.id, changeOf(present, { subject: `${round} ${index}` }), now),
        ),
      );
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(results.find((result) => !result.ok)).toMatchObject({ code: 'TEMPLATE_CHANGED' });
    }
    const versions = unwrap(await listVersions(db, member, template.id)).map(({ version }) => version);
    expect(versions).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test('a hundred versions are kept', async () => {
    let template = await create();
    for (let round = 0; round < 101; round += 1)
      template = unwrap(
        await updateTemplate(db, member, template.id, changeOf(template, { subject: `${round}` }), now),
      );
    const versions = unwrap(await listVersions(db, member, template.id)).map(({ version }) => version);
    expect([versions.length, versions.at(0), versions.at(-1)]).toEqual([100, 102, 3]);
  });
});
