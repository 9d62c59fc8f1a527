import type { EndpointName } from '../../lib/contract/api.ts';
import { fail, ok } from '../../lib/contract/errors.ts';
import { deleteSearch, saveLayout } from '../db/queries/mail-searches.ts';
import { doToMail } from '../mails/do.ts';
import { countFolders, searchMails } from '../mails/list.ts';
import { keepSearch, readLayouts, readSearches } from '../mails/searches.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the Command Center. */
export const mailHandlers: HandlersOf<Extract<EndpointName, `mails.${string}`>> = {
  'mails.folders': async (context, { query }) => await countFolders(context.db, context, query.as),
  'mails.list': async (context, request) => await searchMails(context.db, context, request, context.now),
  'mails.do': async (context, { params, body }) =>
    await doToMail(context.db, context, { ...params, ...body }, context.now),
  'mails.searches': async (context) => ok({ searches: await readSearches(context.db, context) }),
  'mails.saveSearch': async (context, { params, body }) =>
    await keepSearch(context.db, context, { ...params, ...body }, context.now),
  'mails.deleteSearch': async (context, { params }) => {
    const isGone = await deleteSearch(context.db.kysely, context, params.id);
    return isGone ? ok({}) : fail('NOT_FOUND', 'there is no such search');
  },
  'mails.layouts': async (context) => ok({ layouts: await readLayouts(context.db, context) }),
  'mails.saveLayout': async (context, { params, body }) => {
    await saveLayout(context.db.kysely, context, { ...params, layout: body }, context.now);
    return ok(body);
  },
};
