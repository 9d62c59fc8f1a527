import { Company, type NewCompany } from '../../lib/contract/company.ts';
import { EmailAddress } from '../../lib/contract/primitives.ts';
import { type FieldFault, type FieldLine, linesOf, readFields } from '../person/read-fields.ts';

/** A company as it stands in a form; empty is none. */
export interface CompanyDraft {
  name: string;
  email: string;
  phone: string;
  website: string;
  street: string;
  postcode: string;
  city: string;
  country: string;
  noMailings: boolean;
  fields: readonly FieldLine[];
}

export type CompanyFault = 'nameNeeded' | 'notAddress' | 'notWebsite' | FieldFault;

export type ReadCompany =
  | { ok: true; value: NewCompany }
  | { ok: false; faults: Readonly<Record<string, CompanyFault>> };

/** What is known of a company, to be written on. */
export function companyDraft(company: Partial<Company>): CompanyDraft {
  return {
    name: company.name ?? '',
    email: company.email ?? '',
    phone: company.phone ?? '',
    website: company.website ?? '',
    street: company.street ?? '',
    postcode: company.postcode ?? '',
    city: company.city ?? '',
    country: company.country ?? '',
    noMailings: company.noMailings ?? false,
    fields: linesOf(company.fields),
  };
}

/**
 * The company as it is to be kept. A website may be written without `https://`.
 *
 * @returns else what is wrong, by field; those of a custom field by its place, `fields.2`
 */
export function readCompany(draft: CompanyDraft): ReadCompany {
  const own = readFields(draft.fields);
  const faults: Record<string, CompanyFault> = { ...own.faults };
  const text = (field: Exclude<keyof CompanyDraft, 'fields' | 'noMailings'>) => draft[field].trim() || null;
  const [name, email, website] = [text('name'), text('email'), websiteOf(draft.website.trim())];
  if (name === null) faults.name = 'nameNeeded';
  if (email !== null && !EmailAddress.safeParse(email).success) faults.email = 'notAddress';
  if (!Company.shape.website.safeParse(website).success) faults.website = 'notWebsite';
  if (name === null || Object.keys(faults).length > 0) return { ok: false, faults };
  return {
    ok: true,
    value: {
      name,
      email,
      phone: text('phone'),
      website,
      street: text('street'),
      postcode: text('postcode'),
      city: text('city'),
      country: draft.country || null,
      noMailings: draft.noMailings,
      fields: own.fields,
    },
  };
}

function websiteOf(text: string): string | null {
  if (!text) return null;
  return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
}
