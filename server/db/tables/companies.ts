import type { Generated } from 'kysely';
import type { Company } from '../../../lib/contract/company.ts';
import type { Json, Timestamp } from './columns.ts';

export interface CompaniesTable {
  workspace_id: string;
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  website: string | null;
  street: string | null;
  postcode: string | null;
  city: string | null;
  country: string | null;
  fields: Json<Company['fields']>;
  no_mailings: Generated<boolean>;
  created_at: Timestamp;
  updated_at: Timestamp;
}
