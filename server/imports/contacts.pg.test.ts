import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { ImportConsent } from '../../lib/contract/import.ts';
import type { NewPerson, Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { checkFile, importFile, leftOut } from '../../tests/support/imports.ts';
import { sheetOf } from '../../tests/support/workbook.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listPeople } from '../db/queries/people.ts';
import { setConsent } from '../people/consent.ts';
import { findPersonConsent } from '../people/contexts.ts';
import { createPeople } from '../people/people.ts';
import type { Importer } from './imports.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-05T06:00:00.000Z');
const consent: ImportConsent = {
  purposes: ['marketing'],
  legalBasis: 'consent',
  source: 'import',
  text: 'Asked at the fair in May',
};

describeOnEachEngine('importing contacts', (open) => {
  let db: Database;
  let who: Importer;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    const [member] = await addColleagues(db);
    who = { ...member, role: 'admin' };
  });

  const people = async (): Promise<Person[]> =>
    (await listPeople(db.kysely, who.workspaceId, { limit: 1000, offset: 0 })).people;
  const shown = async () =>
    (await people()).map(({ firstName, lastName, email, companyName, phone, fields }) =>
      [firstName, lastName, email, companyName, phone, JSON.stringify(fields)].join('|'),
    );
  const add = async (...some: NewPerson[]) => await createPeople(db, who.workspaceId, some, now);
  const marketingOf = async (id: string) => {
    const { purposes } = await findPersonConsent(db.kysely, who.workspaceId, id);
    return purposes.find(({ purpose }) => purpose === 'marketing');
  };

  test('rows become contacts at their companies, with fields of their own', async () => {
    const file = `Namn;E-post;Företag;Skonummer
Anna Ek;Anna@Nordby.example;Nordby AB;38
Bo Ås;bo@nordby.example;NORDBY AB;
`;
    const done = await importFile(db, who, file, now);
    expect(done).toMatchObject({ status: 'done', counts: { rows: 2, created: 2 }, canUndo: true });
    expect(await shown()).toEqual([
      'Anna|Ek|Anna@Nordby.example|Nordby AB||{"Skonummer":"38"}',
      'Bo|Ås|bo@nordby.example|Nordby AB||{}',
    ]);
  });

  test('a check writes nothing and foretells what comes of it', async () => {
    await add(
      { firstName: 'Anna', email: 'ANNA@nordby.example' },
      { firstName: 'Bo', email: 'bo@nordby.example' },
    );
    const file = sheetOf([
      ['First name', 'E-mail', 'Phone'],
      ['Anna', 'anna@nordby.example', '1'],
      ['Bo', 'bo@nordby.example', ''],
      ['Cia', 'cia@nordby.example', '3'],
      ['Dan', 'dan', '4'],
      ['Cia', 'CIA@nordby.example', '5'],
      ['Eva', '', '6'],
    ]);
    const checked = await checkFile(db, who, file, later);
    const counts = { rows: 6, created: 1, updated: 1, unchanged: 1 };
    const rejected = { badAddress: 1, duplicate: 1, noAddress: 1 };
    expect(checked).toMatchObject({ status: 'checked', counts: { ...counts, rejected }, canUndo: false });
    expect(await leftOut(db, who, checked.id)).toEqual(['5 badAddress', '6 duplicate', '7 noAddress']);
    expect(await people()).toHaveLength(2);
    const done = await importFile(db, who, file, later);
    expect(done).toMatchObject({ counts: { ...counts, rejected } });
    expect(await people()).toHaveLength(3);
  });

  test.each([
    [{ create: true, update: 'empty' as const }, ['Anna||1', 'Cia|Ny|3'], {}],
    [{ create: false, update: 'overwrite' as const }, ['Annika||2'], { notKnown: 1 }],
    [{ create: true, update: 'none' as const }, ['Anna||1', 'Cia|Ny|3'], { notNew: 1 }],
  ])('with %j', async (rules, expected, rejected) => {
    await add({ firstName: 'Anna', email: 'anna@nordby.example', phone: '1' });
    const file = `first name,last name,email,phone
Annika,,anna@nordby.example,2
Cia,Ny,cia@nordby.example,3
`;
    const done = await importFile(db, who, file, later, { rules });
    expect(done.counts?.rejected).toEqual(rejected);
    const found = (await people()).map(
      ({ firstName, lastName, phone }) => `${firstName}|${lastName}|${phone}`,
    );
    expect(found.sort()).toEqual(expected);
  });

  test('of several with one address the first by id is taken, and that is said', async () => {
    const twins = await add(
      { firstName: 'One', email: 'twin@nordby.example' },
      { firstName: 'Two', email: 'Twin@nordby.example' },
    );
    const done = await importFile(db, who, 'email,phone\ntwin@nordby.example,12\n', later);
    expect(done.counts).toMatchObject({ updated: 1, several: 1 });
    const [first] = twins.map(({ id }) => id).sort();
    expect((await people()).filter(({ phone }) => phone === '12').map(({ id }) => id)).toEqual([first]);
  });

  test('mailings §12.2 import: what was said about consent stands with each person, but never over what they have said themselves', async () => {
    const [gone, willing] = await add(
      { firstName: 'Gone', email: 'gone@nordby.example' },
      { firstName: 'Willing', email: 'willing@nordby.example' },
    );
    const said = { source: 'email', comment: null } as const;
    const about = (personId = '') => ({ personId, purpose: 'marketing' as const });
    unwrap(
      await setConsent(db, who, about(gone?.id), { status: 'withdrawn', legalBasis: null, ...said }, now),
    );
    unwrap(
      await setConsent(
        db,
        who,
        about(willing?.id),
        { status: 'given', legalBasis: 'contract', ...said },
        now,
      ),
    );
    const file = 'email,first name\ngone@nordby.example,G\nwilling@nordby.example,W\nnew@nordby.example,N\n';
    const done = await importFile(db, who, file, later, { consent });
    expect(done.counts).toMatchObject({ consented: 1, withdrawn: 1, created: 1 });
    expect(await marketingOf(gone?.id ?? '')).toMatchObject({ status: 'withdrawn' });
    expect(await marketingOf(willing?.id ?? '')).toMatchObject({ legalBasis: 'contract', source: 'email' });
    const added = (await people()).find(({ firstName }) => firstName === 'N');
    const written = {
      status: 'given',
      legalBasis: 'consent',
      source: 'import',
      comment: consent.text,
      byName: 'Alva',
    };
    expect(await marketingOf(added?.id ?? '')).toMatchObject(written);
  });

  test('a cell that cannot be read as its column is left out, and counted', async () => {
    const done = await importFile(
      db,
      who,
      'email,country\na@nordby.example,Atlantis\nb@nordby.example,Norge\n',
      now,
    );
    expect(done.counts).toMatchObject({ created: 2, unread: { country: 1 } });
    expect((await people()).map(({ country }) => country).sort()).toEqual(['NO', null]);
  });

  test('what cannot be stored or is far too long does not stop the others', async () => {
    const file = `email,name,note\na@nordby.example,A\u0000,x\nb@nordby.example,B,${'y'.repeat(2001)}\nc@nordby.example,C,z\n`;
    const done = await importFile(db, who, Buffer.from(`\ufeff${file}`, 'utf16le'), now);
    expect(done.counts).toMatchObject({ created: 2, rejected: { tooLong: 1 } });
    expect((await people()).map(({ firstName }) => firstName)).toEqual(['A\ufffd', 'C']);
  });

  test('an empty table and a file that is none end in words', async () => {
    expect(await importFile(db, who, 'email,name\n', now)).toMatchObject({ status: 'done', counts: null });
    await expect(checkFile(db, who, '%PDF-1.7', now)).rejects.toThrow('INVALID_INPUT');
  });
});
