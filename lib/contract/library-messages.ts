import { z } from 'zod';
import { Me, ProfileChange } from './account.ts';
import type { JsonEndpoint } from './api.ts';
import { resultOf } from './errors.ts';
import { Id } from './primitives.ts';
import { AttachmentInfo, libraryLimits } from './template.ts';

const libraryEndpoints = [
  'templates.list',
  'templates.get',
  'templates.figures',
  'templates.create',
  'templates.update',
  'templates.archive',
  'templates.deletion',
  'templates.delete',
  'templates.duplicate',
  'templates.favourite',
  'templates.versions',
  'templates.diff',
  'templates.restore',
  'templates.copies',
  'templates.updateCopies',
  'templates.detach',
  'templates.export',
  'templates.import',
  'templates.importHtml',
  'templateCategories.list',
  'templateCategories.create',
  'templateCategories.rename',
  'templateCategories.merge',
  'templateCategories.delete',
  'campaigns.overview',
  'campaigns.get',
  'campaigns.create',
  'campaigns.update',
  'campaigns.impact',
  'campaigns.copy',
  'campaigns.archive',
  'campaigns.deletion',
  'campaigns.delete',
  'campaigns.versions',
  'campaigns.restore',
  'campaigns.candidates',
  'campaigns.gate',
  'campaigns.plan',
  'campaigns.launch',
  'campaigns.people',
  'campaigns.plans',
  'enrolments.stop',
  'enrolments.stopMany',
  'enrolments.undo',
  'channels.get',
  'channels.add',
  'channels.test',
  'channels.remove',
  'channels.restore',
  'countries.list',
  'daysOff.get',
  'daysOff.set',
  'limits.get',
  'limits.set',
  'tracking.get',
  'tracking.set',
  'rehearsals.start',
  'rehearsals.get',
  'rehearsals.stop',
  'mails.folders',
  'mails.list',
  'mails.do',
  'mails.searches',
  'mails.saveSearch',
  'mails.deleteSearch',
  'mails.layouts',
  'mails.saveLayout',
  'feed.list',
  'feed.news',
  'feed.look',
  'feed.choices',
  'analytics.campaigns',
  'analytics.steps',
  'analytics.templates',
  'analytics.users',
  // lets a mail go that was held
  'tasks.release',
  'tasks.search',
  'tasks.update',
  'tasks.consequences',
  'tasks.change',
  'tasks.takeBack',
  'members.list',
  // whose data a preview is filled with
  'people.list',
  'people.get',
  // somebody in the live feed
  'people.context',
  // which fields a template may name
  'people.fields',
] as const satisfies readonly JsonEndpoint[];
export type LibraryEndpoint = (typeof libraryEndpoints)[number];

/** The workspace's questions to the server go by way of the background, which alone has the token. */
export const libraryMessages = {
  /** Request and answer are those of the endpoint; the server checks the one, the client the other. */
  'library.ask': {
    from: ['page'],
    request: z.object({ name: z.enum(libraryEndpoints), request: z.unknown() }),
    response: resultOf(z.unknown()),
  },
  /** What the user says about themselves; all pages show it at once. */
  'profile.save': { from: ['page'], request: ProfileChange, response: resultOf(Me) },
  /** Messages carry no files: what is in one goes as base64. */
  'library.attach': {
    from: ['page'],
    request: z.object({
      templateId: Id,
      /** Made by the caller so that a repeat adds nothing. */
      id: Id,
      name: z.string().min(1).max(200),
      type: z.string().max(200),
      data: z.string().max(Math.ceil(libraryLimits.attachmentBytes / 3) * 4),
    }),
    response: resultOf(AttachmentInfo),
  },
  /** One attachment, to be saved by the person. */
  'library.attachment': {
    from: ['page'],
    request: z.object({ templateId: Id, id: Id }),
    response: resultOf(z.object({ data: z.string() })),
  },
} as const;
