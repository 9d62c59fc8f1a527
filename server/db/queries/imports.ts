import { type Selectable, sql } from 'kysely';
import type { ColumnUse, Import, ImportPlan } from '../../../lib/contract/import.ts';
import type { Db, Tx } from '../open.ts';
import type { ImportsTable } from '../tables/imports.ts';

/** An import as its row has it. */
export type StoredImport = Selectable<ImportsTable> & { by_name: string | null };

interface Asker {
  workspaceId: string;
  /** Only what this user has imported; null: everybody's. */
  ownedBy: string | null;
}

function selectImports(db: Db, { workspaceId, ownedBy }: Asker) {
  return db
    .selectFrom('imports as i')
    .leftJoin('users as u', 'u.id', 'i.by_user_id')
    .selectAll('i')
    .select('u.name as by_name')
    .where('i.workspace_id', '=', workspaceId)
    .$if(ownedBy !== null, (query) => query.where('i.by_user_id', '=', ownedBy));
}

/** The newest first. */
export async function listImports(db: Db, asker: Asker, limit: number): Promise<StoredImport[]> {
  return await selectImports(db, asker)
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id')
    .limit(limit)
    .execute();
}

export async function findImport(db: Db, asker: Asker, id: string): Promise<StoredImport | null> {
  return (await selectImports(db, asker).where('i.id', '=', id).executeTakeFirst()) ?? null;
}

/** Locks an import until the transaction ends. */
export async function lockImport(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await sql`select 1 from imports where workspace_id = ${workspaceId} and id = ${id} for update`.execute(tx);
}

export interface NewImport {
  id: string;
  name: string;
  bytes: number;
  target: Import['target'];
}

/** Adds an import of the user; one whose id is there stays as it is. */
export async function insertImport(
  db: Db,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  { id, name, bytes, target }: NewImport,
  now: Date,
): Promise<void> {
  await db
    .insertInto('imports')
    .values({
      workspace_id: workspaceId,
      ...{ id, name, bytes, target },
      status: bytes === 0 ? 'uploaded' : 'uploading',
      headers: '[]',
      created_at: now,
      updated_at: now,
      by_user_id: userId,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute();
}

type Saved = Partial<
  Pick<
    StoredImport,
    'status' | 'encoding' | 'progress' | 'place' | 'wrote' | 'trouble' | 'finished_at' | 'lease_until'
  >
> & { plan?: ImportPlan; headers?: string[]; counts?: null };

/**
 * Writes columns of an import.
 *
 * @param begins - `run`: its rows are gone through once more, and what was found before counts no longer; `undo`: they
 *   are gone through backwards
 */
export async function saveImport(
  tx: Db,
  workspaceId: string,
  id: string,
  { plan, headers, ...columns }: Saved,
  now: Date,
  begins: 'run' | 'undo' | null = null,
): Promise<void> {
  await tx
    .updateTable('imports')
    .set({
      ...columns,
      ...(plan && { plan: JSON.stringify(plan) }),
      ...(headers && { headers: JSON.stringify(headers) }),
      ...(begins && { place: 0, progress: 0, tries: 0, lease_until: null, trouble: null }),
      updated_at: now,
    })
    .$if(begins === 'run', (query) => query.set({ run: sql`run + 1` }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Adds a part of a file; one that is there stays. @returns how many bytes are there now */
export async function insertPart(
  tx: Tx,
  workspaceId: string,
  importId: string,
  place: number,
  content: Uint8Array,
): Promise<number> {
  await tx
    .insertInto('import_parts')
    .values({ workspace_id: workspaceId, import_id: importId, place, content })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'import_id', 'place']).doNothing())
    .execute();
  const { rows } = await sql<{ bytes: string }>`
    select coalesce(sum(octet_length(content)), 0)::text as bytes from import_parts
    where workspace_id = ${workspaceId} and import_id = ${importId}`.execute(tx);
  return Number(rows[0]?.bytes ?? 0);
}

/** A part of a file; null once the file is kept no longer. */
export async function readPart(
  db: Db,
  workspaceId: string,
  importId: string,
  place: number,
): Promise<Uint8Array | null> {
  // The embedded engine gives bytes as hexadecimal text, which it reads letter by letter.
  const { rows } = await sql<{ content: string }>`
    select encode(content, 'base64') as content from import_parts
    where workspace_id = ${workspaceId} and import_id = ${importId} and place = ${place}`.execute(db);
  const [row] = rows;
  return row ? Buffer.from(row.content, 'base64') : null;
}

/** What was chosen last for columns of these names; null: nothing yet. */
export async function findMapping(
  db: Db,
  workspaceId: string,
  target: Import['target'],
  headers: string,
): Promise<ColumnUse[] | null> {
  const row = await db
    .selectFrom('import_mappings')
    .select('columns')
    .where('workspace_id', '=', workspaceId)
    .where('target', '=', target)
    .where('headers', '=', headers)
    .executeTakeFirst();
  return row?.columns ?? null;
}

export async function saveMapping(
  tx: Tx,
  workspaceId: string,
  { target, headers, columns }: { target: Import['target']; headers: string; columns: readonly ColumnUse[] },
  now: Date,
): Promise<void> {
  const chosen = { columns: JSON.stringify(columns), used_at: now };
  await tx
    .insertInto('import_mappings')
    .values({ workspace_id: workspaceId, target, headers, ...chosen })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'target', 'headers']).doUpdateSet(chosen))
    .execute();
}

/** Do lists of a workspace take registered contacts only? */
export async function findRegisteredOnly(db: Db, workspaceId: string): Promise<boolean> {
  const row = await db
    .selectFrom('workspaces')
    .select('import_registered_only as only')
    .where('id', '=', workspaceId)
    .executeTakeFirst();
  return row?.only ?? false;
}

export async function saveRegisteredOnly(tx: Tx, workspaceId: string, only: boolean): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({ import_registered_only: only })
    .where('id', '=', workspaceId)
    .execute();
}

/**
 * Takes away what is kept no longer: files that are read or were left lying, what an undo would need, and what earlier
 * runs have found. A little at a time.
 *
 * @returns whether there may be more
 */
export async function forgetImports(
  db: Db,
  before: { read: Date; left: Date; undo: Date },
  most: number,
): Promise<boolean> {
  await sql`
    update imports set status = 'cancelled', finished_at = updated_at
    where status in ('uploading', 'uploaded', 'checked') and updated_at < ${before.left}::timestamptz
  `.execute(db);
  const parts = await sql`
    delete from import_parts where ctid = any(array(
      select p.ctid from import_parts p
      join imports i on i.workspace_id = p.workspace_id and i.id = p.import_id
      where i.status in ('done', 'cancelled', 'failed', 'undone') and i.finished_at < ${before.read}::timestamptz
      limit ${most}))
  `.execute(db);
  await sql`
    update imports set wrote = false where wrote and finished_at < ${before.undo}::timestamptz
    and status in ('done', 'cancelled', 'failed')
  `.execute(db);
  const batches = await sql`
    delete from import_batches where ctid = any(array(
      select b.ctid from import_batches b
      join imports i on i.workspace_id = b.workspace_id and i.id = b.import_id
      where i.finished_at < ${before.undo}::timestamptz and i.status in ('done', 'cancelled', 'failed', 'undone')
      or b.run < i.run and i.status in ('checking', 'checked', 'running', 'done', 'cancelled', 'failed') and not i.wrote
      limit ${most}))
  `.execute(db);
  return [parts, batches].some(({ numAffectedRows }) => Number(numAffectedRows ?? 0) === most);
}
