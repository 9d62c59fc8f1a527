import { sql } from 'kysely';
import type { AttachmentInfo } from '../../../lib/contract/template.ts';
import type { Db, Tx } from '../open.ts';

/** A file of a template, with what it holds. */
export type Attachment = AttachmentInfo & { content: Uint8Array };

/** Adds a file; nothing when its id is taken. */
export async function insertAttachment(
  tx: Tx,
  workspaceId: string,
  file: Attachment & { templateId: string; createdBy: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('template_attachments')
    .values({
      workspace_id: workspaceId,
      id: file.id,
      template_id: file.templateId,
      name: file.name,
      type: file.type,
      bytes: file.bytes,
      content: file.content,
      created_by: file.createdBy,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findAttachment(
  db: Db,
  workspaceId: string,
  templateId: string,
  id: string,
): Promise<Attachment | null> {
  const row = await db
    .selectFrom('template_attachments')
    .select(['id', 'name', 'type', 'bytes', 'content'])
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The files of templates, without what they hold, in the order in which they were added. */
export async function listAttachments(
  db: Db,
  workspaceId: string,
  templateIds: readonly string[],
): Promise<(AttachmentInfo & { templateId: string })[]> {
  if (templateIds.length === 0) return [];
  const { rows } = await sql<AttachmentInfo & { templateId: string }>`
    select template_id as "templateId", id, name, type, bytes from template_attachments
    where workspace_id = ${workspaceId} and template_id = any(${templateIds}::uuid[])
    order by created_at, id`.execute(db);
  return rows;
}

/** @returns whether there was one */
export async function deleteAttachment(
  tx: Tx,
  workspaceId: string,
  templateId: string,
  id: string,
): Promise<boolean> {
  const gone = await tx
    .deleteFrom('template_attachments')
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId)
    .where('id', '=', id)
    .returning('id')
    .execute();
  return gone.length > 0;
}

/** Gives a template the files of another. */
export async function copyAttachments(
  tx: Tx,
  workspaceId: string,
  ids: { from: string; to: string; userId: string },
): Promise<void> {
  await sql`
    insert into template_attachments (workspace_id, id, template_id, name, type, bytes, content, created_by, created_at)
    select workspace_id, gen_random_uuid(), ${ids.to}, name, type, bytes, content, ${ids.userId}, created_at
    from template_attachments where workspace_id = ${workspaceId} and template_id = ${ids.from}
  `.execute(tx);
}
