import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/errors.ts';
import { feedChoices, keepLook, listFeed, readNews } from '../feed/list.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the live feed. */
export const feedHandlers: HandlersOf<Extract<EndpointName, `feed.${string}`>> = {
  'feed.list': async (context, request) => await listFeed(context.db, context, request, context.now),
  'feed.news': async (context) => ok(await readNews(context.db, context, context.now)),
  'feed.look': async (context, { body }) => {
    await keepLook(context.db, context, body.at, context.now);
    return ok({});
  },
  'feed.choices': async (context) => ok(await feedChoices(context.db, context)),
};
