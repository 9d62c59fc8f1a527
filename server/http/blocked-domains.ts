import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { listBlocked } from '../db/queries/blocked-domains.ts';
import { blockDomain, unblockDomain } from '../people/blocked-domains.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the domains that no campaign writes to. */
export const blockedDomainHandlers: HandlersOf<Extract<EndpointName, `blockedDomains.${string}`>> = {
  'blockedDomains.list': async ({ db, workspaceId }) =>
    ok({ domains: await listBlocked(db.kysely, workspaceId) }),
  'blockedDomains.add': async (context, { body }) =>
    await blockDomain(context.db, context, body.domain, context.now),
  'blockedDomains.remove': async (context, { body }) =>
    await unblockDomain(context.db, context, body.domain, context.now),
};
