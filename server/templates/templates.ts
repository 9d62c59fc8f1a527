import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Failure, Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import {
  libraryLimits,
  type NewTemplate,
  type Template,
  type TemplateChange,
} from '../../lib/contract/template.ts';
import { contentOf, isSameContent } from '../../lib/core/library/content.ts';
import type { Database, Tx } from '../db/open.ts';
import { copyAttachments } from '../db/queries/template-attachments.ts';
import { forgetVersions, insertVersions } from '../db/queries/template-versions.ts';
import {
  countTemplates,
  findOwners,
  findTemplate,
  insertTemplates,
  lockLibrary,
  moveTemplate as moveRow,
  saveTemplate,
  setTemplateArchived,
  type TemplateText,
} from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { ensureCategories, ensureCategory } from './categories.ts';
import { changeOwn, getTemplate, tellTemplates } from './change-own.ts';
import { refusalOf } from './check.ts';
import {
  type Member,
  refuseArchived,
  refuseMoved,
  refuseStale,
  type TemplateUser,
  unknownTemplate,
} from './refusals.ts';

/** A template that was judged to be good, with the id that it gets. */
export type Draft = TemplateText & { id: string };

/**
 * Adds a template of a user. One whose id stands there already, and is theirs, is answered as it is.
 *
 * @returns the template; `INVALID_INPUT` naming the field that cannot be read as a template, or an id that belongs to
 *   somebody else's; `LIMIT_REACHED`
 */
export async function createTemplate(
  db: Database,
  user: Member,
  { id = randomUUID(), ...text }: z.output<typeof NewTemplate>,
  now: Date,
): Promise<Result<Template>> {
  const refusal = refusalOf(text);
  if (refusal) return refusal;
  return await withTransaction(
    db,
    async (tx) => (await insertAll(tx, user, [{ ...text, id }], now)) ?? ok(await getTemplate(tx, user, id)),
  );
}

/** The same of many that have been judged already. @returns null when all of them are there; otherwise none is added */
export async function addTemplates(
  db: Database,
  user: Member,
  drafts: Draft[],
  now: Date,
): Promise<Failure | null> {
  return await withTransaction(db, (tx) => insertAll(tx, user, drafts, now));
}

async function insertAll(tx: Tx, user: Member, drafts: Draft[], now: Date): Promise<Failure | null> {
  const { workspaceId, userId } = user;
  await lockLibrary(tx, workspaceId);
  const ids = drafts.map(({ id }) => id);
  const owners = await findOwners(tx, workspaceId, ids);
  if ([...owners.values()].some((ownerId) => ownerId !== userId))
    return invalidField('id', 'expected an id that no other template has');
  const fresh = drafts.filter(({ id }) => !owners.has(id));
  const refused = fresh.length > 0 ? await insertFresh(tx, user, fresh, now) : null;
  if (!refused) await tellTemplates(tx, workspaceId, ids, now);
  return refused;
}

/** @returns `LIMIT_REACHED` before anything is written; null when all is */
async function insertFresh(tx: Tx, user: Member, drafts: Draft[], now: Date): Promise<Failure | null> {
  const { workspaceId, userId } = user;
  const full = await refuseFull(tx, workspaceId, drafts.length);
  if (full) return full;
  const names = drafts.map(({ category }) => category);
  const categories = await ensureCategories(tx, user, names, now);
  if (!categories.ok) return categories;
  const placed = drafts.map((draft) => ({ ...draft, category: categories.value(draft.category) }));
  await insertTemplates(tx, workspaceId, userId, placed, now);
  const versions = placed.map((draft) => firstVersion(draft, userId));
  await insertVersions(tx, workspaceId, versions, now);
  return null;
}

async function refuseFull(tx: Tx, workspaceId: string, more: number): Promise<Failure | null> {
  const count = await countTemplates(tx, workspaceId);
  const most = libraryLimits.templates;
  if (count + more <= most) return null;
  return fail(
    'LIMIT_REACHED',
    `there are ${count} templates, and ${more} more would be over the ${most} there may be`,
  );
}

function firstVersion(draft: Draft, userId: string) {
  return { templateId: draft.id, version: 1, content: contentOf(draft), restoredFrom: null, userId };
}

/** Replaces what is written. Only from the version that the caller has read, so that nobody's change is lost unseen. */
export async function updateTemplate(
  db: Database,
  user: TemplateUser,
  id: string,
  { baseVersion, basePlace, ...text }: TemplateChange,
  now: Date,
): Promise<Result<Template>> {
  const refusal = refusalOf(text);
  if (refusal) return refusal;
  return await changeOwn(db, user, id, now, async (tx, template) => {
    const refused =
      refuseArchived(template) ?? refuseStale(template, baseVersion) ?? refuseMoved(template, basePlace);
    if (refused) return refused;
    const category = await ensureCategory(tx, user, text.category, now);
    if (!category.ok) return category;
    await writeText(tx, user, template, { ...text, category: category.value, restoredFrom: null }, now);
    return ok(undefined);
  });
}

/** Writes a text; a new version only where something written has changed, not with another category or sharing. */
export async function writeText(
  tx: Tx,
  { workspaceId, userId }: Member,
  template: Template,
  { restoredFrom, ...text }: TemplateText & { restoredFrom: number | null },
  now: Date,
): Promise<void> {
  const { id } = template;
  const changed = !isSameContent(template, text);
  const version = template.version + Number(changed);
  await saveTemplate(tx, workspaceId, { id, version, text }, changed ? now : new Date(template.updatedAt));
  if (!changed) return;
  await insertVersions(
    tx,
    workspaceId,
    [{ templateId: id, version, content: contentOf(text), restoredFrom, userId }],
    now,
  );
  await forgetVersions(tx, workspaceId, id, version - libraryLimits.versions);
}

/** Puts a template into another category, which brings an archived one back. */
export async function moveTemplate(
  db: Database,
  user: TemplateUser,
  id: string,
  name: string,
  now: Date,
): Promise<Result<Template>> {
  return await changeOwn(db, user, id, now, async (tx) => {
    const category = await ensureCategory(tx, user, name, now);
    if (!category.ok) return category;
    await moveRow(tx, user.workspaceId, id, category.value);
    return ok(undefined);
  });
}

/** Takes a template out of what is offered, or puts it back. */
export async function archiveTemplate(
  db: Database,
  user: TemplateUser,
  id: string,
  archived: boolean,
  now: Date,
): Promise<Result<Template>> {
  return await changeOwn(db, user, id, now, async (tx, template) => {
    if ((template.archivedAt !== null) !== archived)
      await setTemplateArchived(tx, user.workspaceId, id, archived ? now : null);
    return ok(undefined);
  });
}

/**
 * A private copy of the caller's own, with the attachments and without the figures. The same id once more is answered
 * with the copy as it stands.
 */
export async function duplicateTemplate(
  db: Database,
  user: Member,
  id: string,
  copy: { id: string; name: string },
  now: Date,
): Promise<Result<Template>> {
  const { workspaceId, userId } = user;
  return await withTransaction(db, async (tx) => {
    await lockLibrary(tx, workspaceId);
    const template = await findTemplate(tx, workspaceId, userId, id);
    if (!template) return unknownTemplate();
    const repeated = (await findOwners(tx, workspaceId, [copy.id])).size > 0;
    const refused = await insertAll(tx, user, [{ ...template, ...copy, shared: false }], now);
    if (refused) return refused;
    if (!repeated) await copyAttachments(tx, workspaceId, { from: id, to: copy.id, userId });
    return ok(await getTemplate(tx, user, copy.id));
  });
}
