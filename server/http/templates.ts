import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { attach, detach, readAttachment } from '../templates/attachments.ts';
import { listCopies, updateCopies } from '../templates/copies.ts';
import { consequenceOfDeletion, deleteTemplate } from '../templates/delete.ts';
import { exportTemplates } from '../templates/export.ts';
import { readFigures } from '../templates/figures.ts';
import { importHtml, importTemplates } from '../templates/import.ts';
import { listLibrary, listRecommended } from '../templates/list.ts';
import { previewTemplate } from '../templates/preview.ts';
import { unknownTemplate } from '../templates/refusals.ts';
import { shareTemplate } from '../templates/share.ts';
import {
  archiveTemplate,
  createTemplate,
  duplicateTemplate,
  moveTemplate,
  updateTemplate,
} from '../templates/templates.ts';
import { markFavourite, useTemplate } from '../templates/use.ts';
import { diffVersions, listVersions, readVersion, restoreVersion } from '../templates/versions.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of a user's own and the shared templates. */
export const templateHandlers: HandlersOf<Extract<EndpointName, `templates.${string}`>> = {
  'templates.list': async (context, { query }) =>
    ok(await listLibrary(context.db, context, query, context.now)),
  'templates.recommended': async (context, { query }) => {
    const found = await listRecommended(context.db, context, query.personId, context.now);
    return found.ok ? ok({ templates: found.value }) : found;
  },
  'templates.export': async (context, { body }) =>
    await exportTemplates(context.db, context, body, context.now),
  'templates.import': async (context, { body }) =>
    await importTemplates(context.db, context, body, context.now),
  'templates.importHtml': async (context, { body }) =>
    await importHtml(context.db, context, body, context.now),
  'templates.get': async ({ db, workspaceId, userId }, { params }) => {
    const template = await findTemplate(db.kysely, workspaceId, userId, params.id);
    return template ? ok(template) : unknownTemplate();
  },
  'templates.preview': async (context, { params, query }) =>
    await previewTemplate(context.db, context, { templateId: params.id, personId: query.personId }),
  'templates.figures': async (context, { params }) => await readFigures(context.db, context, params.id),
  'templates.create': async (context, { body }) =>
    await createTemplate(context.db, context, body, context.now),
  'templates.update': async (context, { params, body }) =>
    await updateTemplate(context.db, context, params.id, body, context.now),
  'templates.move': async (context, { params, body }) =>
    await moveTemplate(context.db, context, params.id, body.category, context.now),
  'templates.share': async (context, { params, body }) =>
    await shareTemplate(context.db, context, params.id, body, context.now),
  'templates.archive': async (context, { params, body }) =>
    await archiveTemplate(context.db, context, params.id, body.archived, context.now),
  'templates.deletion': async (context, { params }) =>
    await consequenceOfDeletion(context.db, context, params.id),
  'templates.delete': async (context, { params }) =>
    await deleteTemplate(context.db, context, params.id, context.now),
  'templates.duplicate': async (context, { params, body }) =>
    await duplicateTemplate(context.db, context, params.id, body, context.now),
  'templates.favourite': async (context, { params, body }) =>
    await markFavourite(context.db, context, { templateId: params.id, ...body }, context.now),
  'templates.used': async (context, { params, body }) => {
    const use = { templateId: params.id, useId: body.id, taskId: body.taskId };
    return await useTemplate(context.db, context, use, context.now);
  },
  'templates.versions': async (context, { params }) => {
    const found = await listVersions(context.db, context, params.id);
    return found.ok ? ok({ versions: found.value }) : found;
  },
  'templates.version': async (context, { params }) =>
    await readVersion(context.db, context, params.id, params.version),
  'templates.diff': async (context, { params, query }) =>
    await diffVersions(context.db, context, params.id, query),
  'templates.restore': async (context, { params, body }) =>
    await restoreVersion(context.db, context, params.id, body, context.now),
  'templates.copies': async (context, { params }) => await listCopies(context.db, context, params.id),
  'templates.updateCopies': async (context, { params, body }) =>
    await updateCopies(context.db, context, params.id, body, context.now),
  'templates.attach': async (context, { params, query, file }) => {
    const given = { id: query.attachmentId, name: query.name, ...file };
    return await attach(context.db, context, params.id, given, context.now);
  },
  'templates.attachment': async (context, { params }) =>
    await readAttachment(context.db, context, params.id, params.attachmentId),
  'templates.detach': async (context, { params }) =>
    await detach(context.db, context, params.id, params.attachmentId, context.now),
};
