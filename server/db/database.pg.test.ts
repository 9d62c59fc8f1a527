import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { sqlState } from './errors.ts';
import { migrate, readMigrations } from './migrate.ts';
import type { Database } from './open.ts';
import { withTransaction } from './transaction.ts';

const anId = '11111111-1111-4111-8111-111111111111';

describeOnEachEngine('database', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
  });

  test('values come back alike: int8 as number, dates as text, instants as Date, jsonb parsed', async () => {
    const { rows } = await sql`
      select 9007199254740991::int8 as n, date '2026-03-29' as day, timestamptz '2026-03-29T01:00:00Z' as at,
        '{"a":[1]}'::jsonb as j, true as yes, array['a','b'] as words, null::text as nothing`.execute(
      db.kysely,
    );
    expect(rows).toEqual([
      {
        n: 9007199254740991,
        day: '2026-03-29',
        at: new Date('2026-03-29T01:00:00Z'),
        j: { a: [1] },
        yes: true,
        words: ['a', 'b'],
        nothing: null,
      },
    ]);
  });

  test('an int8 that a number cannot hold throws instead of being rounded', async () => {
    await expect(sql`select 9007199254740993::int8 as n`.execute(db.kysely)).rejects.toThrow(
      '9007199254740993',
    );
    expect((await sql<{ n: number }>`select 1 as n`.execute(db.kysely)).rows).toEqual([{ n: 1 }]);
  });

  test('an error carries SQLSTATE and constraint, and the next query works', async () => {
    const add = db.kysely.insertInto('workspaces').values({ id: anId, name: '' }).execute();
    await expect(add).rejects.toMatchObject({ code: '23514', constraint: 'workspaces_name_check' });
    expect(await db.kysely.selectFrom('workspaces').selectAll().execute()).toEqual([]);
  });

  test('a transaction that throws leaves nothing', async () => {
    const work = withTransaction(db, async (tx) => {
      await tx.insertInto('workspaces').values({ id: anId, name: 'Acme' }).execute();
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await db.kysely.selectFrom('workspaces').selectAll().execute()).toEqual([]);
  });

  test('a failed statement inside a transaction is known by its state and undoes the whole', async () => {
    const work = withTransaction(db, async (tx) => {
      await tx.insertInto('workspaces').values({ id: anId, name: 'Acme' }).execute();
      await tx.insertInto('workspaces').values({ id: anId, name: 'Acme again' }).execute();
    });
    expect(sqlState(await work.catch((error: unknown) => error))).toBe('23505');
    expect(await db.kysely.selectFrom('workspaces').selectAll().execute()).toEqual([]);
  });

  test('fifty concurrent transactions lose no update', async () => {
    await db.kysely
      .insertInto('rate_limits')
      .values({ key: 'n', count: 0, window_started_at: new Date(0) })
      .execute();
    const raise = () =>
      withTransaction(db, async (tx) => {
        const row = await tx
          .selectFrom('rate_limits')
          .select('count')
          .where('key', '=', 'n')
          .forUpdate()
          .executeTakeFirstOrThrow();
        await tx
          .updateTable('rate_limits')
          .set({ count: row.count + 1 })
          .where('key', '=', 'n')
          .execute();
      });
    await Promise.all(Array.from({ length: 50 }, raise));
    expect(await db.kysely.selectFrom('rate_limits').select('count').execute()).toEqual([{ count: 50 }]);
  });

  test('a notification is heard after its transaction commits, and never when it does not', async () => {
    const heard: string[] = [];
    const stop = await db.listen('changes', (payload) => heard.push(payload));
    const tell = (payload: string, keep: boolean) =>
      withTransaction(db, async (tx) => {
        await sql`select pg_notify('changes', ${payload})`.execute(tx);
        if (!keep) throw new Error('undone');
      });
    await tell('first', true);
    await tell('second', false).catch(() => {});
    await db.notify('changes', 'third');
    await expect.poll(() => heard).toEqual(['first', 'third']);
    await stop();
    await db.notify('changes', 'fourth');
    await db.notify('changes', 'fifth');
    expect(heard).toEqual(['first', 'third']);
  });

  test('migrating again changes nothing', async () => {
    expect(await migrate(db)).toEqual([]);
  });

  test('a migration that was changed after it had been applied is refused by name', async () => {
    const changed = (await readMigrations()).map((migration) => ({ ...migration, sha256: 'other' }));
    await expect(migrate(db, changed)).rejects.toThrow('Migration 0001_accounts was changed');
  });

  test('a database newer than the code is refused', async () => {
    await expect(migrate(db, (await readMigrations()).slice(0, 1))).rejects.toThrow(
      'which this version does not know',
    );
  });

  test('a migration that fails is undone as a whole and can be mended', async () => {
    const all = await readMigrations();
    const bad = {
      id: `${String(all.length + 1).padStart(4, '0')}_bad`,
      sql: 'create table t1 (n int); select nonsense;',
      sha256: 'x',
    };
    await expect(migrate(db, [...all, bad])).rejects.toThrow('failed and has been undone');
    await expect(sql`select * from t1`.execute(db.kysely)).rejects.toMatchObject({ code: '42P01' });
    const good = { ...bad, sql: 'create table t1 (n int); create table t2 (n int);' };
    expect(await migrate(db, [...all, good])).toEqual([bad.id]);
  });
});
