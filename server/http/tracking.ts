import { ok } from '../../lib/contract/result.ts';
import { isOnlyHere } from '../../lib/core/tracking/reach.ts';
import { setTracking } from '../campaigns/tracking.ts';
import { getTracking } from '../db/queries/opens.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of what is followed of automatic mails. */
export function trackingHandlers({
  publicUrl,
}: {
  publicUrl: string;
}): HandlersOf<'tracking.get' | 'tracking.set'> {
  const onlyHere = isOnlyHere(publicUrl) ? publicUrl : null;
  return {
    'tracking.get': async ({ db, workspaceId }) =>
      ok({ ...(await getTracking(db.kysely, workspaceId)), onlyHere }),
    'tracking.set': async ({ db, workspaceId, userId, now }, { body }) => {
      await setTracking(db, { workspaceId, userId }, body, now);
      return ok({ ...body, onlyHere });
    },
  };
}
