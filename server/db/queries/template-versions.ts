import type { TemplateContent } from '../../../lib/contract/template.ts';
import type { TemplateVersion } from '../../../lib/contract/template-library.ts';
import type { Db, Tx } from '../open.ts';

export interface VersionDraft {
  templateId: string;
  version: number;
  content: TemplateContent;
  restoredFrom: number | null;
  userId: string;
}

export async function insertVersions(
  tx: Tx,
  workspaceId: string,
  drafts: VersionDraft[],
  now: Date,
): Promise<void> {
  if (drafts.length === 0) return;
  const rows = drafts.map((draft) => ({
    workspace_id: workspaceId,
    template_id: draft.templateId,
    version: draft.version,
    content: JSON.stringify(draft.content),
    restored_from: draft.restoredFrom,
    at: now,
    by_user_id: draft.userId,
  }));
  await tx.insertInto('template_versions').values(rows).execute();
}

/** Forgets versions up to and with this number. */
export async function forgetVersions(
  tx: Tx,
  workspaceId: string,
  templateId: string,
  upTo: number,
): Promise<void> {
  await tx
    .deleteFrom('template_versions')
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId)
    .where('version', '<=', upTo)
    .execute();
}

/** Versions of a template, the newest first. */
export async function listVersions(
  db: Db,
  workspaceId: string,
  templateId: string,
): Promise<TemplateVersion[]> {
  const rows = await db
    .selectFrom('template_versions as v')
    .leftJoin('users as u', 'u.id', 'v.by_user_id')
    .select(['v.version', 'v.at', 'u.name as by_name', 'v.content', 'v.restored_from'])
    .where('v.workspace_id', '=', workspaceId)
    .where('v.template_id', '=', templateId)
    .orderBy('v.version', 'desc')
    .execute();
  return rows.map((row) => ({
    version: row.version,
    at: row.at.toISOString(),
    byName: row.by_name,
    name: row.content.name,
    subject: row.content.subject,
    restoredFrom: row.restored_from,
  }));
}

export interface StoredVersion {
  version: number;
  at: string;
  content: TemplateContent;
}

/** Those of the given versions that are still known, by number. */
export async function findVersions(
  db: Db,
  workspaceId: string,
  templateId: string,
  versions: number[],
): Promise<Map<number, StoredVersion>> {
  if (versions.length === 0) return new Map();
  const rows = await db
    .selectFrom('template_versions')
    .select(['version', 'at', 'content'])
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId)
    .where('version', 'in', versions)
    .execute();
  return new Map(
    rows.map(({ version, at, content }) => [version, { version, at: at.toISOString(), content }]),
  );
}
