import { getDomain } from 'tldts';
import { domainOf } from '../send/message-id.ts';
import { isFreeMail } from './free-mail.ts';

/**
 * The domain by which the people of one company are known: what was registered, whatever stands in front of it.
 *
 * @returns null for an address at a provider of mail for everybody, or at nothing that can be registered
 */
export function companyDomain(address: string): string | null {
  const domain = getDomain(domainOf(address), { allowPrivateDomains: true });
  return domain && !isFreeMail(domain) ? domain : null;
}

/** Do two addresses belong to one company, as far as their domains tell. */
export function isSameCompany(one: string, other: string): boolean {
  const domain = companyDomain(one);
  return domain !== null && domain === companyDomain(other);
}
