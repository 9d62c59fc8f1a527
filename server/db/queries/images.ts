import type { ImageType } from '../../../lib/contract/image.ts';
import type { Db, Tx } from '../open.ts';

/** A picture without what it holds. */
export interface ImageRow {
  key: string;
  sha256: Uint8Array;
  type: ImageType;
  bytes: number;
  width: number;
  height: number;
}

const facts = ['key', 'sha256', 'type', 'bytes', 'width', 'height'] as const;

/** Adds a picture; nothing when the workspace has one of the same content. */
export async function insertImage(
  tx: Tx,
  workspaceId: string,
  { key, sha256, type, bytes, width, height, content, createdBy }: ImageRow & NewContent,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('images')
    .values({
      workspace_id: workspaceId,
      ...{ key, sha256, type, bytes, width, height, content },
      created_by: createdBy,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'sha256']).doNothing())
    .execute();
}

interface NewContent {
  content: Uint8Array;
  createdBy: string;
}

export async function findImageOfContent(
  db: Db,
  workspaceId: string,
  sha256: Uint8Array,
): Promise<ImageRow | null> {
  const row = await db
    .selectFrom('images')
    .select(facts)
    .where('workspace_id', '=', workspaceId)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row ?? null;
}

export async function findImage(db: Db, workspaceId: string, key: string): Promise<ImageRow | null> {
  const row = await db
    .selectFrom('images')
    .select(facts)
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row ?? null;
}

/** What a picture holds; null when it has gone since. */
export async function findImageContent(
  db: Db,
  workspaceId: string,
  key: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await db
    .selectFrom('images')
    .select('content')
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row ? new Uint8Array(row.content) : null;
}

/** Bytes of all pictures of a workspace. */
export async function sumImageBytes(db: Db, workspaceId: string): Promise<number> {
  const row = await db
    .selectFrom('images')
    .select((eb) => eb.fn.sum<number | string | null>('bytes').as('bytes'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return Number(row.bytes ?? 0);
}
