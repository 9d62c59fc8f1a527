import type { EndpointName } from '../../lib/contract/api.ts';
import { ok } from '../../lib/contract/result.ts';
import { getCompanyDomains } from '../db/queries/company-domains.ts';
import { setCompanyDomains } from '../people/company-domains.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of companies that write from several domains. */
export const companyDomainHandlers: HandlersOf<Extract<EndpointName, `companyDomains.${string}`>> = {
  'companyDomains.get': async ({ db, workspaceId }) =>
    ok({ companies: await getCompanyDomains(db.kysely, workspaceId) }),
  'companyDomains.set': async (context, { body }) =>
    await setCompanyDomains(context.db, context, body.companies, context.now),
};
