import { fail, ok } from '../../lib/contract/result.ts';
import { listDuplicates } from '../db/queries/duplicates.ts';
import { countErasure } from '../db/queries/erase.ts';
import { findPerson, listFieldNames, listPeople } from '../db/queries/people.ts';
import { listSubscriptionTypes } from '../db/queries/subscriptions.ts';
import { setFormer } from '../mailings/bounced.ts';
import { setConsent, setNoMailings } from '../people/consent.ts';
import { findConsentProof } from '../people/consent-proof.ts';
import { findPersonContext, lookUpPeople } from '../people/contexts.ts';
import { erasePeople } from '../people/erase.ts';
import { logActivity } from '../people/log.ts';
import { mergeInto, setDistinct } from '../people/merge.ts';
import { setOurContacts } from '../people/our-contacts.ts';
import { addPerson, updatePerson } from '../people/people.ts';
import { setSubscriptions, setSubscriptionTypes } from '../people/subscriptions.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of the workspace's people. */
export const peopleHandlers: HandlersOf<
  | 'people.list'
  | 'people.fields'
  | 'people.get'
  | 'people.create'
  | 'people.update'
  | 'people.lookup'
  | 'people.context'
  | 'people.log'
  | 'people.setConsent'
  | 'people.setNoMailings'
  | 'people.consentProof'
  | 'people.setContacts'
  | 'people.duplicates'
  | 'people.setDistinct'
  | 'people.merge'
  | 'people.erasure'
  | 'people.erase'
  | 'people.setFormer'
  | 'people.setSubscriptions'
  | 'subscriptionTypes.list'
  | 'subscriptionTypes.set'
> = {
  'people.list': async ({ db, workspaceId }, { query }) =>
    ok(await listPeople(db.kysely, workspaceId, query)),
  'people.fields': async ({ db, workspaceId }) =>
    ok({ fields: await listFieldNames(db.kysely, workspaceId) }),
  'people.get': async ({ db, workspaceId }, { params }) => {
    const person = await findPerson(db.kysely, workspaceId, params.id);
    return person ? ok(person) : fail('NOT_FOUND', 'there is no such person');
  },
  'people.create': async ({ db, workspaceId, now }, { body }) => await addPerson(db, workspaceId, body, now),
  'people.update': async ({ db, workspaceId, now }, { params, body }) =>
    await updatePerson(db, workspaceId, params.id, body, now),
  'people.lookup': async (context, { body }) => ok(await lookUpPeople(context.db, context, body.emails)),
  'people.context': async (context, { params }) => {
    const found = await findPersonContext(context.db, context, params.id);
    return found ? ok(found) : fail('NOT_FOUND', 'there is no such person');
  },
  'people.log': async (context, { params, body }) =>
    await logActivity(context.db, context, params.id, body, context.now),
  'people.setConsent': async (context, { params, body }) =>
    await setConsent(
      context.db,
      context,
      { personId: params.id, purpose: params.purpose },
      body,
      context.now,
    ),
  'people.setNoMailings': async (context, { params, body }) =>
    await setNoMailings(context.db, context, params.id, body, context.now),
  'people.consentProof': async ({ db, workspaceId }, { params }) =>
    await findConsentProof(db.kysely, workspaceId, params.id),
  'people.setContacts': async ({ db, workspaceId, now }, { body }) =>
    await setOurContacts(db, workspaceId, body, now),
  'people.duplicates': async ({ db, workspaceId }, { query }) =>
    ok(await listDuplicates(db.kysely, workspaceId, query)),
  'people.setDistinct': async ({ db, workspaceId }, { body }) => await setDistinct(db, workspaceId, body),
  'people.merge': async (context, { params, body }) =>
    await mergeInto(context.db, context, params.id, body.personIds, context.now),
  'people.erasure': async ({ db, workspaceId }, { body }) =>
    ok(await countErasure(db.kysely, workspaceId, body.personIds)),
  'people.erase': async (context, { body }) => await erasePeople(context.db, context, body, context.now),
  'people.setFormer': async ({ db, workspaceId, now }, { params, body }) =>
    await setFormer(db, workspaceId, params.id, body.former, now),
  'people.setSubscriptions': async (context, { params, body }) =>
    await setSubscriptions(context.db, context, params.id, body, context.now),
  'subscriptionTypes.list': async ({ db, workspaceId }) =>
    ok({ types: await listSubscriptionTypes(db.kysely, workspaceId) }),
  'subscriptionTypes.set': async ({ db, workspaceId, now }, { body }) =>
    await setSubscriptionTypes(db, workspaceId, body.types, now),
};
