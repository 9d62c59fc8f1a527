import type { Database } from '../../server/db/open.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import { blockDomain } from '../../server/people/blocked-domains.ts';
import { setCompanyDomains } from '../../server/people/company-domains.ts';
import { unwrap } from './domain.ts';
import type { DomainName } from './domain-handlers.ts';

type DomainsName = Extract<DomainName, `blockedDomains.${string}` | `companyDomains.${string}`>;

/** Domains of the full workspace: what a stranger asks about theirs, and of what no answer may say anything. */
export async function addNeighbourDomains(
  db: Database,
  user: { workspaceId: string; userId: string },
  now: Date,
): Promise<{ requests: { [N in DomainsName]: HandledRequestOf<N> }; secrets: string[] }> {
  unwrap(await blockDomain(db, user, 'shunned.example', now));
  unwrap(await setCompanyDomains(db, user, [['veiled.example', 'curtained.example']], now));
  const requests = {
    'blockedDomains.list': {},
    'blockedDomains.add': { body: { domain: 'own.example' } },
    'blockedDomains.remove': { body: { domain: 'own.example' } },
    'companyDomains.get': {},
    'companyDomains.set': { body: { companies: [['own.example', 'own.test']] } },
  };
  return { requests, secrets: ['shunned.example', 'veiled.example', 'curtained.example'] };
}
