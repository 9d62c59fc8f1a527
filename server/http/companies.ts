import type { EndpointName } from '../../lib/contract/api.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { findCompany, listCompanies, listCompanyPeople } from '../db/queries/companies.ts';
import { addCompany, deleteCompany, updateCompany } from '../people/companies.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints of companies. */
export const companyHandlers: HandlersOf<Extract<EndpointName, `companies.${string}`>> = {
  'companies.list': async ({ db, workspaceId }, { query }) =>
    ok(await listCompanies(db.kysely, workspaceId, query)),
  'companies.get': async ({ db, workspaceId }, { params }) => {
    const company = await findCompany(db.kysely, workspaceId, params.id);
    return company ? ok(company) : fail('NOT_FOUND', 'there is no such company');
  },
  'companies.create': async ({ db, workspaceId, now }, { body }) =>
    await addCompany(db, workspaceId, body, now),
  'companies.update': async ({ db, workspaceId, now }, { params, body }) =>
    await updateCompany(db, workspaceId, params.id, body, now),
  'companies.people': async ({ db, workspaceId }, { params, query }) => {
    const company = await findCompany(db.kysely, workspaceId, params.id);
    if (!company) return fail('NOT_FOUND', 'there is no such company');
    return ok(await listCompanyPeople(db.kysely, workspaceId, params.id, query));
  },
  'companies.delete': async ({ db, workspaceId, now }, { params }) =>
    await deleteCompany(db, workspaceId, params.id, now),
};
