import { z } from 'zod';
import { byId, device } from './endpoint.ts';
import { Mail, MailDeed, MailFilters, MailFolder, MailLayout, MailSearch, MailSort } from './mail.ts';

/** Whose mails: one's own where absent; of a colleague or of `all` only for admins. */
const whose = { as: z.union([z.literal('all'), z.string().max(100)]).optional() };

/** Endpoints of the Command Center, part of the table in `api.ts`. */
export const mailEndpoints = {
  'mails.folders': {
    ...device,
    method: 'get',
    path: '/api/v2/mails/folders',
    summary: 'How many mails stand in each folder',
    query: z.object(whose),
    response: z.object({
      counts: z.record(MailFolder, z.int()),
      /** Whose mails an admin may look at; empty for others. */
      senders: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  },
  'mails.list': {
    ...device,
    method: 'get',
    path: '/api/v2/mails',
    summary: 'Mails that a search finds, page by page',
    query: MailFilters.extend({
      ...whose,
      sort: MailSort.default('at'),
      order: z.enum(['ascending', 'descending']).default('descending'),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      /** `next` of the page before. */
      cursor: z.string().max(1000).optional(),
    }),
    response: z.object({ mails: z.array(Mail), total: z.int(), next: z.string().nullable() }),
  },
  'mails.do': {
    ...device,
    method: 'post',
    path: '/api/v2/mails/{id}/actions',
    summary: 'Do to a mail what its row offers; repeated it changes nothing',
    params: byId,
    body: z.object({ deed: MailDeed }),
    /** Null: it stands in no folder any more. */
    response: z.object({ mail: Mail.nullable() }),
  },
  'mails.searches': {
    ...device,
    method: 'get',
    path: '/api/v2/mail-searches',
    summary: 'Own saved searches, by name',
    response: z.object({ searches: z.array(MailSearch) }),
  },
  'mails.saveSearch': {
    ...device,
    method: 'put',
    path: '/api/v2/mail-searches/{id}',
    summary: 'Keep a search under a name, or change it',
    params: byId,
    body: MailSearch.omit({ id: true }),
    response: MailSearch,
  },
  'mails.deleteSearch': {
    ...device,
    method: 'delete',
    path: '/api/v2/mail-searches/{id}',
    summary: 'Forget a saved search; repeated it changes nothing',
    params: byId,
    response: z.object({}),
  },
  'mails.layouts': {
    ...device,
    method: 'get',
    path: '/api/v2/mail-layouts',
    summary: 'How oneself has arranged the tables, by folder',
    response: z.object({ layouts: z.partialRecord(MailFolder, MailLayout) }),
  },
  'mails.saveLayout': {
    ...device,
    method: 'put',
    path: '/api/v2/mail-layouts/{folder}',
    summary: 'Arrange the table of a folder',
    params: z.object({ folder: MailFolder }),
    body: MailLayout,
    response: MailLayout,
  },
} as const;
