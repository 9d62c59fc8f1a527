import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { listRegisteredClickers } from '../db/queries/clickers.ts';
import * as links from '../mailings/registered-links.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of registered tracked links. */
export const registeredLinkHandlers: HandlersOf<Extract<EndpointName, `registeredLinks.${string}`>> = {
  'registeredLinks.list': async (context, { body }) =>
    await links.listRegisteredLinks(context.db, context, body),
  'registeredLinks.get': async (context, { params }) =>
    await links.getRegisteredLink(context.db.kysely, context, params.id),
  'registeredLinks.create': async (context, { body }) =>
    await links.createRegisteredLink(context.db, context, body, context.now),
  'registeredLinks.update': async (context, { params, body }) =>
    await links.updateRegisteredLink(context.db, context, params.id, body),
  'registeredLinks.delete': async (context, { params }) =>
    await links.deleteRegisteredLink(context.db, context, params.id, context.now),
  'registeredLinks.restore': async (context, { params }) =>
    await links.restoreRegisteredLink(context.db, context, params.id),
  'registeredLinks.reset': async (context, { params, body }) =>
    await links.resetRegisteredLink(context.db, context, params.id, body, context.now),
  'registeredLinks.clickers': async (context, { params, body }) => {
    const link = await links.getRegisteredLink(context.db.kysely, context, params.id);
    if (!link.ok) return link;
    return ok(await listRegisteredClickers(context.db.kysely, context, link.value, body));
  },
};
