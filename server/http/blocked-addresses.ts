import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { findMostBounces } from '../db/queries/address-health.ts';
import { listBlockedAddresses, saveMostBounces } from '../db/queries/bounced.ts';
import { actOnAddresses, correctAddress } from '../mailings/bounced.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of addresses from which mail came back. */
export const blockedAddressHandlers: HandlersOf<
  Extract<EndpointName, `blockedAddresses.${string}` | `bounceRules.${string}`>
> = {
  'blockedAddresses.list': async ({ db, workspaceId }, { body }) =>
    ok(await listBlockedAddresses(db.kysely, workspaceId, body)),
  'blockedAddresses.act': async ({ db, workspaceId, now }, { body }) =>
    ok(await actOnAddresses(db, workspaceId, body, now)),
  'blockedAddresses.correct': async ({ db, workspaceId, now }, { body }) =>
    await correctAddress(db, workspaceId, body, now),
  'bounceRules.get': async ({ db, workspaceId }) =>
    ok({ mostBounces: await findMostBounces(db.kysely, workspaceId) }),
  'bounceRules.set': async ({ db, workspaceId }, { body }) => {
    await saveMostBounces(db.kysely, workspaceId, body.mostBounces);
    return ok(body);
  },
};
