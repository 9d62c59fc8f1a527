import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { writeAudit } from '../db/queries/accounts.ts';
import { findRegisteredOnly, saveRegisteredOnly } from '../db/queries/imports.ts';
import { withTransaction } from '../db/transaction.ts';
import * as imports from '../imports/imports.ts';
import { listLeftRows } from '../imports/rejects.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of imports. */
export const importHandlers: HandlersOf<Extract<EndpointName, `imports.${string}`>> = {
  'imports.list': async (context, { query }) =>
    ok({ imports: await imports.listImports(context.db.kysely, context, query.limit) }),
  'imports.create': async (context, { body }) =>
    await imports.createImport(context.db, context, body, context.now),
  'imports.get': async (context, { params }) =>
    await imports.getImport(context.db.kysely, context, params.id),
  'imports.part': async (context, { params, query, file }) =>
    await imports.addPart(
      context.db,
      context,
      params.id,
      { place: query.place, content: file.content },
      context.now,
    ),
  'imports.look': async (context, { params, body }) =>
    await imports.lookAtImport(context.db, context, params.id, body.reading),
  'imports.check': async (context, { params, body }) =>
    await imports.checkImport(context.db, context, params.id, body, context.now),
  'imports.start': async (context, { params }) =>
    await imports.startImport(context.db, context, params.id, context.now),
  'imports.cancel': async (context, { params }) =>
    await imports.cancelImport(context.db, context, params.id, context.now),
  'imports.undo': async (context, { params }) =>
    await imports.undoImport(context.db, context, params.id, context.now),
  'imports.rows': async (context, { params, query }) =>
    await listLeftRows(context.db.kysely, context, params.id, query),
  'imports.rules': async ({ db, workspaceId }) =>
    ok({ registeredOnly: await findRegisteredOnly(db.kysely, workspaceId) }),
  'imports.setRules': async ({ db, workspaceId, userId, now }, { body }) =>
    await withTransaction(db, async (tx) => {
      await saveRegisteredOnly(tx, workspaceId, body.registeredOnly);
      await writeAudit(tx, { workspaceId, userId, action: 'imports.setRules', subjectId: null, now });
      return ok(body);
    }),
};
