import type { ConsentSource } from '../../../lib/contract/consent.ts';
import type { SubscriptionType } from '../../../lib/contract/subscription.ts';
import type { Wishes } from '../queries/suppressed-addresses.ts';
import type { Json, Timestamp } from './columns.ts';

export interface SubscriptionTypesTable {
  workspace_id: string;
  id: string;
  name: string;
  names: Json<SubscriptionType['names']>;
  active: boolean;
  /** From 0. */
  place: number;
  created_at: Timestamp;
}

/** What was said about contacting a person, as it was written. */
export interface ConsentProofsTable {
  workspace_id: string;
  person_id: string;
  /** From 1, without gaps. */
  number: number;
  /** JSON, letter by letter. */
  fact: string;
  /** SHA-256 of the hash before, a line feed and the fact, in hexadecimal digits. */
  hash: string;
}

/** What the owners of addresses have refused who are erased. */
export interface SuppressedAddressesTable {
  workspace_id: string;
  /** Of the address in lower case, by the workspace's key. */
  hash: string;
  wishes: Json<Wishes>;
  at: Timestamp;
}

/** Two who look alike and are not the same. */
export interface DistinctPeopleTable {
  workspace_id: string;
  /** The lower id of the two. */
  person_id: string;
  other_id: string;
}

/** Who does not want mailings of a type. */
export interface DeclinedSubscriptionsTable {
  workspace_id: string;
  person_id: string;
  type_id: string;
  source: ConsentSource;
  comment: string | null;
  at: Timestamp;
  by_user_id: string | null;
}
