import { z } from 'zod';
import { Country } from './calendar.ts';
import { byId, device, page } from './endpoint.ts';
import { Person } from './person.ts';
import { EmailAddress, GivenName, Id } from './primitives.ts';

const Line = z.string().trim().max(200).nullable();

/** A company that people work for. */
export const Company = z.object({
  id: Id,
  name: GivenName.min(1).max(200),
  /** Its own, where a mailing goes to companies. */
  email: EmailAddress.nullable(),
  /** As dialled, international form preferred. */
  phone: z.string().max(50).nullable(),
  website: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  street: Line,
  postcode: Line,
  city: Line,
  country: Country.nullable(),
  /** Custom fields by name. */
  fields: z.record(z.string().min(1).max(64), z.string().max(2000)),
  /** Nothing that goes to many may ever go to this company, nor to anybody there. */
  noMailings: z.boolean(),
});
export type Company = z.infer<typeof Company>;

export const NewCompany = Company.omit({ id: true }).partial({
  email: true,
  phone: true,
  website: true,
  street: true,
  postcode: true,
  city: true,
  country: true,
  fields: true,
  noMailings: true,
});
export type NewCompany = z.infer<typeof NewCompany>;

/** A company, and how many people are known there. */
export const CompanyRow = Company.extend({ people: z.int() });
export type CompanyRow = z.infer<typeof CompanyRow>;

/** Endpoints of companies, part of the table in `api.ts`. */
export const companyEndpoints = {
  'companies.list': {
    ...device,
    method: 'get',
    path: '/api/v2/companies',
    summary: 'Companies, by name',
    query: z.object({
      ...page,
      /** Part of a name, address or town. */
      search: z.string().max(200).optional(),
    }),
    response: z.object({ companies: z.array(CompanyRow), total: z.int() }),
  },
  'companies.get': {
    ...device,
    method: 'get',
    path: '/api/v2/companies/{id}',
    summary: 'One company',
    params: byId,
    response: CompanyRow,
  },
  'companies.create': {
    ...device,
    method: 'post',
    path: '/api/v2/companies',
    summary: 'Add a company; repeated with the same id it adds nothing',
    body: NewCompany.extend({ id: Id }),
    response: CompanyRow,
  },
  'companies.update': {
    ...device,
    method: 'put',
    path: '/api/v2/companies/{id}',
    summary: 'Change a company; the people there bear its new name',
    params: byId,
    body: NewCompany,
    response: CompanyRow,
  },
  'companies.people': {
    ...device,
    method: 'get',
    path: '/api/v2/companies/{id}/people',
    summary: 'Who works at a company, by last name',
    params: byId,
    query: z.object(page),
    response: z.object({ people: z.array(Person), total: z.int() }),
  },
  'companies.delete': {
    ...device,
    roles: ['admin', 'manager'],
    method: 'delete',
    path: '/api/v2/companies/{id}',
    summary: 'Delete a company; the people there stay, and belong to none',
    params: byId,
    response: z.object({ people: z.int() }),
  },
} as const;
