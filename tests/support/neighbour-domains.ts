import type { Database } from '../../server/db/open.ts';
import { saveAddressHealth } from '../../server/db/queries/address-health.ts';
import { withTransaction } from '../../server/db/transaction.ts';
import type { HandledRequestOf } from '../../server/http/handlers.ts';
import { blockDomain } from '../../server/people/blocked-domains.ts';
import { setCompanyDomains } from '../../server/people/company-domains.ts';
import { unwrap } from './domain.ts';
import type { DomainName } from './domain-handlers.ts';

type DomainsName = Extract<
  DomainName,
  | `blockedDomains.${string}`
  | `companyDomains.${string}`
  | `blockedAddresses.${string}`
  | `bounceRules.${string}`
>;

/** Domains of the full workspace, and an address that is blocked: what a stranger asks about theirs, and of what no answer may say anything. */
export async function addNeighbourDomains(
  db: Database,
  user: { workspaceId: string; userId: string },
  now: Date,
): Promise<{ requests: { [N in DomainsName]: HandledRequestOf<N> }; secrets: string[] }> {
  unwrap(await blockDomain(db, user, 'shunned.example', now));
  unwrap(await setCompanyDomains(db, user, [['veiled.example', 'curtained.example']], now));
  const latest = {
    reason: 'noSuchUser',
    code: 550,
    status: '5.1.1',
    text: 'nobody',
    at: now.toISOString(),
  } as const;
  const gone = { address: 'gone@muffled.example', deadAt: now.toISOString(), bounces: 1, latest };
  await withTransaction(db, (tx) => saveAddressHealth(tx, user.workspaceId, [gone]));
  const requests = {
    'blockedDomains.list': {},
    'blockedDomains.add': { body: { domain: 'own.example' } },
    'blockedDomains.remove': { body: { domain: 'own.example' } },
    'blockedAddresses.list': { body: { search: '', limit: 10, offset: 0 } },
    'blockedAddresses.act': { body: { act: 'clear' as const, addresses: [gone.address] } },
    'blockedAddresses.correct': {
      body: { address: gone.address, email: 'own@example.com', recipientId: null },
    },
    'bounceRules.get': {},
    'bounceRules.set': { body: { mostBounces: 3 } },
    'companyDomains.get': {},
    'companyDomains.set': { body: { companies: [['own.example', 'own.test']] } },
  };
  return { requests, secrets: ['shunned.example', 'veiled.example', 'curtained.example', 'muffled.example'] };
}
