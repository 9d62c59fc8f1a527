import type { Role } from '../../lib/contract/account.ts';
import {
  type Import,
  type ImportLook,
  type ImportPlan,
  importLimits,
  type Reading,
} from '../../lib/contract/import.ts';
import { fail, invalid, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { headersKey } from '../../lib/core/import/columns.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { IMPORTS_CHANNEL } from '../db/queries/import-work.ts';
import * as rows from '../db/queries/imports.ts';
import { withTransaction } from '../db/transaction.ts';
import { lookAt } from './look.ts';
import { UnreadableFileError } from './read/source.ts';
import { storedFile } from './stored-file.ts';

/** Who asks. Users see what they have imported themselves; managers and admins all. */
export interface Importer {
  workspaceId: string;
  userId: string;
  role: Role;
}

const unknownImport = () => fail('NOT_FOUND', 'there is no such import');
const seenBy = ({ workspaceId, userId, role }: Importer) => ({
  workspaceId,
  ownedBy: role === 'user' ? userId : null,
});

/** The last imports, the newest first. */
export async function listImports(db: Db, who: Importer, limit: number): Promise<Import[]> {
  return (await rows.listImports(db, seenBy(who), limit)).map(toImport);
}

export async function getImport(db: Db, who: Importer, id: string): Promise<Result<Import>> {
  const found = await rows.findImport(db, seenBy(who), id);
  return found ? ok(toImport(found)) : unknownImport();
}

/** Begins an import; its file comes in parts. With an id that is there it is answered as it is. */
export async function createImport(
  db: Database,
  who: Importer,
  file: rows.NewImport,
  now: Date,
): Promise<Result<Import>> {
  await rows.insertImport(db.kysely, who, file, now);
  return await getImport(db.kysely, who, file.id);
}

/**
 * Keeps a part of a file.
 * @returns `INVALID_INPUT` where it is not as long as it must be, `NOT_ALLOWED` once the file is complete
 */
export async function addPart(
  db: Database,
  who: Importer,
  id: string,
  { place, content }: { place: number; content: Uint8Array },
  now: Date,
): Promise<Result<Import>> {
  return await changing(db, who, id, async (tx, found) => {
    if (found.status === 'uploaded') return ok(found);
    if (found.status !== 'uploading') return fail('NOT_ALLOWED', 'the file is complete already');
    const { partBytes } = importLimits;
    const expected = Math.min(partBytes, found.bytes - place * partBytes);
    if (expected <= 0)
      return invalidField('place', `expected a part before the end of the file, of ${found.bytes} bytes`);
    if (content.byteLength !== expected)
      return invalidField('body', `expected ${expected} bytes, found ${content.byteLength}`);
    const bytes = await rows.insertPart(tx, who.workspaceId, id, place, content);
    const status = bytes === found.bytes ? 'uploaded' : 'uploading';
    const progress = Math.floor((100 * bytes) / found.bytes);
    await rows.saveImport(tx, who.workspaceId, id, { status, progress }, now);
    return ok({ ...found, status, progress });
  });
}

/** @returns `NOT_ALLOWED` until all of the file is there, `INVALID_INPUT` naming why no table can be read from it */
export async function lookAtImport(
  db: Database,
  who: Importer,
  id: string,
  wish: Reading,
): Promise<Result<ImportLook>> {
  const found = await rows.findImport(db.kysely, seenBy(who), id);
  if (!found) return unknownImport();
  if (found.status === 'uploading') return fail('NOT_ALLOWED', 'the file is not complete yet');
  try {
    const file = storedFile(db.kysely, found);
    return ok(await lookAt(db.kysely, who.workspaceId, file, found.target, wish));
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return invalid([{ path: `file.${error.code}`, message: error.message }]);
  }
}

/**
 * Lets it be found out what would come of an import; see `imports.get` for how far that is.
 * @returns `INVALID_INPUT` naming what is wrong with the plan, or why the file cannot be read
 */
export async function checkImport(
  db: Database,
  who: Importer,
  id: string,
  plan: ImportPlan,
  now: Date,
): Promise<Result<Import>> {
  const look = await lookAtImport(db, who, id, plan.reading);
  if (!look.ok) return look;
  const { headerRow, headers, sheet, encoding, delimiter } = look.value;
  return await changing(db, who, id, async (tx, found) => {
    const wrong = wrongWith(plan, found.target);
    if (wrong.length > 0) return invalid(wrong);
    if (!['uploaded', 'checked', 'checking', 'failed'].includes(found.status) || found.wrote)
      return fail('NOT_ALLOWED', 'it has been imported already');
    const reading: Reading = {
      headerRow,
      ...(sheet !== null && { sheet }),
      ...(encoding && { encoding }),
      ...(delimiter && { delimiter }),
    };
    const { workspaceId } = who;
    const fixed = { ...plan, reading };
    if (headers.some((header) => header !== ''))
      await rows.saveMapping(
        tx,
        workspaceId,
        { target: found.target, headers: headersKey(headers), columns: plan.columns },
        now,
      );
    await rows.saveImport(
      tx,
      workspaceId,
      id,
      { status: 'checking', plan: fixed, headers, counts: null },
      now,
      'run',
    );
    return await answer(tx, who, id);
  });
}

function wrongWith({ columns, consent }: ImportPlan, target: Import['target']) {
  const wrong = [];
  const of = (to: string) => columns.filter((use) => use.to === to).length;
  if (of('email') !== 1 && !(target === 'list' && of('email') === 0 && of('phone') > 0))
    wrong.push({ path: 'columns', message: 'expected exactly one column with addresses' });
  for (const [place, { to, field }] of columns.entries()) {
    const before = columns.slice(0, place);
    const isTwice =
      to === 'field'
        ? before.some((other) => other.to === 'field' && other.field.toLowerCase() === field.toLowerCase())
        : to !== 'skip' && before.some((other) => other.to === to);
    if (isTwice) wrong.push({ path: `columns.${place}`, message: 'another column is the same already' });
  }
  if (target === 'list' && !consent)
    wrong.push({ path: 'consent', message: 'expected why the people in the list may be written to' });
  return wrong;
}

/** Imports as it was checked. @returns `NOT_ALLOWED` before it was, or where no row would be taken in */
export async function startImport(
  db: Database,
  who: Importer,
  id: string,
  now: Date,
): Promise<Result<Import>> {
  return await changing(db, who, id, async (tx, found) => {
    if (found.status === 'running' || found.status === 'done') return ok(found);
    if (found.status !== 'checked') return fail('NOT_ALLOWED', 'expected an import that has been checked');
    await rows.saveImport(
      tx,
      who.workspaceId,
      id,
      { status: 'running', wrote: true, counts: null },
      now,
      'run',
    );
    await audit(tx, who, 'import.started', id, now);
    return await answer(tx, who, id);
  });
}

/** Stops an import. One that is being checked can be checked again; what one has written stays until it is undone. */
export async function cancelImport(
  db: Database,
  who: Importer,
  id: string,
  now: Date,
): Promise<Result<Import>> {
  return await changing(db, who, id, async (tx, found) => {
    if (found.status === 'checking')
      await rows.saveImport(tx, who.workspaceId, id, { status: 'uploaded' }, now);
    else if (['uploading', 'uploaded', 'checked', 'running'].includes(found.status))
      await rows.saveImport(tx, who.workspaceId, id, { status: 'cancelled', finished_at: now }, now);
    return await answer(tx, who, id);
  });
}

/** Takes back what an import has written. @returns `NOT_ALLOWED` where there is nothing, or it is too late */
export async function undoImport(
  db: Database,
  who: Importer,
  id: string,
  now: Date,
): Promise<Result<Import>> {
  return await changing(db, who, id, async (tx, found) => {
    if (found.status === 'undoing' || found.status === 'undone') return ok(found);
    if (!canUndo(found)) return fail('NOT_ALLOWED', 'there is nothing of it that can be taken back');
    await rows.saveImport(tx, who.workspaceId, id, { status: 'undoing' }, now, 'undo');
    await audit(tx, who, 'import.undone', id, now);
    return await answer(tx, who, id);
  });
}

async function changing(
  db: Database,
  who: Importer,
  id: string,
  work: (tx: Tx, found: rows.StoredImport) => Promise<Result<rows.StoredImport>>,
): Promise<Result<Import>> {
  const changed = await withTransaction(db, async (tx) => {
    await rows.lockImport(tx, who.workspaceId, id);
    const found = await rows.findImport(tx, seenBy(who), id);
    return found ? await work(tx, found) : unknownImport();
  });
  if (!changed.ok) return changed;
  await db.notify(IMPORTS_CHANNEL, id);
  return ok(toImport(changed.value));
}

async function answer(tx: Tx, who: Importer, id: string): Promise<Result<rows.StoredImport>> {
  const found = await rows.findImport(tx, seenBy(who), id);
  return found ? ok(found) : unknownImport();
}

async function audit(
  tx: Tx,
  { workspaceId, userId }: Importer,
  action: string,
  id: string,
  now: Date,
): Promise<void> {
  await writeAudit(tx, { workspaceId, userId, action, subjectId: id, now });
}

function canUndo({ status, wrote }: Pick<rows.StoredImport, 'status' | 'wrote'>): boolean {
  return wrote && ['done', 'cancelled', 'failed'].includes(status);
}

function toImport(row: rows.StoredImport): Import {
  return {
    id: row.id,
    name: row.name,
    bytes: Number(row.bytes),
    target: row.target,
    status: row.status,
    progress: row.progress,
    plan: row.plan,
    headers: row.headers,
    counts: row.counts,
    trouble: row.trouble,
    undo: row.undo,
    canUndo: canUndo(row),
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    byUserId: row.by_user_id,
    byName: row.by_name,
  };
}
