import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { Template } from '../../lib/contract/template.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openDatabase } from './open.ts';
import { findSyncState } from './queries/changes.ts';
import { listCategories } from './queries/template-categories.ts';
import { listVersions } from './queries/template-versions.ts';
import { findTemplates } from './queries/templates.ts';

test('templates of an older version keep their text, and get a category, a first version and valid tags', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'utskick-library-'));
  const db = await openDatabase({ dataDir });
  try {
    const migrations = await readMigrations();
    await migrate(
      db,
      migrations.filter(({ id }) => id < '0006'),
    );
    const workspace = await addWorkspace(db, 'Nordby');
    const { workspaceId } = workspace;
    const userId = firstUser(workspace);
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const rows = [
      ['A', 'Offers', 'sv'],
      ['B', 'OFFERS', 'Swedish (Sweden)'],
      ['C', '', null],
    ];
    for (const [index, [name, category, language]] of rows.entries())
      await sql`
        insert into templates (workspace_id, id, name, category, subject, html, language, shared, owner_id, version,
          created_at, updated_at)
        values (${workspaceId}, ${ids[index]}, ${name}, ${category}, 'S', '<p>x</p>', ${language}, true, ${userId}, 4,
          now(), now())`.execute(db.kysely);
    const before = await findSyncState(db.kysely, workspaceId);
    expect(await migrate(db, migrations)).toContain('0006_library');
    const found = await findTemplates(db.kysely, workspaceId, userId, ids);
    const templates = found
      .map((template) => Template.parse(template))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(templates.map(({ language, version, html }) => [language, version, html])).toEqual([
      ['sv', 4, '<p>x</p>'],
      [null, 4, '<p>x</p>'],
      [null, 4, '<p>x</p>'],
    ]);
    const categories = await listCategories(db.kysely, workspaceId, userId);
    expect(categories).toMatchObject([{ held: 2, templates: 2 }]);
    expect(templates.map(({ category }) => category)).toEqual([categories[0]?.name, categories[0]?.name, '']);
    expect(await listVersions(db.kysely, workspaceId, ids[0] ?? '')).toMatchObject([
      { version: 4, name: 'A' },
    ]);
    expect((await findSyncState(db.kysely, workspaceId)).epoch).not.toBe(before.epoch);
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
