import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { ConsentProofEntry } from '../../lib/contract/consent-proof.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, unwrap } from '../../tests/support/domain.ts';
import { importFile } from '../../tests/support/imports.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { appendProofs } from '../db/queries/consent-proofs.ts';
import { listPeople } from '../db/queries/people.ts';
import { withTransaction } from '../db/transaction.ts';
import { type Importer, undoImport } from '../imports/imports.ts';
import { workOnImport } from '../imports/work.ts';
import { setConsent, setConsentIn, setNoMailings } from './consent.ts';
import { findConsentProof } from './consent-proof.ts';
import { setSubscriptions, setSubscriptionTypes } from './subscriptions.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-05T06:00:00.000Z');
const given = { status: 'given', legalBasis: 'consent', source: 'phone', comment: 'Rang på måndag' } as const;
const withdrawn = { status: 'withdrawn', legalBasis: null, source: 'email', comment: null } as const;

/** As docs/consent-proof.md tells whoever has the file. */
function isWhole(entries: readonly Pick<ConsentProofEntry, 'fact' | 'hash'>[]): boolean {
  let before = ''.padEnd(64, '0');
  return entries.every(({ fact, hash }) => {
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([10]), Buffer.from(fact, 'utf8')]);
    before = createHash('sha256').update(bytes).digest('hex');
    return before === hash;
  });
}

describeOnEachEngine('proof of consent', (open) => {
  let db: Database;
  let who: Importer;
  let personId: string;

  beforeEach(async () => {
    db ??= await open();
    const [member] = await addColleagues(db);
    who = { ...member, role: 'admin' };
    personId = (await addPerson(db, who.workspaceId, now)).id;
  });

  const proof = async (id = personId) => unwrap(await findConsentProof(db.kysely, who.workspaceId, id));
  const say = async (change: typeof given | typeof withdrawn, at = now) =>
    unwrap(await setConsent(db, who, { personId, purpose: 'marketing' }, change, at));

  test('mailings §12.1 proof: who said what when and how is bound to what was said before', async () => {
    await say(given);
    const type = { id: randomUUID(), name: 'News', names: {}, active: true };
    unwrap(await setSubscriptionTypes(db, who.workspaceId, [type], now));
    const declined = { declined: [type.id], source: 'email', comment: null } as const;
    unwrap(await setSubscriptions(db, who, personId, declined, now));
    await say(withdrawn, later);
    const none = { noMailings: true, source: 'user', comment: null } as const;
    unwrap(await setNoMailings(db, who, personId, none, later));
    const { entries, brokenAt } = await proof();
    expect(brokenAt).toBeNull();
    expect(entries.map(({ number, about, now: is }) => `${number} ${about} ${is}`)).toEqual([
      '1 marketing given',
      '2 News declined',
      '3 marketing withdrawn',
      '4 no_mailings forbidden',
    ]);
    expect(entries[0]).toMatchObject({
      at: now.toISOString(),
      legalBasis: 'consent',
      source: 'phone',
      comment: 'Rang på måndag',
      shown: null,
    });
    expect(entries[0]?.byName).toBeTruthy();
    expect(isWhole(entries)).toBe(true);
  });

  test('mailings §12.1 shown: the text that was read is kept, by language and version', async () => {
    const themselves = { workspaceId: who.workspaceId, userId: null };
    const about = { personId, purpose: 'marketing' } as const;
    const text = 'Ni får skicka marknadsföring till mig';
    await withTransaction(db, (tx) =>
      setConsentIn(tx, { ...themselves, shown: { language: 'sv', text } }, about, given, now),
    );
    const [entry] = (await proof()).entries;
    const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
    expect(entry).toMatchObject({ byName: null, shown: { language: 'sv', text, version } });
  });

  test('what is changed or taken out of the table is found', async () => {
    await say(given);
    await say(withdrawn, later);
    await say(given, later);
    const rows = db.kysely.updateTable('consent_proofs').where('person_id', '=', personId);
    await rows
      .set((eb) => ({ fact: eb.fn<string>('replace', ['fact', eb.val('withdrawn'), eb.val('given')]) }))
      .where('number', '=', 2)
      .execute();
    const changed = await proof();
    expect(changed.brokenAt).toBe(2);
    expect(isWhole(changed.entries)).toBe(false);
    await db.kysely
      .deleteFrom('consent_proofs')
      .where('person_id', '=', personId)
      .where('number', '=', 1)
      .execute();
    expect((await proof()).brokenAt).toBe(1);
  });

  test('writers at the same moment stand one after the other', async () => {
    const fact = { personId, at: now.toISOString(), about: 'sales', now: 'given', byUserId: null };
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        withTransaction(db, (tx) => appendProofs(tx, who.workspaceId, [{ ...fact, how: { index } }])),
      ),
    );
    const { entries, brokenAt } = await proof();
    expect([entries.length, brokenAt]).toEqual([12, null]);
  });

  test('an import proves what it was told, and its undo that this was taken back', async () => {
    const consent = {
      purposes: ['marketing' as const],
      legalBasis: 'legitimate_interest' as const,
      source: 'import' as const,
      text: 'Customers since 2024',
    };
    const file = 'email,first name\nknown@example.com,Known\nbo@nordby.example,Bo\n';
    const known = await addPerson(db, who.workspaceId, now, 'Known');
    const done = await importFile(db, who, file, now, { consent });
    const { people } = await listPeople(db.kysely, who.workspaceId, {
      limit: 100,
      offset: 0,
      search: 'bo@nordby',
    });
    const [bo] = people;
    expect((await proof(bo?.id)).entries).toMatchObject([
      { about: 'marketing', now: 'given', source: 'import', comment: 'Customers since 2024' },
    ]);
    unwrap(await undoImport(db, who, done.id, later));
    await workOnImport(db, { now: () => later });
    const { entries, brokenAt } = await proof(known.id);
    expect(entries.map(({ now: is }) => is)).toEqual(['given', 'none']);
    expect(brokenAt).toBeNull();
  });

  test('what the history says of the time before is taken in by the migration', async () => {
    await say(given);
    await say(withdrawn, later);
    await db.kysely.deleteFrom('consent_proofs').execute();
    const file = new URL('../db/migrations/0042_consent_proofs.sql', import.meta.url);
    const text = await readFile(file, 'utf8');
    await sql.raw(text.slice(text.indexOf('with recursive'))).execute(db.kysely);
    const { entries, brokenAt } = await proof();
    expect(brokenAt).toBeNull();
    expect(isWhole(entries)).toBe(true);
    expect(entries).toMatchObject([
      { number: 1, at: now.toISOString(), now: 'given', source: 'phone', comment: 'Rang på måndag' },
      { number: 2, at: later.toISOString(), now: 'withdrawn' },
    ]);
    await say(given, later);
    expect((await proof()).brokenAt).toBeNull();
  });
});
