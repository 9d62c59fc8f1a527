import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { ImportConsent } from '../../lib/contract/import.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { aPlan, giveFile, importFile, leftOut } from '../../tests/support/imports.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { saveRegisteredOnly } from '../db/queries/imports.ts';
import { withTransaction } from '../db/transaction.ts';
import { createPeople } from '../people/people.ts';
import { checkImport, type Importer } from './imports.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const consent: ImportConsent = {
  purposes: ['marketing'],
  legalBasis: 'consent',
  source: 'meeting',
  text: 'Left their card at the fair',
};
const file = `Namn;E-post;Mobil;Skonummer;Skonummer
Anna Ek;Anna@nordby.example;;38;höger
Bo Ås;bo@nordby.example;070;;
;;99887766;41;
;inte en adress;;;
;;;42;
`;

describeOnEachEngine('a list for mailings', (open) => {
  let db: Database;
  let who: Importer;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    const [member] = await addColleagues(db);
    who = { ...member, role: 'admin' };
  });
  const columns = [
    { to: 'name' as const, field: '' },
    { to: 'email' as const, field: '' },
    { to: 'phone' as const, field: '' },
    { to: 'field' as const, field: 'Skonummer' },
    { to: 'field' as const, field: 'Sida' },
  ];
  const rowsOf = async (id: string) =>
    await db.kysely
      .selectFrom('import_rows')
      .selectAll()
      .where('import_id', '=', id)
      .orderBy('row')
      .execute();

  test('mailings §5.2 columns: keeps every column of each recipient, and who of them is registered', async () => {
    const [anna] = await createPeople(
      db,
      who.workspaceId,
      [{ firstName: 'A', email: 'anna@Nordby.example' }],
      now,
    );
    const done = await importFile(db, who, file, now, { target: 'list', consent, columns });
    const rejected = { badAddress: 1, noAddress: 1 };
    expect(done).toMatchObject({ status: 'done', counts: { rows: 5, matched: 1, unmatched: 2, rejected } });
    expect(done.plan?.consent).toEqual(consent);
    const rows = await rowsOf(done.id);
    expect(rows[0]).toMatchObject({
      row: 2,
      email: 'anna@nordby.example',
      written: 'Anna@nordby.example',
      name: 'Anna Ek',
      person_id: anna?.id,
      fields: { namn: 'Anna Ek', skonummer: '38', sida: 'höger' },
    });
    expect(rows[2]).toMatchObject({ row: 4, email: null, mobile: '99887766', person_id: null });
  });

  test('mailings §5.2 registered only: of a workspace that writes to contacts only leaves the others out, by name', async () => {
    await createPeople(db, who.workspaceId, [{ firstName: 'A', email: 'anna@nordby.example' }], now);
    await withTransaction(db, (tx) => saveRegisteredOnly(tx, who.workspaceId, true));
    const done = await importFile(db, who, file, now, { target: 'list', consent, columns });
    expect(done.counts).toMatchObject({ matched: 1, unmatched: 0, rejected: { notRegistered: 2 } });
    expect(await leftOut(db, who, done.id)).toContain('3 notRegistered');
    expect(await rowsOf(done.id)).toHaveLength(1);
  });

  test('mailings §5.2 statement: needs a word on why its people may be written to', async () => {
    const { id, look } = await giveFile(db, who, file, now, 'list');
    expect(look.columns.map(({ to }) => to)).toEqual(['name', 'email', 'phone', 'field', 'field']);
    const refused = await checkImport(db, who, id, aPlan({ columns }), now);
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'consent' }] });
  });
});
