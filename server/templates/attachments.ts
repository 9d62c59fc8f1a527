import type { Failure, Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import { type AttachmentInfo, libraryLimits, type Template } from '../../lib/contract/template.ts';
import type { Database } from '../db/open.ts';
import {
  type Attachment,
  deleteAttachment,
  findAttachment,
  insertAttachment,
} from '../db/queries/template-attachments.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { changeOwn } from './change-own.ts';
import { type Member, refuseArchived, type TemplateUser, unknownTemplate } from './refusals.ts';

const MB = 1024 * 1024;
const unknownFile = () => fail('NOT_FOUND', 'there is no such attachment');

/** A file that somebody gives to a template. */
export interface NewAttachment {
  id: string;
  name: string;
  type: string;
  content: Uint8Array;
}

/**
 * Adds a file to a template; with the same id once more it is answered as it is.
 * @returns `LIMIT_REACHED` when there would be too many or too much, `INVALID_INPUT` for an empty file or a taken id
 */
export async function attach(
  db: Database,
  user: TemplateUser,
  templateId: string,
  file: NewAttachment,
  now: Date,
): Promise<Result<AttachmentInfo>> {
  const bytes = file.content.byteLength;
  if (bytes === 0) return invalidField('body', 'expected a file that is not empty');
  const changed = await changeOwn(db, user, templateId, now, async (tx, template) => {
    if (template.attachments.some(({ id }) => id === file.id)) return ok(undefined);
    const refused = refuseArchived(template) ?? refuseFull(template, bytes);
    if (refused) return refused;
    const row = { ...file, bytes, templateId, createdBy: user.userId };
    await insertAttachment(tx, user.workspaceId, row, now);
    return ok(undefined);
  });
  if (!changed.ok) return changed;
  const info = changed.value.attachments.find(({ id }) => id === file.id);
  return info ? ok(info) : invalidField('attachmentId', 'expected an id that no other attachment has');
}

/** Why a template can take no more files, or not that much; null when it can. */
export function refuseFull({ name, attachments }: Template, more: number): Failure | null {
  if (attachments.length >= libraryLimits.attachments) {
    return fail('LIMIT_REACHED', `“${name}” has ${attachments.length} attachments, and there can be no more`);
  }
  const present = attachments.reduce((sum, { bytes }) => sum + bytes, 0);
  if (present + more <= libraryLimits.attachmentBytes) return null;
  const [now, then] = [present, present + more].map((bytes) => (bytes / MB).toFixed(1));
  const most = libraryLimits.attachmentBytes / MB;
  return fail(
    'LIMIT_REACHED',
    `the attachments of “${name}” are ${now} MB; ${then} MB would be more than ${most} MB`,
  );
}

/** One file of a template that the user may see. */
export async function readAttachment(
  db: Database,
  { workspaceId, userId }: Member,
  templateId: string,
  id: string,
): Promise<Result<Attachment>> {
  if (!(await findTemplate(db.kysely, workspaceId, userId, templateId))) return unknownTemplate();
  const found = await findAttachment(db.kysely, workspaceId, templateId, id);
  return found ? ok(found) : unknownFile();
}

/** Deletes a file of a template. */
export async function detach(
  db: Database,
  user: TemplateUser,
  templateId: string,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  const changed = await changeOwn(db, user, templateId, now, async (tx, template) => {
    const refused = refuseArchived(template);
    if (refused) return refused;
    const gone = await deleteAttachment(tx, user.workspaceId, templateId, id);
    return gone ? ok(undefined) : unknownFile();
  });
  return changed.ok ? ok({}) : changed;
}
