import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { Import, ImportLook, ImportPlan, ImportRow, ImportTarget, importLimits, Reading } from './import.ts';
import { FileName, Id } from './primitives.ts';

/** Endpoints of imports, part of the table in `api.ts`. Users see their own; managers and admins all. */
export const importEndpoints = {
  'imports.list': {
    ...device,
    method: 'get',
    path: '/api/v2/imports',
    summary: 'The last imports, the newest first',
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    response: z.object({ imports: z.array(Import) }),
  },
  'imports.create': {
    ...device,
    method: 'post',
    path: '/api/v2/imports',
    summary:
      'Begin an import: say which file its parts will be of; repeated with the same id it begins nothing',
    body: z.object({
      id: Id,
      name: FileName,
      bytes: z.int().min(0).max(importLimits.bytes),
      target: ImportTarget,
    }),
    response: Import,
  },
  'imports.get': {
    ...device,
    method: 'get',
    path: '/api/v2/imports/{id}',
    summary: 'One import, and how far it is',
    params: byId,
    response: Import,
  },
  'imports.part': {
    ...device,
    file: 'in',
    maxBytes: importLimits.partBytes + 1024,
    method: 'put',
    path: '/api/v2/imports/{id}/parts',
    summary: 'Give a part of the file; the same part again changes nothing',
    params: byId,
    /** From 0. */
    query: z.object({ place: z.coerce.number().int().min(0).max(1000).default(0) }),
    response: Import,
  },
  'imports.look': {
    ...device,
    method: 'post',
    path: '/api/v2/imports/{id}/look',
    summary: 'What the file holds, and what its columns may be',
    params: byId,
    body: z.object({ reading: Reading.default({}) }),
    response: ImportLook,
  },
  'imports.check': {
    ...device,
    method: 'post',
    path: '/api/v2/imports/{id}/check',
    summary: 'Find out what would come of importing, without writing anything',
    params: byId,
    body: ImportPlan,
    response: Import,
  },
  'imports.start': {
    ...device,
    method: 'post',
    path: '/api/v2/imports/{id}/start',
    summary: 'Import as it was checked',
    params: byId,
    body: z.object({}),
    response: Import,
  },
  'imports.cancel': {
    ...device,
    method: 'post',
    path: '/api/v2/imports/{id}/cancel',
    summary: 'Stop an import; what it has written stays, and can be undone',
    params: byId,
    body: z.object({}),
    response: Import,
  },
  'imports.undo': {
    ...device,
    method: 'post',
    path: '/api/v2/imports/{id}/undo',
    summary: 'Take back what an import has written, as far as nothing has happened to it since',
    params: byId,
    body: z.object({}),
    response: Import,
  },
  'imports.rows': {
    ...device,
    method: 'get',
    path: '/api/v2/imports/{id}/rows',
    summary: 'Rows that were left out, or what could not be undone, with the reason for each',
    params: byId,
    query: z.object({
      kind: z.enum(['rejected', 'kept']).default('rejected'),
      /** `next` of the answer before. */
      after: z.coerce.number().int().min(0).default(0),
    }),
    response: z.object({ rows: z.array(ImportRow), next: z.int().nullable() }),
  },
  'imports.rules': {
    ...device,
    method: 'get',
    path: '/api/v2/import-rules',
    summary: 'What holds for all imports of the workspace',
    response: z.object({ registeredOnly: z.boolean() }),
  },
  'imports.setRules': {
    ...device,
    roles: ['admin'],
    method: 'put',
    path: '/api/v2/import-rules',
    summary: 'Say whether lists take registered contacts only',
    body: z.object({ registeredOnly: z.boolean() }),
    response: z.object({ registeredOnly: z.boolean() }),
  },
} as const;
