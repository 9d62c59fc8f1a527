import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { importLimits } from '../lib/contract/import.ts';
import { migrate } from '../server/db/migrate.ts';
import { type Database, openDatabase } from '../server/db/open.ts';
import * as imports from '../server/imports/imports.ts';
import type { FileSource } from '../server/imports/read/source.ts';
import { openTable, readRows } from '../server/imports/read/table.ts';
import { workOnImport } from '../server/imports/work.ts';
import { addWorkspace } from '../tests/support/workspace.ts';
import type { Measured, Work } from './import.ts';
import { madeFile } from './import-file.ts';

const MB = 1024 * 1024;

async function measure(work: Work): Promise<Measured> {
  const path = await madeFile(work);
  if (work.work === 'make') return { perSecond: 0, mb: 0, beyondMb: 0 };
  return work.work === 'read' ? await readAlone(path, work.rows) : await importInto(path, work);
}

async function fileAt(path: string): Promise<{ source: FileSource; close(): Promise<void> }> {
  const file = await open(path);
  const { size } = await file.stat();
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    return buffer;
  };
  return { source: { bytes: size, read }, close: () => file.close() };
}

async function readAlone(path: string, rows: number): Promise<Measured> {
  const { source, close } = await fileAt(path);
  const before = memoryMb();
  const start = performance.now();
  let count = 0;
  for await (const some of readRows(source, await openTable(source))) count += some.length;
  const seconds = (performance.now() - start) / 1000;
  await close();
  if (count !== rows + 1) throw new Error(`expected ${rows + 1} rows, read ${count}`);
  return { perSecond: rows / seconds, mb: peakMb(), beyondMb: peakMb() - before };
}

async function importInto(path: string, { rows, work, folder, databaseUrl }: Work): Promise<Measured> {
  const db = await openDatabase(
    databaseUrl === null ? { dataDir: join(folder, randomUUID()) } : { databaseUrl },
  );
  if (databaseUrl === null) await migrate(db);
  const { workspaceId, userIds } = await addWorkspace(db, 'Northwind');
  const who: imports.Importer = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
  const now = () => new Date();
  const id = await upload(db, who, path, work === 'list' ? 'list' : 'contacts');
  const look = unwrapped(await imports.lookAtImport(db, who, id, {}));
  const consent = {
    purposes: ['marketing' as const],
    legalBasis: 'consent' as const,
    source: 'form' as const,
    text: 'x',
  };
  const plan = {
    reading: {},
    columns: look.columns,
    rules: { create: true, update: 'empty' as const },
    consent: work === 'list' ? consent : null,
  };
  const before = memoryMb();
  unwrapped(await imports.checkImport(db, who, id, plan, now()));
  await workOnImport(db, { now });
  unwrapped(await imports.startImport(db, who, id, now()));
  const start = performance.now();
  await workOnImport(db, { now });
  const seconds = (performance.now() - start) / 1000;
  const { status, counts } = unwrapped(await imports.getImport(db.kysely, who, id));
  if (status !== 'done' || counts?.rows !== rows)
    throw new Error(`expected all rows: ${status}, ${counts?.rows}`);
  await db.close();
  return { perSecond: rows / seconds, mb: peakMb(), beyondMb: peakMb() - before };
}

async function upload(
  db: Database,
  who: imports.Importer,
  path: string,
  target: 'contacts' | 'list',
): Promise<string> {
  const { source, close } = await fileAt(path);
  const id = randomUUID();
  const now = new Date();
  const { bytes } = source;
  unwrapped(await imports.createImport(db, who, { id, name: 'People', bytes, target }, now));
  const { partBytes } = importLimits;
  for (let place = 0; place * partBytes < bytes; place += 1) {
    const content = await source.read(place * partBytes, Math.min(bytes, (place + 1) * partBytes));
    unwrapped(await imports.addPart(db, who, id, { place, content }, now));
  }
  await close();
  return id;
}

function unwrapped<T>(result: { ok: true; value: T } | { ok: false; message: string }): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

function memoryMb(): number {
  return process.memoryUsage().rss / MB;
}

/** `maxRSS` is in kilobytes. */
function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2] ?? '') as Work))); // of `import.ts`
