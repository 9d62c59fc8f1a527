import { z } from 'zod';
import { byId, device, page } from './endpoint.ts';
import { Id } from './primitives.ts';
import { Sharing } from './sharing.ts';
import {
  AttachmentInfo,
  CategoryChoice,
  libraryLimits,
  NewTemplate,
  Template,
  TemplateChange,
  TemplateName,
} from './template.ts';
import {
  HtmlImport,
  HtmlImportReport,
  TemplateFile,
  TemplateImport,
  TemplateImportReport,
} from './template-file.ts';
import {
  CampaignCopies,
  CopyUpdate,
  CopyUpdateReport,
  DeletionConsequence,
  PrintedTemplate,
  TemplateDiff,
  TemplateFigures,
  TemplateSummary,
  TemplateVersion,
  TemplateView,
  VersionRead,
} from './template-library.ts';

const number = z.coerce.number().int().min(1);
const imports = { maxBytes: 32 * 1024 * 1024 } as const;

/** Endpoints of templates, part of the table in `api.ts`. */
export const templateEndpoints = {
  'templates.list': {
    ...device,
    method: 'get',
    path: '/api/v2/templates',
    summary: 'Own and shared templates with their figures, without their texts',
    query: z.object({
      ...page,
      view: TemplateView.default('all'),
      /** Words that stand in name, category, subject or text. */
      search: z.string().max(200).optional(),
      category: z.string().max(100).optional(),
      language: z.string().max(35).optional(),
      /** `used`: those that the asking user took last come first. */
      sort: z.enum(['name', 'used', 'changed']).default('name'),
    }),
    response: z.object({ templates: z.array(TemplateSummary), total: z.int() }),
  },
  'templates.recommended': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/recommended',
    summary: 'Templates that are recommended for a person, the most fitting first',
    query: z.object({ personId: Id }),
    response: z.object({ templates: z.array(TemplateSummary) }),
  },
  'templates.export': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/export',
    summary: 'Own and shared templates as a file, without attachments; archived ones by their ids only',
    body: z.object({
      /** These; all when absent. */
      ids: z.array(Id).min(1).max(libraryLimits.templates).optional(),
      category: z.string().max(100).optional(),
    }),
    response: TemplateFile,
  },
  'templates.import': {
    ...device,
    ...imports,
    method: 'post',
    path: '/api/v2/templates/import',
    summary: 'Add the templates of a file; repeated with the same id it adds nothing',
    body: TemplateImport,
    response: TemplateImportReport,
  },
  'templates.importHtml': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/import-html',
    summary: 'Make a template of an HTML file, without what could act',
    body: HtmlImport,
    response: HtmlImportReport,
  },
  'templates.get': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/{id}',
    summary: 'One own or shared template',
    params: byId,
    response: Template,
  },
  'templates.preview': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/{id}/preview',
    summary: 'What a template prints for a person',
    params: byId,
    query: z.object({ personId: Id }),
    response: PrintedTemplate,
  },
  'templates.figures': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/{id}/figures',
    summary: 'What became of the mails of a template',
    params: byId,
    response: TemplateFigures,
  },
  'templates.create': {
    ...device,
    method: 'post',
    path: '/api/v2/templates',
    summary: 'Add a template; repeated with the same id it adds nothing',
    body: NewTemplate,
    response: Template,
  },
  'templates.update': {
    ...device,
    method: 'put',
    path: '/api/v2/templates/{id}',
    summary: 'Change a template',
    params: byId,
    body: TemplateChange,
    response: Template,
  },
  'templates.move': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/{id}/move',
    summary: 'Put a template into another category; an archived one comes back',
    params: byId,
    body: z.object({ category: CategoryChoice }),
    response: Template,
  },
  'templates.share': {
    ...device,
    method: 'put',
    path: '/api/v2/templates/{id}/sharing',
    summary: 'Say who may see a template; whoever loses it loses it on their devices too',
    params: byId,
    body: Sharing,
    response: Template,
  },
  'templates.archive': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/{id}/archive',
    summary: 'Offer a template no longer, or again',
    params: byId,
    body: z.object({ archived: z.boolean() }),
    response: Template,
  },
  'templates.deletion': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/{id}/deletion',
    summary: 'What deleting a template would take away',
    params: byId,
    response: DeletionConsequence,
  },
  'templates.delete': {
    ...device,
    method: 'delete',
    path: '/api/v2/templates/{id}',
    summary: 'Delete a template with its figures, versions and attachments',
    params: byId,
    response: z.object({}),
  },
  'templates.duplicate': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/{id}/duplicate',
    summary: 'A private copy of one’s own; repeated with the same id it adds nothing',
    params: byId,
    body: z.object({ id: Id, name: TemplateName }),
    response: Template,
  },
  'templates.favourite': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/{id}/favourite',
    summary: 'Mark a template as one’s favourite, or no longer',
    params: byId,
    body: z.object({ favourite: z.boolean() }),
    response: Template,
  },
  'templates.used': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/{id}/used',
    summary: 'Count one use by the caller; repeated with the same id it counts once',
    params: byId,
    body: z.object({
      id: Id,
      /** The caller's own task whose mail it was taken for. */
      taskId: Id.optional(),
    }),
    response: Template,
  },
  'templates.versions': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/{id}/versions',
    summary: 'Versions of a template, the newest first',
    params: byId,
    response: z.object({ versions: z.array(TemplateVersion) }),
  },
  'templates.version': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/{id}/versions/{version}',
    summary: 'One version as it was written',
    params: byId.extend({ version: number }),
    response: VersionRead,
  },
  'templates.diff': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/{id}/diff',
    summary: 'What differs between two versions',
    params: byId,
    query: z.object({ from: number, to: number }),
    response: TemplateDiff,
  },
  'templates.restore': {
    ...device,
    method: 'post',
    path: '/api/v2/templates/{id}/restore',
    summary: 'Bring back what an earlier version said, as a new version',
    params: byId,
    body: z.object({ version: z.int().min(1), baseVersion: z.int().min(1) }),
    response: Template,
  },
  'templates.copies': {
    ...device,
    method: 'get',
    path: '/api/v2/templates/{id}/copies',
    summary: 'Steps of campaigns that hold a copy, and whether it differs',
    params: byId,
    response: z.object({ version: z.int(), campaigns: z.array(CampaignCopies) }),
  },
  'templates.updateCopies': {
    ...device,
    roles: ['admin', 'manager'],
    method: 'post',
    path: '/api/v2/templates/{id}/copies',
    summary: 'Give the present text to the copies of chosen campaigns',
    params: byId,
    body: CopyUpdate,
    response: CopyUpdateReport,
  },
  'templates.attach': {
    ...device,
    file: 'in',
    maxBytes: libraryLimits.attachmentBytes,
    method: 'post',
    path: '/api/v2/templates/{id}/attachments',
    summary: 'Add a file; its type is the Content-Type',
    params: byId,
    query: z.object({
      /** Made by the caller so that a repeat adds nothing. */
      attachmentId: Id,
      name: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .refine((name) => !/[/\\\p{Cc}]/u.test(name), 'expected a file name without a path')
        .refine((name) => !/^\.+$/.test(name), 'expected a file name, found dots alone')
        // With these `exe.pdf` can be shown for what is a program.
        .refine(
          (name) => !/\p{Bidi_Control}/u.test(name),
          'may not hold marks that turn the direction of its letters',
        ),
    }),
    response: AttachmentInfo,
  },
  'templates.attachment': {
    ...device,
    file: 'out',
    method: 'get',
    path: '/api/v2/templates/{id}/attachments/{attachmentId}',
    summary: 'One attachment, as a file',
    params: byId.extend({ attachmentId: Id }),
    response: AttachmentInfo,
  },
  'templates.detach': {
    ...device,
    method: 'delete',
    path: '/api/v2/templates/{id}/attachments/{attachmentId}',
    summary: 'Delete an attachment',
    params: byId.extend({ attachmentId: Id }),
    response: z.object({}),
  },
} as const;
