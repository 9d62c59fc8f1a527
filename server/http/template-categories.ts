import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { listCategories } from '../db/queries/template-categories.ts';
import { createCategory, deleteCategory, mergeCategory, renameCategory } from '../templates/categories.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the library's categories. */
export const templateCategoryHandlers: HandlersOf<Extract<EndpointName, `templateCategories.${string}`>> = {
  'templateCategories.list': async ({ db, workspaceId, userId }) =>
    ok({ categories: await listCategories(db.kysely, workspaceId, userId) }),
  'templateCategories.create': async (context, { body }) =>
    await createCategory(context.db, context, body, context.now),
  'templateCategories.rename': async (context, { params, body }) =>
    await renameCategory(context.db, context, params.id, body.name, context.now),
  'templateCategories.merge': async (context, { params, body }) =>
    await mergeCategory(context.db, context, params.id, body.into, context.now),
  'templateCategories.delete': async (context, { params }) =>
    await deleteCategory(context.db, context, params.id),
};
