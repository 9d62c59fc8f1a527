import { getDomain } from 'tldts';
import { readDomain } from '../person/blocked-domain.ts';
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

/** Companies that write from several domains (a parent and its daughters, one for each country), a list each. */
export type Companies = readonly (readonly string[])[];

/** All domains of the company of an address; none where that has none of its own. */
export function companyDomains(address: string, companies: Companies): readonly string[] {
  const own = companyDomain(address);
  if (own === null) return [];
  return companies.find((domains) => domains.includes(own)) ?? [own];
}

/** Do two addresses belong to one company, as far as their domains tell. */
export function isSameCompany(one: string, other: string, companies: Companies): boolean {
  const domain = companyDomain(other);
  return domain !== null && companyDomains(one, companies).includes(domain);
}

/** Why a company cannot be kept as it was typed: at which place in which list, or as a whole. */
export interface WrongCompany {
  company: number;
  domain: number | null;
  typed: string;
  /** No domain; a provider of mail for everybody; of another company, or said before; the only one of its company. */
  why: 'none' | 'freeMail' | 'twice' | 'alone';
}

/** Companies as they are kept, made of what somebody types, and what of that cannot be. */
export function readCompanies(typed: Companies): { companies: string[][]; wrong: WrongCompany[] } {
  const wrong: WrongCompany[] = [];
  const taken = new Set<string>();
  const companies = typed.map((list, company) => {
    const domains = list.flatMap((text, domain) => {
      const refuse = (why: WrongCompany['why']): string[] => {
        wrong.push({ company, domain, typed: text, why });
        return [];
      };
      const read = readDomain(text);
      if (read === null) return refuse('none');
      const own = companyDomain(`@${read}`);
      if (own === null) return refuse('freeMail');
      if (taken.has(own)) return refuse('twice');
      taken.add(own);
      return [own];
    });
    if (list.length < 2) wrong.push({ company, domain: null, typed: list.join(' '), why: 'alone' });
    return domains;
  });
  return { companies, wrong };
}
