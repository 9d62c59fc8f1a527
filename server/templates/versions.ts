import type { z } from 'zod';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import type { Template } from '../../lib/contract/template.ts';
import type { TemplateDiff, TemplateVersion, VersionRead } from '../../lib/contract/template-library.ts';
import { diffTemplates } from '../../lib/core/library/diff.ts';
import type { Database, Db } from '../db/open.ts';
import {
  findVersions,
  listVersions as listRows,
  type StoredVersion,
} from '../db/queries/template-versions.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { changeOwn } from './change-own.ts';
import { type Member, refuseArchived, refuseStale, type TemplateUser, unknownTemplate } from './refusals.ts';
import { writeText } from './templates.ts';

/** Versions of a template that the user may see, the newest first. */
export async function listVersions(
  db: Database,
  { workspaceId, userId }: Member,
  id: string,
): Promise<Result<TemplateVersion[]>> {
  if (!(await findTemplate(db.kysely, workspaceId, userId, id))) return unknownTemplate();
  return ok(await listRows(db.kysely, workspaceId, id));
}

/** One version as it was written. */
export async function readVersion(
  db: Database,
  user: Member,
  id: string,
  version: number,
): Promise<Result<z.output<typeof VersionRead>>> {
  if (!(await findTemplate(db.kysely, user.workspaceId, user.userId, id))) return unknownTemplate();
  return await getVersion(db.kysely, user.workspaceId, id, { version, field: 'version' });
}

/** What differs between two versions, in either direction. */
export async function diffVersions(
  db: Database,
  { workspaceId, userId }: Member,
  id: string,
  { from, to }: { from: number; to: number },
): Promise<Result<z.output<typeof TemplateDiff>>> {
  if (!(await findTemplate(db.kysely, workspaceId, userId, id))) return unknownTemplate();
  const older = await getVersion(db.kysely, workspaceId, id, { version: from, field: 'from' });
  if (!older.ok) return older;
  const newer = await getVersion(db.kysely, workspaceId, id, { version: to, field: 'to' });
  if (!newer.ok) return newer;
  return ok({ from, to, parts: diffTemplates(older.value.content, newer.value.content) });
}

/** Writes anew what an earlier version said; category and sharing stay. What stands now remains a version. */
export async function restoreVersion(
  db: Database,
  user: TemplateUser,
  id: string,
  { version, baseVersion }: { version: number; baseVersion: number },
  now: Date,
): Promise<Result<Template>> {
  return await changeOwn(db, user, id, now, async (tx, template) => {
    const refused = refuseArchived(template) ?? refuseStale(template, baseVersion);
    if (refused) return refused;
    const found = await getVersion(tx, user.workspaceId, id, { version, field: 'version' });
    if (!found.ok) return found;
    const { category, shared } = template;
    const text = { ...found.value.content, category, shared, restoredFrom: version };
    await writeText(tx, user, template, text, now);
    return ok(undefined);
  });
}

async function getVersion(
  db: Db,
  workspaceId: string,
  id: string,
  { version, field }: { version: number; field: string },
): Promise<Result<StoredVersion>> {
  const found = (await findVersions(db, workspaceId, id, [version])).get(version);
  if (found) return ok(found);
  const message = `there is no version ${version}, or it is forgotten`;
  return fail('NOT_FOUND', `${field}: ${message}`, [{ path: field, message }]);
}
