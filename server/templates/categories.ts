import { randomUUID } from 'node:crypto';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import { libraryLimits } from '../../lib/contract/template.ts';
import type { TemplateCategory } from '../../lib/contract/template-library.ts';
import type { Database, Tx } from '../db/open.ts';
import {
  countCategories,
  deleteCategoryRow,
  findCategory,
  findCategoryName,
  insertCategory,
  listCategories,
  moveAll,
  renameCategoryRow,
} from '../db/queries/template-categories.ts';
import { lockLibrary } from '../db/queries/templates.ts';
import { withTransaction } from '../db/transaction.ts';
import { tellTemplates } from './change-own.ts';
import type { Member, TemplateUser } from './refusals.ts';

const unknownCategory = () => fail('NOT_FOUND', 'there is no such category');

/**
 * Adds the categories that are not there yet. Call after `lockLibrary`.
 *
 * @param names - as people have typed them; empty ones stand for none
 * @returns how each of them is written in the library; `LIMIT_REACHED` before anything is added
 */
export async function ensureCategories(
  tx: Tx,
  { workspaceId, userId }: Member,
  names: readonly string[],
  now: Date,
): Promise<Result<(name: string) => string>> {
  const present = await listCategories(tx, workspaceId, userId);
  const known = new Map(present.map(({ name }) => [name.toLowerCase(), name]));
  const missing = new Map(
    names.filter((name) => name && !known.has(name.toLowerCase())).map((name) => [name.toLowerCase(), name]),
  );
  if (present.length + missing.size > libraryLimits.categories) return tooMany(present.length);
  for (const name of missing.values())
    await insertCategory(tx, workspaceId, { id: randomUUID(), name, createdBy: userId }, now);
  return ok((name) => known.get(name.toLowerCase()) ?? missing.get(name.toLowerCase()) ?? '');
}

/** The same of one. @returns how it is written in the library */
export async function ensureCategory(tx: Tx, user: Member, name: string, now: Date): Promise<Result<string>> {
  const written = await ensureCategories(tx, user, [name], now);
  return written.ok ? ok(written.value(name)) : written;
}

function tooMany(present: number) {
  const message = `expected a category that is there: there are ${present}, and ${libraryLimits.categories} at most`;
  return fail('LIMIT_REACHED', `category: ${message}`, [{ path: 'category', message }]);
}

/** Adds a category; with the same id once more it is answered as it is. */
export async function createCategory(
  db: Database,
  user: Member,
  { id = randomUUID(), name }: { id?: string | undefined; name: string },
  now: Date,
): Promise<Result<TemplateCategory>> {
  const { workspaceId, userId } = user;
  return await withTransaction(db, async (tx) => {
    await lockLibrary(tx, workspaceId);
    const present = await findCategory(tx, workspaceId, userId, id);
    if (present) return ok(present);
    const taken = await refuseTaken(tx, workspaceId, name);
    if (taken) return taken;
    const count = await countCategories(tx, workspaceId);
    if (count >= libraryLimits.categories) return tooMany(count);
    await insertCategory(tx, workspaceId, { id, name, createdBy: userId }, now);
    return ok(await getCategory(tx, user, id));
  });
}

async function refuseTaken(tx: Tx, workspaceId: string, name: string) {
  const taken = await findCategoryName(tx, workspaceId, name);
  if (taken === null) return null;
  return invalidField('name', `there is a category “${taken}” already; merge the two instead`);
}

/** Gives it another name; its templates go along. */
export async function renameCategory(
  db: Database,
  user: TemplateUser,
  id: string,
  name: string,
  now: Date,
): Promise<Result<TemplateCategory>> {
  return await changeCategory(db, user, id, async (tx, category) => {
    const sameName = category.name.toLowerCase() === name.toLowerCase();
    const taken = sameName ? null : await refuseTaken(tx, user.workspaceId, name);
    if (taken) return taken;
    await renameCategoryRow(tx, user.workspaceId, id, name);
    const moved = await moveAll(tx, user.workspaceId, category.name, name);
    await tellTemplates(tx, user.workspaceId, moved, now);
    return ok(await getCategory(tx, user, id));
  });
}

/** Moves all templates of a category into another one, archived and other people's too, and deletes it. */
export async function mergeCategory(
  db: Database,
  user: TemplateUser,
  id: string,
  into: string,
  now: Date,
): Promise<Result<TemplateCategory & { moved: number }>> {
  return await changeCategory(db, user, id, async (tx, category) => {
    const target = await findCategory(tx, user.workspaceId, user.userId, into);
    if (!target) return unknownCategory();
    if (into === id) return invalidField('into', 'expected another category');
    const moved = await moveAll(tx, user.workspaceId, category.name, target.name);
    await deleteCategoryRow(tx, user.workspaceId, id);
    await tellTemplates(tx, user.workspaceId, moved, now);
    return ok({ ...(await getCategory(tx, user, into)), moved: moved.length });
  });
}

/** Deletes a category that holds nothing. */
export async function deleteCategory(
  db: Database,
  user: TemplateUser,
  id: string,
): Promise<Result<Record<string, never>>> {
  return await changeCategory(db, user, id, async (tx, { name, held, templates }) => {
    if (held > 0) {
      const hidden = held - templates;
      const which = hidden > 0 ? `, ${hidden} of them archived or private to others` : '';
      return fail('CATEGORY_NOT_EMPTY', `“${name}” still holds ${held} templates${which}`);
    }
    await deleteCategoryRow(tx, user.workspaceId, id);
    return ok({});
  });
}

/** Who has made a category may change it, and managers may. */
async function changeCategory<T>(
  db: Database,
  { workspaceId, userId, role }: TemplateUser,
  id: string,
  work: (tx: Tx, category: TemplateCategory) => Promise<Result<T>>,
): Promise<Result<T>> {
  return await withTransaction(db, async (tx) => {
    await lockLibrary(tx, workspaceId);
    const category = await findCategory(tx, workspaceId, userId, id);
    if (!category) return unknownCategory();
    if (role === 'user' && category.createdById !== userId) {
      return fail('NOT_ALLOWED', `“${category.name}” is somebody else’s; they or a manager can change it`);
    }
    return await work(tx, category);
  });
}

async function getCategory(tx: Tx, { workspaceId, userId }: Member, id: string): Promise<TemplateCategory> {
  const category = await findCategory(tx, workspaceId, userId, id);
  if (!category) throw new Error(`expected category ${id} behind its lock`);
  return category;
}
