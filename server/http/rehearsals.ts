import type { EndpointName } from '../../lib/contract/api.ts';
import type { Rehearsals } from '../rehearsal/rehearsals.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of rehearsals. */
export function rehearsalHandlers(
  rehearsals: Rehearsals,
): HandlersOf<Extract<EndpointName, `rehearsals.${string}`>> {
  return {
    'rehearsals.start': async (context, { params, body }) =>
      await rehearsals.start(context.db, context, params.id, body),
    'rehearsals.get': async (context, { params }) => rehearsals.find(context, params.id),
    'rehearsals.stop': async (context, { params }) => rehearsals.stop(context, params.id),
  };
}
