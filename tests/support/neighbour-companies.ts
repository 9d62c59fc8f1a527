import { randomUUID } from 'node:crypto';
import type { Database } from '../../server/db/open.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import { addCompany } from '../../server/people/companies.ts';
import { unwrap } from './domain.ts';
import type { DomainName } from './domain-handlers.ts';

type CompaniesName = Extract<DomainName, `companies.${string}`>;

/** A company of the full workspace: what a stranger asks about it, and what no answer may say of it. */
export async function addNeighbourCompany(
  db: Database,
  workspaceId: string,
  now: Date,
): Promise<{ requests: { [N in CompaniesName]: HandledRequestOf<N> }; secrets: string[] }> {
  const id = randomUUID();
  const company = { id, name: 'Secret Holdings', email: 'desk@secret-holdings.example', city: 'Secretville' };
  unwrap(await addCompany(db, workspaceId, company, now));
  const page = { limit: 1000, offset: 0 };
  const params = { id };
  const requests = {
    'companies.list': { query: { ...page, search: 'secret' } },
    'companies.get': { params },
    'companies.create': { body: { id: randomUUID(), name: 'Own company' } },
    'companies.update': { params, body: { name: 'Taken' } },
    'companies.people': { params, query: page },
    'companies.delete': { params },
  };
  return { requests, secrets: ['Secret Holdings', 'secret-holdings.example', 'Secretville', id] };
}
