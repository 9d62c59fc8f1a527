import type { ConsentSource } from '../../../lib/contract/consent.ts';
import type { SubscriptionType } from '../../../lib/contract/subscription.ts';
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
