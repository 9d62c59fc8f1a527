import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/open.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import { addCompany } from '../../server/people/companies.ts';
import { setSubscriptionTypes } from '../../server/people/subscriptions.ts';
import { unwrap } from './domain.ts';
import type { DomainName } from './domain-handlers.ts';

type OwnName = Extract<
  DomainName,
  | `companies.${string}`
  | `subscriptionTypes.${string}`
  | 'people.setSubscriptions'
  | 'people.consentProof'
  | 'people.duplicates'
  | 'people.setDistinct'
  | 'people.setContacts'
  | 'people.merge'
  | 'people.erasure'
  | 'people.erase'
>;

/** A company and a type of mailings of the full workspace: what a stranger asks about them, and what no answer may say. */
export async function addNeighbourCompany(
  db: Database,
  workspaceId: string,
  personId: string,
  now: Date,
): Promise<{ requests: { [N in OwnName]: HandledRequestOf<N> }; secrets: string[] }> {
  const id = randomUUID();
  const company = { id, name: 'Secret Holdings', email: 'desk@secret-holdings.example', city: 'Secretville' };
  unwrap(await addCompany(db, workspaceId, company, now));
  const type = { id: randomUUID(), name: 'Muffled news', names: {}, active: true };
  unwrap(await setSubscriptionTypes(db, workspaceId, [type], now));
  const page = { limit: 1000, offset: 0 };
  const params = { id };
  const requests = {
    'companies.list': { query: { ...page, search: 'secret' } },
    'companies.get': { params },
    'companies.create': { body: { id: randomUUID(), name: 'Own company' } },
    'companies.update': { params, body: { name: 'Taken' } },
    'companies.people': { params, query: page },
    'companies.delete': { params },
    'subscriptionTypes.list': {},
    'subscriptionTypes.set': { body: { types: [{ ...type, name: 'Taken' }] } },
    'people.duplicates': { query: { likeness: 'name' as const, limit: 100, offset: 0 } },
    'people.setContacts': { body: { personIds: [personId], sales: null } },
    'people.setDistinct': { body: { personIds: [personId, randomUUID()], distinct: true } },
    'people.merge': { params: { id: personId }, body: { personIds: [randomUUID()] } },
    'people.erasure': { body: { personIds: [personId] } },
    'people.erase': { body: { personIds: [personId], suppress: true } },
    'people.consentProof': { params: { id: personId } },
    'people.setSubscriptions': {
      params: { id: personId },
      body: { declined: [type.id], source: 'email' as const, comment: null },
    },
  };
  return {
    requests,
    secrets: ['Secret Holdings', 'secret-holdings.example', 'Secretville', id, 'Muffled news'],
  };
}
