import { z } from 'zod';
import { device } from './endpoint.ts';

/** How many companies with several domains a workspace names, and how many domains one has, at most. */
export const mostCompanies = 500;
export const mostDomainsOfCompany = 50;

const companies = z.array(z.array(z.string().min(1).max(300)).max(mostDomainsOfCompany)).max(mostCompanies);

/** Endpoints of companies that write from several domains, part of the table in `api.ts`. */
export const companyDomainEndpoints = {
  'companyDomains.get': {
    ...device,
    method: 'get',
    path: '/api/v2/company-domains',
    summary: 'Companies that have several domains, a list of them each',
    response: z.object({ companies }),
  },
  'companyDomains.set': {
    ...device,
    roles: ['admin'],
    method: 'put',
    path: '/api/v2/company-domains',
    summary:
      'Say which domains are of one company: an answer from one holds the runs of people at the others',
    body: z.object({ companies }),
    response: z.object({ companies }),
  },
} as const;
