import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Import, importLimits } from '../../lib/contract/import.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { aPlan, checkFile, giveFile, importFile, leftOut } from '../../tests/support/imports.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { claimImport } from '../db/queries/import-work.ts';
import { forgetFiles } from './forget.ts';
import * as imports from './imports.ts';
import { startImporting, workOnImport } from './work.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const fileOf = (rows: number) =>
  `email,first name\n${Array.from({ length: rows }, (_, row) => `p${row}@nordby.example,P${row}`).join('\n')}\n`;

describeOnEachEngine('an import', (open) => {
  let db: Database;
  let who: imports.Importer;
  let colleague: imports.Importer;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    const [member, other] = await addColleagues(db);
    who = { ...member, role: 'admin' };
    colleague = { ...other, role: 'user' };
  });

  const count = async () => {
    const row = await db.kysely
      .selectFrom('people')
      .select((eb) => [
        eb.fn.countAll<string>().as('all'),
        eb.fn.count<string>('email').distinct().as('emails'),
      ])
      .where('workspace_id', '=', who.workspaceId)
      .executeTakeFirstOrThrow();
    return { all: Number(row.all), emails: Number(row.emails) };
  };
  const get = async (id: string): Promise<Import> => unwrap(await imports.getImport(db.kysely, who, id));
  /** Works on it until `portions` of it are written, and is gone then. */
  const killedAfter = async (portions: number): Promise<void> => {
    let steps = 0;
    const stopping = new AbortController();
    // Asked once when it is taken, once for each portion and once at its end.
    const clock = () => {
      steps += 1;
      if (steps > 1 + portions) throw new Error('killed');
      return now;
    };
    await workOnImport(db, { now: clock, stopping: stopping.signal, onError: () => {} });
  };

  test('that was killed goes on where it was, and doubles nobody', async () => {
    const { id } = await checkFile(db, who, fileOf(3500), now);
    unwrap(await imports.startImport(db, who, id, now));
    await killedAfter(2);
    expect(await get(id)).toMatchObject({ status: 'running', counts: { rows: 2000, created: 2000 } });
    expect(await workOnImport(db, { now: () => now })).toBe(false);
    expect(await workOnImport(db, { now: () => at(2) })).toBe(true);
    expect(await get(id)).toMatchObject({
      status: 'done',
      progress: 100,
      counts: { rows: 3500, created: 3500 },
    });
    expect(await count()).toEqual({ all: 3500, emails: 3500 });
  });

  test('whoever comes back after the lease writes nothing', async () => {
    const { id } = await checkFile(db, who, fileOf(2500), now);
    unwrap(await imports.startImport(db, who, id, now));
    let steps = 0;
    const slow = async () =>
      await workOnImport(db, {
        now: () => {
          steps += 1;
          return steps < 3 ? now : at(10);
        },
      });
    // Somebody else takes it while the first is in the middle.
    const first = slow();
    await expect.poll(async () => (await get(id)).counts?.rows ?? 0).toBeGreaterThan(0);
    await db.kysely.updateTable('imports').set({ lease_until: null }).where('id', '=', id).execute();
    await Promise.all([first, workOnImport(db, { now: () => at(5) })]);
    while ((await get(id)).status === 'running') await workOnImport(db, { now: () => at(60) });
    expect(await get(id)).toMatchObject({ status: 'done', counts: { rows: 2500, created: 2500 } });
    expect(await count()).toEqual({ all: 2500, emails: 2500 });
  });

  test('is worked on by one of several who stand by', async () => {
    const { id } = await checkFile(db, who, fileOf(2000), now);
    unwrap(await imports.startImport(db, who, id, now));
    const worked = await Promise.all([1, 2, 3].map(() => workOnImport(db, { now: () => now })));
    expect(worked.filter(Boolean)).toHaveLength(1);
    expect(await count()).toEqual({ all: 2000, emails: 2000 });
  });

  test('begins by itself where somebody works on imports', async () => {
    const errors: unknown[] = [];
    const log = { error: (error: unknown) => errors.push(error) };
    const stop = await startImporting({ db, log, now: () => now });
    const { id, look } = await giveFile(db, who, fileOf(10), now);
    unwrap(await imports.checkImport(db, who, id, aPlan({ columns: look.columns }), now));
    await expect.poll(async () => (await get(id)).status).toBe('checked');
    unwrap(await imports.startImport(db, who, id, now));
    await expect.poll(async () => (await get(id)).status).toBe('done');
    await stop();
    expect(errors).toEqual([]);
  });

  test('that is cancelled stops; what is written stays, and can be taken back', async () => {
    const { id } = await checkFile(db, who, fileOf(2500), now);
    unwrap(await imports.startImport(db, who, id, now));
    await killedAfter(1);
    expect(unwrap(await imports.cancelImport(db, who, id, now))).toMatchObject({
      status: 'cancelled',
      canUndo: true,
    });
    expect(await workOnImport(db, { now: () => at(2) })).toBe(false);
    expect((await count()).all).toBe(1000);
    unwrap(await imports.undoImport(db, who, id, at(3)));
    await workOnImport(db, { now: () => at(3) });
    expect(await get(id)).toMatchObject({ status: 'undone', undo: { removed: 1000 } });
    expect((await count()).all).toBe(0);
  });

  test('whose check is cancelled can be checked again', async () => {
    const { id, look } = await giveFile(db, who, fileOf(10), now);
    const plan = aPlan({ columns: look.columns });
    unwrap(await imports.checkImport(db, who, id, plan, now));
    expect(unwrap(await imports.cancelImport(db, who, id, now))).toMatchObject({ status: 'uploaded' });
    expect(await workOnImport(db, { now: () => now })).toBe(false);
    unwrap(await imports.checkImport(db, who, id, plan, now));
    await workOnImport(db, { now: () => now });
    expect(await get(id)).toMatchObject({ status: 'checked', counts: { created: 10 } });
  });

  test('that gets nowhere five times has failed, and says so', async () => {
    const { id } = await checkFile(db, who, fileOf(10), now);
    unwrap(await imports.startImport(db, who, id, now));
    for (let minute = 0; minute < 5; minute += 1)
      expect(await claimImport(db.kysely, at(minute), 1000)).not.toBeNull();
    await workOnImport(db, { now: () => at(10) });
    expect(await get(id)).toMatchObject({ status: 'failed', trouble: 'broken' });
  });

  test('keeps its file in parts, of which each must be as long as it is', async () => {
    const bytes = importLimits.partBytes + 5;
    const id = crypto.randomUUID();
    const file = { id, name: 'Big.csv', bytes, target: 'contacts' as const };
    unwrap(await imports.createImport(db, who, file, now));
    const give = (place: number, length: number) =>
      imports.addPart(db, who, id, { place, content: new Uint8Array(length).fill(97) }, now);
    expect(await give(0, 10)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await give(2, 5)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(unwrap(await give(1, 5))).toMatchObject({ status: 'uploading', progress: 0 });
    expect(unwrap(await give(1, 5))).toMatchObject({ status: 'uploading' });
    expect(await imports.lookAtImport(db, who, id, {})).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(unwrap(await give(0, importLimits.partBytes))).toMatchObject({
      status: 'uploaded',
      progress: 100,
    });
    expect(unwrap(await imports.lookAtImport(db, who, id, {}))).toMatchObject({ kind: 'text' });
  });

  test('remembers what was chosen for columns of the same names', async () => {
    const { look } = await giveFile(db, who, fileOf(1), now);
    expect(look).toMatchObject({ isRemembered: false, headerRow: 1, headers: ['email', 'first name'] });
    const columns = [
      { to: 'email' as const, field: '' },
      { to: 'field' as const, field: 'Nick' },
    ];
    await checkFile(db, who, fileOf(1), now, { columns });
    const again = await giveFile(db, who, 'Mail;First Name\nx@nordby.example;X\n', now);
    expect(again.look).toMatchObject({ isRemembered: false });
    expect((await giveFile(db, who, 'EMAIL;First-Name\nx@nordby.example;X\n', now)).look).toMatchObject({
      columns,
      isRemembered: true,
    });
  });

  test('of somebody else is seen by managers and admins only', async () => {
    const { id } = await checkFile(db, who, fileOf(1), now);
    expect(await imports.getImport(db.kysely, colleague, id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await imports.undoImport(db, colleague, id, now)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await imports.listImports(db.kysely, colleague, 10)).toEqual([]);
    expect(await imports.listImports(db.kysely, { ...colleague, role: 'manager' }, 10)).toHaveLength(1);
  });

  test('is refused with what is wrong with its plan', async () => {
    const { id, look } = await giveFile(db, who, fileOf(1), now);
    const check = async (plan: Parameters<typeof aPlan>[0]) => {
      const answer = await imports.checkImport(db, who, id, aPlan(plan), now);
      return 'fields' in answer ? answer.fields?.map(({ path }) => path) : answer;
    };
    const [email, name] = look.columns;
    if (!email || !name) throw new Error('expected two columns');
    expect(await check({ columns: [name] })).toEqual(['columns']);
    expect(await check({ columns: [email, name, name] })).toEqual(['columns.2']);
    expect(await imports.startImport(db, who, id, now)).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('forgets its file after a day, and what an undo needs after thirty', async () => {
    const { id } = await importFile(db, who, `${fileOf(3)}bad,row\n`, now);
    const parts = async () =>
      (await db.kysely.selectFrom('import_parts').select('place').where('import_id', '=', id).execute())
        .length;
    await forgetFiles(db, at(60));
    expect(await parts()).toBe(1);
    await forgetFiles(db, at(25 * 60));
    expect(await parts()).toBe(0);
    expect(await get(id)).toMatchObject({ canUndo: true });
    expect(await leftOut(db, who, id)).toEqual(['5 badAddress']);
    await forgetFiles(db, at(31 * 24 * 60));
    expect(await get(id)).toMatchObject({ canUndo: false, status: 'done', counts: { created: 3 } });
  });
});
