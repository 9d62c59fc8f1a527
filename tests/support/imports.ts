import { randomUUID } from 'node:crypto';
import { type Import, type ImportPlan, type ImportRow, importLimits } from '../../lib/contract/import.ts';
import type { Database } from '../../server/db/open.ts';
import {
  addPart,
  checkImport,
  createImport,
  getImport,
  type Importer,
  lookAtImport,
  startImport,
} from '../../server/imports/imports.ts';
import { listLeftRows } from '../../server/imports/rejects.ts';
import { workOnImport } from '../../server/imports/work.ts';
import { unwrap } from './domain.ts';

/** Gives a file to the server, in parts, and says what its columns are proposed to be. */
export async function giveFile(
  db: Database,
  who: Importer,
  content: string | Uint8Array,
  now: Date,
  target: Import['target'] = 'contacts',
) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const id = randomUUID();
  unwrap(await createImport(db, who, { id, name: 'People.csv', bytes: bytes.length, target }, now));
  const { partBytes } = importLimits;
  for (let place = 0; place * partBytes < bytes.length; place += 1) {
    const part = bytes.subarray(place * partBytes, (place + 1) * partBytes);
    unwrap(await addPart(db, who, id, { place, content: part }, now));
  }
  return { id, look: unwrap(await lookAtImport(db, who, id, {})) };
}

/** What is chosen for an import where nothing else is said. */
export function aPlan(over: Partial<ImportPlan> & Pick<ImportPlan, 'columns'>): ImportPlan {
  return { reading: {}, rules: { create: true, update: 'empty' }, consent: null, ...over };
}

/** Gives a file and checks it with the columns that are proposed. */
export async function checkFile(
  db: Database,
  who: Importer,
  content: string | Uint8Array,
  now: Date,
  { target = 'contacts', ...plan }: Partial<ImportPlan> & { target?: Import['target'] } = {},
): Promise<Import> {
  const { id, look } = await giveFile(db, who, content, now, target);
  unwrap(await checkImport(db, who, id, aPlan({ columns: look.columns, ...plan }), now));
  await workOnImport(db, { now: () => now });
  return unwrap(await getImport(db.kysely, who, id));
}

/** The same, and imports it. */
export async function importFile(...asked: Parameters<typeof checkFile>): Promise<Import> {
  const [db, who, , now] = asked;
  const { id } = await checkFile(...asked);
  unwrap(await startImport(db, who, id, now));
  await workOnImport(db, { now: () => now });
  return unwrap(await getImport(db.kysely, who, id));
}

/** Rows that an import has left out, as `row reason`. */
export async function leftOut(
  db: Database,
  who: Importer,
  id: string,
  kind: 'rejected' | 'kept' = 'rejected',
): Promise<string[]> {
  const found: string[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: { rows: ImportRow[]; next: number | null } = unwrap(
      await listLeftRows(db.kysely, who, id, { kind, after }),
    );
    found.push(...page.rows.map(({ row, reason }) => `${row} ${reason}`));
    after = page.next;
  }
  return found;
}

/** A list of two, imported to contacts and for mailings; one of its rows is left out. */
export async function importBoth(db: Database, who: Importer, now: Date): Promise<Import> {
  const file = 'Email,Name,Hidden plan\nkept@quiet-import.example,Kept Aside,Moon\nnobody,Row Left Out,Sun\n';
  const text = 'Whispered at the fair';
  const consent = {
    purposes: ['marketing' as const],
    legalBasis: 'consent' as const,
    source: 'import' as const,
    text,
  };
  await importFile(db, who, file, now, { consent });
  return await importFile(db, who, file, now, { target: 'list', consent });
}
