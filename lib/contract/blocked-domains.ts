import { z } from 'zod';
import { device } from './endpoint.ts';

/** How many domains a workspace blocks at most. */
export const mostBlockedDomains = 1000;

const admins = { ...device, roles: ['admin'] } as const;
/** As it is typed; what is kept of it the rules say. */
const Typed = z.string().min(1).max(300);
const domains = z.array(z.string());

/** Endpoints of the domains that no campaign writes to, part of the table in `api.ts`. */
export const blockedDomainEndpoints = {
  'blockedDomains.list': {
    ...device,
    method: 'get',
    path: '/api/v2/blocked-domains',
    summary: 'Domains to which nothing goes by itself, by the alphabet',
    response: z.object({ domains }),
  },
  'blockedDomains.add': {
    ...admins,
    method: 'post',
    path: '/api/v2/blocked-domains',
    summary: 'Block a domain and its subdomains; mails to it that have not left are taken back',
    body: z.object({ domain: Typed }),
    response: z.object({
      domains,
      /** As it is kept. */
      added: z.string(),
      /** Mails that were planned and will not go. */
      takenBack: z.int(),
    }),
  },
  'blockedDomains.remove': {
    ...admins,
    method: 'post',
    path: '/api/v2/blocked-domains/remove',
    summary: 'Block a domain no longer; runs that have ended stay so',
    body: z.object({ domain: Typed }),
    response: z.object({ domains }),
  },
} as const;
