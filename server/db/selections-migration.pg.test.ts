import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { MailFilters, MailLayout } from '../../lib/contract/mail.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { listPeopleOf } from '../people-lists/keep.ts';
import { listSelections, selectionKind } from '../selections/selections.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openDatabase } from './open.ts';

test('groups of an older version are static selections with everybody in them, and searches go on finding them', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'utskick-selections-'));
  const db = await openDatabase({ dataDir });
  try {
    const migrations = await readMigrations();
    await migrate(
      db,
      migrations.filter(({ id }) => id < '0033'),
    );
    const workspace = await addWorkspace(db, 'Nordby');
    const { workspaceId } = workspace;
    const userId = firstUser(workspace);
    const [groupId, personId] = [randomUUID(), randomUUID()];
    await sql`
      insert into people (workspace_id, id, first_name, last_name, fields, created_at, updated_at)
      values (${workspaceId}, ${personId}, 'Anna', 'Ek', '{}', now(), now())`.execute(db.kysely);
    await sql`
      insert into person_groups (workspace_id, id, name, owner_id, shared, created_at)
      values (${workspaceId}, ${groupId}, 'Fair', ${userId}, true, now())`.execute(db.kysely);
    await sql`
      insert into person_group_members (workspace_id, group_id, person_id)
      values (${workspaceId}, ${groupId}, ${personId})`.execute(db.kysely);
    const filters = { groupId, text: 'price' };
    await sql`
      insert into mail_searches (workspace_id, user_id, id, name, filters, created_at, updated_at)
      values (${workspaceId}, ${userId}, ${randomUUID()}, 'Hot', ${JSON.stringify(filters)}::jsonb, now(), now())`.execute(
      db.kysely,
    );
    const columns = ['at', 'groups', 'subject'].map((name) => ({ name, widthPx: 100 }));
    await sql`
      insert into mail_layouts (workspace_id, user_id, folder, layout, updated_at)
      values (${workspaceId}, ${userId}, 'delivered',
        ${JSON.stringify({ columns, sort: 'at', descending: true })}::jsonb, now())`.execute(db.kysely);
    expect(await migrate(db, migrations)).toContain('0033_selections');
    const user = { workspaceId, userId, role: 'user' } as const;
    expect(await listSelections(db.kysely, user)).toMatchObject([
      { id: groupId, name: 'Fair', kind: 'static', people: 1, shared: true, ownerId: userId },
    ]);
    const page = { limit: 10, offset: 0 };
    expect(await listPeopleOf([db, selectionKind, user, groupId], page, new Date())).toMatchObject({
      value: { people: [{ id: personId }], total: 1 },
    });
    const search = await db.kysely.selectFrom('mail_searches').select('filters').executeTakeFirstOrThrow();
    expect(MailFilters.parse(search.filters)).toEqual({ selectionId: groupId, text: 'price' });
    const { layout } = await db.kysely.selectFrom('mail_layouts').select('layout').executeTakeFirstOrThrow();
    expect(MailLayout.parse(layout).columns.map(({ name }) => name)).toEqual(['at', 'selections', 'subject']);
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
