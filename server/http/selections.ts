import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import type { Database } from '../db/open.ts';
import { deleteList, restoreList } from '../people-lists/delete.ts';
import { changePeopleOf, listPeopleOf, renameList, shareList } from '../people-lists/keep.ts';
import {
  defineSelection,
  makeStatic,
  openSelection,
  previewDefinition,
  refuseUnlessStatic,
} from '../selections/define.ts';
import { refuseInUse, refuseMissingParts } from '../selections/refuse.ts';
import { createSelection, listSelections, selectionKind } from '../selections/selections.ts';
import type { TeamUser } from '../teams/teams.ts';
import type { HandlersOf } from './handlers.ts';

const one = (context: TeamUser & { db: Database }, { params }: { params: { id: string } }) =>
  [context.db, selectionKind, context, params.id] as const;

/** Endpoints of selections of people. */
export const selectionHandlers: HandlersOf<Extract<EndpointName, `selections.${string}`>> = {
  'selections.list': async (context) => ok({ selections: await listSelections(context.db.kysely, context) }),
  'selections.create': async (context, { body }) =>
    await createSelection(context.db, context, body, context.now),
  'selections.preview': async (context, { body }) =>
    await previewDefinition(context.db, context, body.definition, context.now),
  'selections.get': async (context, { params }) =>
    await openSelection(context.db, context, params.id, context.now),
  'selections.define': async (context, { params, body }) =>
    await defineSelection(context.db, context, params.id, body.definition),
  'selections.makeStatic': async (context, { params }) =>
    await makeStatic(context.db, context, params.id, context.now),
  'selections.rename': async (context, asked) => await renameList(one(context, asked), asked.body.name),
  'selections.people': async (context, asked) =>
    await listPeopleOf(one(context, asked), asked.query, context.now),
  'selections.change': async (context, asked) =>
    await changePeopleOf(one(context, asked), asked.body, refuseUnlessStatic),
  'selections.share': async (context, asked) => await shareList(one(context, asked), asked.body),
  'selections.delete': async (context, asked) =>
    await deleteList(...one(context, asked), context.now, (tx) => refuseInUse(tx, context, asked.params.id)),
  'selections.restore': async (context, asked) =>
    await restoreList(...one(context, asked), context.now, (tx) =>
      refuseMissingParts(tx, context, asked.params.id),
    ),
};
