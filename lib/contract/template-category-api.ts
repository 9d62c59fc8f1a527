import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { Id } from './primitives.ts';
import { CategoryName, TemplateCategory } from './template-library.ts';

/** Endpoints of the library's categories, part of the table in `api.ts`. */
export const templateCategoryEndpoints = {
  'templateCategories.list': {
    ...device,
    method: 'get',
    path: '/api/v2/template-categories',
    summary: 'Categories of templates, by name',
    response: z.object({ categories: z.array(TemplateCategory) }),
  },
  'templateCategories.create': {
    ...device,
    method: 'post',
    path: '/api/v2/template-categories',
    summary: 'Add a category; repeated with the same id it adds nothing',
    body: z.object({ id: Id.optional(), name: CategoryName }),
    response: TemplateCategory,
  },
  'templateCategories.rename': {
    ...device,
    method: 'put',
    path: '/api/v2/template-categories/{id}',
    summary: 'Give a category another name',
    params: byId,
    body: z.object({ name: CategoryName }),
    response: TemplateCategory,
  },
  'templateCategories.merge': {
    ...device,
    method: 'post',
    path: '/api/v2/template-categories/{id}/merge',
    summary: 'Move all templates of a category into another one, and delete it',
    params: byId,
    body: z.object({ into: Id }),
    response: TemplateCategory.extend({ moved: z.int() }),
  },
  'templateCategories.delete': {
    ...device,
    method: 'delete',
    path: '/api/v2/template-categories/{id}',
    summary: 'Delete a category that holds nothing',
    params: byId,
    response: z.object({}),
  },
} as const;
