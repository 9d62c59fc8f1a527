import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { absencesOf, addAbsence, endAbsence, foretell, removeAbsence } from '../campaigns/absences.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of absences. */
export const absenceHandlers: HandlersOf<Extract<EndpointName, `absences.${string}`>> = {
  'absences.list': async (context) => ok({ absences: await absencesOf(context.db, context, context.now) }),
  'absences.foretell': (context, { body }) => foretell(context.db, context, body, context.now),
  'absences.add': (context, { body }) => addAbsence(context.db, context, body, context.now),
  'absences.end': (context, { params, body }) =>
    endAbsence(context.db, context, { id: params.id, ended: body.ended }, context.now),
  'absences.remove': (context, { params }) => removeAbsence(context.db, context, params.id, context.now),
};
